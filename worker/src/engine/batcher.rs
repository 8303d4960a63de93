//! Gathers single requests into batches, so that one statement serves many jobs.
//!
//! There is no lingering: what arrives while two batches are on their way is the next batch. Alone, a request leaves at
//! once; under load, batches grow by themselves.

use std::{future::Future, sync::Arc};

use tokio::sync::{Semaphore, mpsc, oneshot};

const FLIGHTS: usize = 2;

pub struct Batcher<Q, A> {
    inbox: mpsc::UnboundedSender<(Q, oneshot::Sender<A>)>,
}

impl<Q: Send + 'static, A: Send + 'static> Batcher<Q, A> {
    /// `run` gets up to `size` requests and gives as many answers, in their order.
    pub fn start<F, Fut>(size: usize, run: F) -> Self
    where
        F: Fn(Vec<Q>) -> Fut + Send + 'static,
        Fut: Future<Output = Vec<A>> + Send + 'static,
    {
        let (inbox, mut requests) = mpsc::unbounded_channel();
        let flights = Arc::new(Semaphore::new(FLIGHTS));
        tokio::spawn(async move {
            let mut batch: Vec<(Q, oneshot::Sender<A>)> = Vec::new();
            while requests.recv_many(&mut batch, size).await > 0 {
                let flight = flights.clone().acquire_owned().await;
                while batch.len() < size
                    && let Ok(request) = requests.try_recv()
                {
                    batch.push(request);
                }
                let (questions, askers): (Vec<Q>, Vec<_>) = batch.drain(..).unzip();
                let answers = run(questions);
                tokio::spawn(async move {
                    for (asker, answer) in askers.into_iter().zip(answers.await) {
                        let _ = asker.send(answer); // Who asked may have gone.
                    }
                    drop(flight);
                });
            }
        });
        Self { inbox }
    }

    /// Asks and waits for the answer; `None` when there will be none, because the process is ending.
    pub async fn ask(&self, question: Q) -> Option<A> {
        let (asker, answer) = oneshot::channel();
        self.inbox.send((question, asker)).ok()?;
        answer.await.ok()
    }
}
