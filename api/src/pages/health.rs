//! Whether this process runs (`/healthz`), and whether it can serve (`/readyz`).

use std::time::Duration;

use poem::{
    Request, Response,
    http::{StatusCode, header},
};
use serde_json::json;

use super::Pages;
use crate::{Live, edge::caller::ctx};

/// A probe that waits longer has failed anyway.
const PATIENCE: Duration = Duration::from_secs(2);

pub fn add(pages: &mut Pages) {
    pages.get("/healthz", |_| async { Ok(answer(StatusCode::OK, "ok", None)) });
    pages.get("/readyz", |request| async move { Ok(ready(&request).await) });
}

/// 503 without the database, and while the process stops.
async fn ready(request: &Request) -> Response {
    if request.data::<Live>().is_some_and(|live| live.stop.is_cancelled()) {
        return answer(StatusCode::SERVICE_UNAVAILABLE, "stopping", None);
    }
    match tokio::time::timeout(PATIENCE, ctx(request).db.ping()).await {
        Ok(Ok(())) => answer(StatusCode::OK, "ok", None),
        _ => answer(StatusCode::SERVICE_UNAVAILABLE, "unavailable", Some("the database does not answer")),
    }
}

fn answer(status: StatusCode, word: &str, detail: Option<&str>) -> Response {
    let mut body = json!({"status": word});
    if let Some(detail) = detail {
        body["detail"] = json!(detail);
    }
    Response::builder()
        .status(status)
        .content_type("application/json")
        .header(header::CACHE_CONTROL, "no-store")
        .body(body.to_string())
}
