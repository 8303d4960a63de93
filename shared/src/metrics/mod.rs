//! Counters and gauges in Prometheus' text format: of this process, and some of the whole instance. Names end in their
//! unit; labels are from small fixed sets.

mod instance;
mod pools;

use prometheus::{Encoder, Registry, TextEncoder};

use crate::app::Ctx;
pub use pools::{Watched, watch_pools};

/// The process's registry. One per process by nature: it describes the process.
#[must_use]
pub fn registry() -> &'static Registry {
    prometheus::default_registry()
}

/// What `/metrics` answers, and its media type.
pub(crate) async fn render(ctx: &Ctx) -> (String, &'static str) {
    instance::refresh(ctx).await;
    pools::refresh();
    let mut out = Vec::new();
    if let Err(error) = TextEncoder::new().encode(&registry().gather(), &mut out) {
        tracing::warn!(%error, "metrics could not be written");
    }
    (String::from_utf8(out).unwrap_or_default(), prometheus::TEXT_FORMAT)
}
