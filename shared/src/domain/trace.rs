//! W3C Trace Context (level 1, 2021): the `traceparent` by which a request, the jobs that follow from it and their mails
//! are known to belong together.

use std::{fmt, str::FromStr};

/// `00-<trace id>-<span id>-<flags>`: which trace something belongs to, and which step of it it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceParent {
    trace_id: u128,
    span_id: u64,
    flags: u8,
}

/// Somebody records this trace (we do: in the log).
const SAMPLED: u8 = 1;

impl TraceParent {
    /// The first step of a trace of its own.
    #[must_use]
    pub fn begin() -> Self {
        Self { trace_id: rand::random::<u128>().max(1), span_id: span_id(), flags: SAMPLED }
    }

    /// A step of the trace that this number names: the same each time, for what nobody asked for and is tried again.
    #[must_use]
    pub fn within(trace_id: u128) -> Self {
        Self { trace_id: trace_id.max(1), span_id: span_id(), flags: SAMPLED }
    }

    /// The next step of the same trace.
    #[must_use]
    pub fn child(self) -> Self {
        Self { span_id: span_id(), ..self }
    }

    /// The numbers of the trace and of the step.
    #[must_use]
    pub fn numbers(self) -> (u128, u64) {
        (self.trace_id, self.span_id)
    }

    /// Whether whoever asked wants it recorded.
    #[must_use]
    pub fn is_sampled(self) -> bool {
        self.flags & SAMPLED != 0
    }

    /// What all steps share, as 32 hexadecimal digits.
    #[must_use]
    pub fn trace_id(self) -> String {
        format!("{:032x}", self.trace_id)
    }
}

fn span_id() -> u64 {
    rand::random::<u64>().max(1)
}

impl fmt::Display for TraceParent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "00-{:032x}-{:016x}-{:02x}", self.trace_id, self.span_id, self.flags)
    }
}

/// It does not have the form that the recommendation asks for.
#[derive(Debug, thiserror::Error)]
#[error("no traceparent as W3C Trace Context wants it")]
pub struct NoTraceParent;

impl FromStr for TraceParent {
    type Err = NoTraceParent;

    /// Reads version 00 strictly. Of a later version (not ff, which is none) it reads the part that is like version 00's
    /// and goes on with version 00, as section 3.2.4 asks.
    fn from_str(text: &str) -> Result<Self, NoTraceParent> {
        let mut parts = text.split('-');
        let mut hex = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits)?;
            let plain = part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
            u128::from_str_radix(part, 16).ok().filter(|_| plain)
        };
        let (version, trace_id, span_id, flags) = (hex(2), hex(32), hex(16), hex(2));
        let more = parts.next().is_some();
        match (version, trace_id, span_id, flags) {
            (Some(0xff), ..) => Err(NoTraceParent),
            (Some(version), Some(trace_id @ 1..), Some(span_id @ 1..), Some(flags)) if version > 0 || !more => Ok(Self {
                trace_id,
                span_id: u64::try_from(span_id).map_err(|_| NoTraceParent)?,
                // Other flags mean nothing in version 00 and are not passed on.
                flags: u8::try_from(flags).map_err(|_| NoTraceParent)? & SAMPLED,
            }),
            _ => Err(NoTraceParent),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    fn read(text: &str) -> Option<String> {
        text.parse::<TraceParent>().ok().map(|parent| parent.to_string())
    }

    #[test]
    fn what_is_well_formed_is_read_and_written_alike() {
        assert_eq!(read(GOOD).as_deref(), Some(GOOD));
        assert_eq!(read("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-fe"), Some(GOOD.replace("-01", "-00")));
        assert_eq!(read(&TraceParent::begin().to_string()).unwrap().len(), GOOD.len());
    }

    #[test]
    fn a_later_version_is_read_as_far_as_it_is_known() {
        for later in [
            "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what",
        ] {
            assert_eq!(read(later).as_deref(), Some(GOOD), "{later}");
        }
    }

    #[test]
    fn what_is_malformed_is_refused() {
        for bad in [
            "",
            "00",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e47361-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-+bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
            " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        ] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_child_is_another_step_of_the_same_trace() {
        let parent: TraceParent = GOOD.parse().unwrap();
        let child = parent.child();
        assert_eq!(child.trace_id(), parent.trace_id());
        assert_ne!(child.span_id, parent.span_id);
    }
}
