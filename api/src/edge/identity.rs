//! What a request is known by in logs, answers and jobs: its id, and the trace it belongs to.

use poem::{Request, http::HeaderValue};
use shared::{
    app::{Once, Trace},
    domain::{TraceParent, Via},
};
use uuid::Uuid;

use super::client::Client;

pub const HEADER: &str = "x-request-id";
const LONGEST: usize = 128;

/// The caller's `X-Request-Id` where it is safe to repeat, else a new one.
#[derive(Clone, Debug)]
pub struct RequestId(pub HeaderValue);

impl RequestId {
    pub fn of(request: &Request) -> Self {
        let given = request.headers().get(HEADER).filter(|value| {
            let bytes = value.as_bytes();
            (1..=LONGEST).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic)
        });
        let made = || HeaderValue::try_from(Uuid::now_v7().to_string()).unwrap_or(HeaderValue::from_static("none"));
        Self(given.cloned().unwrap_or_else(made))
    }

    pub fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }
}

/// The step of the caller's that the request follows from, where it says so.
pub fn traceparent(request: &Request) -> Option<TraceParent> {
    request.header("traceparent").and_then(|value| value.parse().ok())
}

/// What the request is known by in whatever follows from it. It is a step of the trace that its `traceparent` (W3C Trace
/// Context) names, or of a new one where that is not given or malformed.
pub fn trace_of(request: &Request, id: &RequestId, client: Client, once: Option<Once>) -> Trace {
    Trace {
        parent: Some(traceparent(request).map_or_else(TraceParent::begin, TraceParent::child)),
        via: Some(Via::Api),
        request_id: Some(id.as_str().to_owned()),
        address: client.address.map(|address| address.to_string()),
        once,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sane_request_id_is_kept_and_any_other_replaced() {
        let kept = |value: &str| RequestId::of(&Request::builder().header(HEADER, value).finish()).as_str() == value;
        assert!(kept("abc-123") && kept(&"x".repeat(128)));
        assert!(!kept(&"x".repeat(129)) && !kept("a b") && !kept(""));
        assert_eq!(RequestId::of(&Request::builder().finish()).as_str().len(), 36);
    }

    #[test]
    fn a_traceparent_is_followed_and_a_malformed_one_replaced() {
        const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
        let trace_id = |value: &str| {
            let request = Request::builder().header("traceparent", value).finish();
            let nobody = Client { address: None, local_peer: false };
            trace_of(&request, &RequestId::of(&request), nobody, None).parent.unwrap().trace_id()
        };
        assert_eq!(trace_id(&format!("00-{TRACE}-00f067aa0ba902b7-01")), TRACE);
        let made = trace_id(&format!("ff-{TRACE}-00f067aa0ba902b7-01"));
        assert!(made != TRACE && made.len() == 32, "{made}");
    }
}
