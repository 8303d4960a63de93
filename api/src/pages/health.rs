//! Whether this process runs (`/healthz`), and whether it can serve (`/readyz`).

use std::time::Duration;

use poem::{
    Request, Response,
    http::{StatusCode, header},
};
use serde_json::json;
use shared::app::Health;

use super::Pages;
use crate::{Live, edge::caller::ctx};

/// A probe that waits longer has failed anyway.
const PATIENCE: Duration = Duration::from_secs(2);

pub fn add(pages: &mut Pages) {
    pages.get("/healthz", |_| async { Ok(answer(StatusCode::OK, "ok")) });
    pages.get("/readyz", |request| async move { Ok(ready(&request).await) });
}

/// 503 without the database, and while the process stops. Without Redis it is 200 and “degraded”: what it serves is
/// right, only other processes' events come later.
async fn ready(request: &Request) -> Response {
    let stopping = request.data::<Live>().is_some_and(|live| live.stop.is_cancelled());
    let health = tokio::time::timeout(PATIENCE, ctx(request).health()).await;
    let health = health.unwrap_or(Health { database: false, redis: None });
    let status = if stopping || !health.database { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    answer(status, health.word(stopping))
}

fn answer(status: StatusCode, word: &str) -> Response {
    Response::builder()
        .status(status)
        .content_type("application/json")
        .header(header::CACHE_CONTROL, "no-store")
        .body(json!({"status": word}).to_string())
}
