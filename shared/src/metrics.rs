//! Counters and gauges of this process, in Prometheus' text format. Names end in their unit; labels are from small
//! fixed sets.

use prometheus::{Encoder, Registry, TextEncoder};

/// The process's registry. One per process by nature: it describes the process.
#[must_use]
pub fn registry() -> &'static Registry {
    prometheus::default_registry()
}

/// What `/metrics` answers, and its media type.
#[must_use]
pub fn render() -> (String, &'static str) {
    let mut out = Vec::new();
    if let Err(error) = TextEncoder::new().encode(&registry().gather(), &mut out) {
        tracing::warn!(%error, "metrics could not be written");
    }
    (String::from_utf8(out).unwrap_or_default(), prometheus::TEXT_FORMAT)
}
