//! How a test runs.

use std::{future::Future, time::Duration};

/// No test takes longer; one that does is stuck, and fails instead of holding up the others.
const LIMIT: Duration = Duration::from_secs(120);

/// Runs a test that is asynchronous, within [`LIMIT`].
pub fn block_on<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime starts");
    runtime.block_on(async {
        tokio::time::timeout(LIMIT, test).await.unwrap_or_else(|_| panic!("the test took longer than {LIMIT:?}"))
    })
}
