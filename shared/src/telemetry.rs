//! Logs: text on a terminal, JSON elsewhere, by `LOG_FORMAT` and `RUST_LOG`.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, layer::SubscriberExt, util::SubscriberInitExt};

use crate::{config::LogFormat, store::connect::NOTICES};

/// Starts logging to standard error. Called once, first thing, by each binary.
pub fn start(format: Option<LogFormat>, filter: &str) {
    let mut filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    // While Redis is away it complains several times a second; the worker says it once.
    if !filter.to_string().contains("apalis")
        && let Ok(quiet) = "apalis_core=off".parse()
    {
        filter = filter.add_directive(quiet);
    }
    // On every start PostgreSQL says that the table of migrations is there already.
    if !filter.to_string().contains(NOTICES)
        && let Ok(quiet) = format!("{NOTICES}=warn").parse()
    {
        filter = filter.add_directive(quiet);
    }
    let format = format.unwrap_or(if std::io::stderr().is_terminal() { LogFormat::Text } else { LogFormat::Json });
    let registry = tracing_subscriber::registry().with(filter);
    // Where nothing can be written, it says so on standard error, too, and panics if that fails.
    let layer = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .log_internal_errors(false);
    let started = match format {
        LogFormat::Text => registry.with(layer.with_target(false)).try_init(),
        LogFormat::Json => {
            registry.with(layer.json().flatten_event(true).with_current_span(true).with_span_list(false)).try_init()
        }
    };
    if started.is_err() {
        tracing::debug!("logging was started before");
    }
}
