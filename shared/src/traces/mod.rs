//! Traces for whoever collects them (OpenTelemetry): what a request, each attempt at a job that follows from it, and the
//! delivery of a mail took, as steps of the one trace that their `traceparent` names.
//!
//! Promises: without `OTEL_EXPORTER_OTLP_ENDPOINT` nothing is made and nothing costs. A collector that is slow or away
//! holds up nothing and loses nothing but steps. A step says which route, kind of job and outcome, and never a path, an
//! address, a name or a word that somebody wrote. What the caller of a request does not want recorded (the flag of its
//! `traceparent`) is not.

mod collector;

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use opentelemetry::{
    KeyValue, Value,
    trace::{SpanContext, SpanId, SpanKind, Status, TraceFlags, TraceId, TraceState},
};
use opentelemetry_sdk::trace::{SpanData, SpanEvents, SpanLinks};

pub(crate) use self::collector::{end, start};
use crate::domain::TraceParent;

/// Which side of a conversation a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It answers a request.
    Server,
    /// It does what was left in a queue.
    Consumer,
    /// It asks another server.
    Client,
}

/// A step that has begun. One that is dropped without [`Step::end`] is not told.
#[derive(Debug)]
pub struct Step {
    at: TraceParent,
    after: Option<TraceParent>,
    side: Side,
    name: String,
    began: DateTime<Utc>,
    attributes: Vec<KeyValue>,
    failed: bool,
}

impl Step {
    /// The step `at` of a trace, which follows from the step `after`. `None` where nobody collects it.
    #[must_use]
    pub fn begin(side: Side, at: TraceParent, after: Option<TraceParent>, began: DateTime<Utc>) -> Option<Self> {
        let wanted = collector::is_there() && at.is_sampled();
        wanted.then(|| Self { at, after, side, name: String::new(), began, attributes: Vec::new(), failed: false })
    }

    /// What kind of step it is, in few words that are the same for all of the kind.
    #[must_use]
    pub fn named(self, name: String) -> Self {
        Self { name, ..self }
    }

    /// Says something of it, under a name of OpenTelemetry's semantic conventions where there is one.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.attributes.push(KeyValue::new(name, value));
        self
    }

    /// Whether it went wrong.
    #[must_use]
    pub fn failed(self, failed: bool) -> Self {
        Self { failed, ..self }
    }

    /// Hands it to the collector, some time from now.
    pub fn end(self, took: Duration) {
        let (trace_id, span_id) = self.at.numbers();
        let context =
            SpanContext::new(TraceId::from(trace_id), SpanId::from(span_id), TraceFlags::SAMPLED, false, TraceState::default());
        let began = SystemTime::from(self.began);
        collector::take(SpanData {
            span_context: context,
            parent_span_id: self.after.map_or(SpanId::INVALID, |after| SpanId::from(after.numbers().1)),
            // All but the delivery of a mail follow from what another process did.
            parent_span_is_remote: self.after.is_some() && self.side != Side::Client,
            span_kind: match self.side {
                Side::Server => SpanKind::Server,
                Side::Consumer => SpanKind::Consumer,
                Side::Client => SpanKind::Client,
            },
            name: self.name.into(),
            start_time: began,
            end_time: began + took,
            attributes: self.attributes,
            dropped_attributes_count: 0,
            events: SpanEvents::default(),
            links: SpanLinks::default(),
            status: if self.failed { Status::error("") } else { Status::Unset },
            instrumentation_scope: collector::scope(),
        });
    }
}
