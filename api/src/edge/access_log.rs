//! One line, one measurement and one step of a trace for each request. Paths may hold tokens (invites, calendars), so it is always the
//! route's template that is written, never the path.

use std::{sync::LazyLock, time::Duration};

use poem::http::{Method, StatusCode};
use prometheus::{HistogramOpts, HistogramVec};
use shared::traces::Step;

use super::client::Client;

static DURATION: LazyLock<HistogramVec> = LazyLock::new(|| {
    let options = HistogramOpts::new("boardwire_http_request_duration_seconds", "How long requests took, by route and status.")
        .buckets(vec![0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0]);
    let duration = HistogramVec::new(options, &["method", "route", "status"]).expect("a fixed name and fixed labels");
    if let Err(error) = shared::metrics::registry().register(Box::new(duration.clone())) {
        tracing::warn!(%error, "request durations are not measured");
    }
    duration
});

/// Where nothing matched: what was asked for is not repeated.
pub const NO_ROUTE: &str = "-";

/// For the log: nobody is told. As nginx calls it when a client goes before its answer.
pub fn client_gone() -> StatusCode {
    StatusCode::from_u16(499).unwrap_or(StatusCode::REQUEST_TIMEOUT)
}

pub fn record(method: &Method, route: &str, status: StatusCode, took: Duration, client: Client) {
    DURATION.with_label_values(&[label(method), route, status.as_str()]).observe(took.as_secs_f64());
    let ms = (took.as_secs_f64() * 1e6).round() / 1e3; // To the microsecond.
    let client = client.address.map(tracing::field::display);
    tracing::info!(%method, route, status = status.as_u16(), ms, client, "request");
}

/// The request as a step of its trace.
pub fn trace(step: Step, method: &Method, route: &str, status: StatusCode) -> Step {
    let method = label(method);
    let (name, step) = match route {
        NO_ROUTE => (method.to_owned(), step),
        route => (format!("{method} {route}"), step.with("http.route", route.to_owned())),
    };
    let step = step.named(name).failed(status.is_server_error());
    step.with("http.request.method", method.to_owned()).with("http.response.status_code", i64::from(status.as_u16()))
}

/// Methods are the caller's choice; labels must be few.
fn label(method: &Method) -> &str {
    match *method {
        Method::GET | Method::HEAD | Method::POST | Method::PUT | Method::PATCH | Method::DELETE | Method::OPTIONS => {
            method.as_str()
        }
        _ => "other",
    }
}
