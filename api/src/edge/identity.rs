//! What a request is known by in logs, answers and jobs: its id, and the trace it belongs to.

use poem::{Request, http::HeaderValue};
use shared::app::Trace;
use uuid::Uuid;

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

/// The request's `traceparent` (W3C Trace Context, level 1), if it is well formed.
pub fn trace_of(request: &Request) -> Trace {
    Trace(request.header("traceparent").filter(|value| well_formed(value)).map(str::to_owned))
}

fn well_formed(value: &str) -> bool {
    let hex = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let parts: Vec<&str> = value.split('-').collect();
    let [version, trace, span, flags] = parts.as_slice() else { return false };
    let nonzero = |part: &str| part.bytes().any(|b| b != b'0');
    hex(version, 2) && *version != "ff" && hex(trace, 32) && nonzero(trace) && hex(span, 16) && nonzero(span) && hex(flags, 2)
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
    fn traceparents() {
        assert!(well_formed("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
        for bad in [
            "",
            "00-4bf9-00f0-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
        ] {
            assert!(!well_formed(bad), "{bad:?}");
        }
    }
}
