//! The database going away under workers: jobs wait, and nothing is counted against those that were running.

use std::{sync::Arc, time::Duration};

use shared::{domain::JobState, store::Engine};
use tokio::sync::Notify;
use url::Url;

use crate::support::{
    TestApp, database_url,
    jobs::{Diary, Errand, Worker, count, enqueue, errand, errands, row, until},
    proxy::Proxy,
    story,
};

/// Where the server of `TEST_DATABASE_URL` listens: host and port, or the path of its socket.
fn target() -> String {
    let url = database_url();
    let port = url.port().unwrap_or(5432);
    match url.query_pairs().find(|(name, _)| name == "host") {
        Some((_, folder)) => format!("{folder}/.s.PGSQL.{port}"),
        None => format!("{}:{port}", url.host_str().unwrap_or("127.0.0.1")),
    }
}

/// Another process whose way to the database can be cut.
async fn behind(app: &TestApp, proxy: &Proxy) -> TestApp {
    let mut url: Url = app.ctx().config.database_url().expose().parse().unwrap();
    url.set_query(None);
    url.set_host(Some("127.0.0.1")).unwrap();
    url.set_port(Some(proxy.address().port())).unwrap();
    app.another(&[("DATABASE_URL", url.as_str())]).await
}

#[test]
fn jobs_go_on_when_the_database_is_back() {
    story(Engine::Postgres, async |app| {
        let proxy = Proxy::start(target(), true).await;
        let far = behind(app, &proxy).await;
        let diary = Diary::default();
        let worker = Worker::start(far.ctx(), diary.registry());
        enqueue(app.ctx(), (0..1_000).map(errand)).await;
        until("some are done", async || count(app.ctx(), JobState::Done).await > 100).await;
        proxy.cut();
        enqueue(app.ctx(), (1_000..1_500).map(errand)).await;
        tokio::time::sleep(Duration::from_secs(2)).await; // Longer than a claim is tried.
        proxy.mend();
        until("all are done", async || count(app.ctx(), JobState::Done).await == 1_500).await;
        worker.stop().await;
        let mut ran = diary.read();
        ran.sort_unstable();
        ran.dedup();
        assert_eq!(ran, (0..1_500).collect::<Vec<_>>());
        app.jobs_may_stay(); // The cut is noted on those that it hit.
    });
}

#[test]
fn an_outage_longer_than_a_lease_loses_no_running_job() {
    story(Engine::Postgres, async |app| {
        let proxy = Proxy::start(target(), true).await;
        let far = behind(app, &proxy).await;
        let (go, diary) = (Arc::new(Notify::new()), Diary::default());
        let (gate, pen) = (go.clone(), diary.clone());
        let registry = errands(move |_, _, errand: Errand| {
            let (gate, pen) = (gate.clone(), pen.clone());
            async move {
                pen.write(errand.number);
                gate.notified().await;
                Ok(())
            }
        });
        let worker = Worker::start(far.ctx(), registry);
        let id = enqueue(app.ctx(), [errand(1)]).await[0];
        until("it runs", async || diary.read() == [1]).await;
        proxy.cut();
        until("its lease has run out", async || row(app.ctx(), id).await.due_at.unwrap() < app.clock().now()).await;
        proxy.mend();
        until("its lease is renewed", async || row(app.ctx(), id).await.due_at.unwrap() > app.clock().now()).await;
        go.notify_one();
        until("it is done", async || row(app.ctx(), id).await.state == JobState::Done).await;
        worker.stop().await;
        assert_eq!(diary.read(), [1], "it ran once");
        assert_eq!(row(app.ctx(), id).await.losses, 0);
    });
}
