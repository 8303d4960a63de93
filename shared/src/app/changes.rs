//! Which fields a change made different, from what to what: for the activity log, its sentences and whoever follows live.

use serde::Serialize;
use serde_json::{Map, Value, json};

#[derive(Debug, Default)]
pub(crate) struct Changes(Map<String, Value>);

impl Changes {
    /// Notes the field if it is different.
    #[must_use]
    pub(crate) fn field(mut self, name: &str, from: impl Serialize, to: impl Serialize) -> Self {
        let (from, to) = (json!(from), json!(to));
        if from != to {
            self.0.insert(name.to_owned(), json!({"from": from, "to": to}));
        }
        self
    }

    /// As [`Changes::field`], of a text too long to repeat: only that it changed is told.
    #[must_use]
    pub(crate) fn long_text(mut self, name: &str, from: &str, to: &str) -> Self {
        if from != to {
            self.0.insert(name.to_owned(), json!({}));
        }
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn into_value(self) -> Value {
        Value::Object(self.0)
    }
}
