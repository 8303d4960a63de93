//! How a story is told twice: once on SQLite in one process, once on PostgreSQL with Redis.

use std::{
    future::Future,
    panic::{AssertUnwindSafe, resume_unwind},
    time::Duration,
};

use futures_util::FutureExt;
use shared::store::Engine;

use super::TestApp;

/// No test takes longer; one that does is stuck, and fails instead of holding up the others.
const LIMIT: Duration = Duration::from_mins(2);

/// Makes the tests `name::on_sqlite` and `name::on_postgres` of each `async fn name(app: &TestApp)` in this file. A
/// story that is not named here is unused code, which the compiler refuses.
macro_rules! stories {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            use $crate::support::{Engine, story};

            #[test]
            fn on_sqlite() {
                story(Engine::Sqlite, super::$name);
            }

            #[test]
            fn on_postgres() {
                story(Engine::Postgres, super::$name);
            }
        }
    )+};
}
pub(crate) use stories;

/// Tells a story to a fresh application. At its end no job may be left over, and nothing else is.
pub fn story(engine: Engine, tell: impl AsyncFnOnce(&TestApp)) {
    story_within(LIMIT, engine, tell);
}

/// A story that may take longer than tests do: only those that `make test` leaves out.
pub fn story_within(limit: Duration, engine: Engine, tell: impl AsyncFnOnce(&TestApp)) {
    block_on_within(limit, async {
        let app = TestApp::start(engine).await;
        let told = async {
            tell(&app).await;
            app.finish().await;
        };
        let outcome = AssertUnwindSafe(told).catch_unwind().await;
        app.clear().await;
        outcome.unwrap_or_else(|panic| resume_unwind(panic));
    });
}

/// Runs a test that is asynchronous, within [`LIMIT`].
pub fn block_on<T>(test: impl Future<Output = T>) -> T {
    block_on_within(LIMIT, test)
}

fn block_on_within<T>(limit: Duration, test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime starts");
    let outcome = runtime.block_on(async { tokio::time::timeout(limit, test).await });
    // Whatever blocks for ever in the background must not hold up the end of the test.
    runtime.shutdown_timeout(Duration::from_secs(5));
    outcome.unwrap_or_else(|_| panic!("the test took longer than {limit:?}"))
}
