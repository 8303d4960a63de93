//! Whether this process runs (`/healthz`), and whether it can serve (`/readyz`).

use poem::{
    Request, Response,
    http::{StatusCode, header},
};
use serde_json::{Value, json};
use shared::app::Health;

use super::Pages;
use crate::{Live, edge::caller::ctx};

pub fn add(pages: &mut Pages) {
    pages.get("/healthz", |_| async { Ok(answer(StatusCode::OK, &json!({"status": "ok"}))) });
    pages.get("/readyz", |request| async move { Ok(ready(&request).await) });
}

/// 503 without the database, and while the process stops. Without Redis it is 200 and “degraded”: what it serves is
/// right, only other processes' events come later.
async fn ready(request: &Request) -> Response {
    let stopping = request.data::<Live>().is_some_and(|live| live.stop.is_cancelled());
    // Where a worker shares the process, what it does not get done is no reason to send people elsewhere.
    let health = Health { stuck: Vec::new(), ..ctx(request).health().await };
    let status = if health.is_ready(stopping) { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    answer(status, &health.report(stopping))
}

fn answer(status: StatusCode, body: &Value) -> Response {
    Response::builder()
        .status(status)
        .content_type("application/json")
        .header(header::CACHE_CONTROL, "no-store")
        .body(body.to_string())
}
