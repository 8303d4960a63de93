//! From a kind's name to its handler. A value, so that tests can run kinds of their own.

use std::{collections::HashMap, sync::Arc, time::Duration};

use futures_util::future::BoxFuture;
use shared::{app::Ctx, jobs::Job};

use super::{JobError, Running};

type Run = dyn Fn(Ctx, Arc<Running>, &str) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync;

type Bury = dyn Fn(Ctx, &str) -> BoxFuture<'static, anyhow::Result<()>> + Send + Sync;

/// One kind of job: what runs it and how long an attempt may take.
#[derive(Clone)]
pub(crate) struct Handler {
    pub(crate) timeout: Duration,
    run: Arc<Run>,
    bury: Option<Arc<Bury>>,
}

#[derive(Clone, Default)]
pub struct Registry(HashMap<&'static str, Handler>);

impl Registry {
    /// Adds the handler of `J`. A payload that does not decode as `J` never reaches it: the job goes dead.
    #[must_use]
    pub fn handle<J, F, Fut>(mut self, handler: F) -> Self
    where
        J: Job,
        F: Fn(Ctx, Arc<Running>, J) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        let run: Arc<Run> = Arc::new(move |ctx, job, payload| match serde_json::from_str::<J>(payload) {
            Ok(payload) => Box::pin(handler(ctx, job, payload)),
            Err(why) => Box::pin(async move { Err(JobError::abort(format_args!("the payload does not decode: {why}"))) }),
        });
        let timeout = J::TIMEOUT.to_std().unwrap_or_default();
        self.0.insert(J::KIND, Handler { timeout, run, bury: None });
        self
    }

    /// Adds what is done when a job of the kind `J` is dead, which has a handler: whatever ended its last attempt. Where this
    /// fails, or its process is lost, it is not done again.
    #[must_use]
    pub fn bury<J, F, Fut>(mut self, bury: F) -> Self
    where
        J: Job,
        F: Fn(Ctx, J) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        if let Some(handler) = self.0.get_mut(J::KIND) {
            handler.bury = Some(Arc::new(move |ctx, payload| match serde_json::from_str::<J>(payload) {
                Ok(payload) => Box::pin(bury(ctx, payload)),
                Err(why) => Box::pin(async move { Err(why.into()) }),
            }));
        }
        self
    }

    /// The kind as metrics and logs call it: names that are not ours are all the same.
    pub(crate) fn name(&self, kind: &str) -> &'static str {
        self.0.get_key_value(kind).map_or("unknown", |(name, _)| *name)
    }

    pub(crate) fn kinds(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }

    pub(crate) fn find(&self, kind: &str) -> Option<Handler> {
        self.0.get(kind).cloned()
    }
}

impl Handler {
    pub(crate) fn run(&self, ctx: Ctx, job: Arc<Running>, payload: &str) -> BoxFuture<'static, Result<(), JobError>> {
        (self.run)(ctx, job, payload)
    }

    pub(crate) fn bury(&self, ctx: Ctx, payload: &str) -> Option<BoxFuture<'static, anyhow::Result<()>>> {
        Some(self.bury.as_ref()?(ctx, payload))
    }
}
