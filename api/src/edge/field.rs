//! Reading JSON values strictly, and saying all that is wrong with them at once, each by its pointer.
//!
//! Nothing is coerced: a number is no string, `1.0` is no whole number, `"true"` is no boolean. What may be left out,
//! and what `null` means, is said by the field's type: [`Given`] (may be left out), [`Change`] (left out stays, `null`
//! clears), `Option` (left out and `null` are the same).

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use poem_openapi::registry::{MetaSchemaRef, Registry};
use serde_json::{Map, Value};
use shared::domain::{moment, text::no_nul};

use super::{
    problem::FieldError,
    wire::{MapKey, Wire},
};

/// A value that a request may carry.
pub trait Field: Wire + Sized {
    /// What it is when it is left out; `None`: it may not be.
    fn absent() -> Option<Self> {
        None
    }

    /// Reads it, or notes at `pointer` what is wrong.
    fn read(value: Value, pointer: &str, wrong: &mut Complaints) -> Option<Self>;
}

#[derive(Default)]
pub struct Complaints(Vec<FieldError>);

impl Complaints {
    pub fn note(&mut self, pointer: &str, detail: impl Into<String>) {
        self.0.push(FieldError { pointer: pointer.to_owned(), detail: detail.into() });
    }

    /// For `let … else { return wrong.none(…) }`.
    pub fn none<T>(&mut self, pointer: &str, detail: impl Into<String>) -> Option<T> {
        self.note(pointer, detail);
        None
    }

    pub fn into_errors(self) -> Vec<FieldError> {
        self.0
    }
}

/// The members of an object, taken out one by one; what is left at the end is unknown.
pub struct Members<'a> {
    map: Map<String, Value>,
    pointer: &'a str,
}

impl<'a> Members<'a> {
    pub fn of(value: Value, pointer: &'a str, wrong: &mut Complaints) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self { map, pointer }),
            _ => wrong.none(pointer, "must be an object"),
        }
    }

    pub fn take<T: Field>(&mut self, name: &str, wrong: &mut Complaints) -> Option<T> {
        let pointer = member(self.pointer, name);
        match self.map.remove(name) {
            Some(value) => T::read(value, &pointer, wrong),
            None => T::absent().or_else(|| wrong.none(&pointer, "is required")),
        }
    }

    /// Complains of each member that nobody took.
    pub fn finish(self, wrong: &mut Complaints) {
        for name in self.map.keys() {
            wrong.note(&member(self.pointer, name), "is not a field that can be set here");
        }
    }
}

/// The pointer of a member (RFC 6901, section 3: `~` and `/` are escaped).
fn member(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// May be left out; `null` is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given<T>(pub Option<T>);

/// May be left out, which changes nothing; `null` clears.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::option_option, reason = "the three cases, as the use cases take them")]
pub struct Change<T>(pub Option<Option<T>>);

macro_rules! wraps {
    ($($outer:ident: nullable $nullable:literal),+) => {$(
        impl<T: Wire> Wire for $outer<T> {
            const NULLABLE: bool = $nullable;
            fn schema() -> MetaSchemaRef {
                T::schema()
            }
            fn register(registry: &mut Registry) {
                T::register(registry);
            }
        }
    )+};
}
wraps!(Given: nullable false, Change: nullable true);

impl<T: Field> Field for Given<T> {
    fn absent() -> Option<Self> {
        Some(Given(None))
    }
    fn read(value: Value, pointer: &str, wrong: &mut Complaints) -> Option<Self> {
        T::read(value, pointer, wrong).map(|value| Given(Some(value)))
    }
}

impl<T: Field> Field for Change<T> {
    fn absent() -> Option<Self> {
        Some(Change(None))
    }
    fn read(value: Value, pointer: &str, wrong: &mut Complaints) -> Option<Self> {
        Option::read(value, pointer, wrong).map(|value| Change(Some(value)))
    }
}

impl<T: Field> Field for Option<T> {
    fn absent() -> Option<Self> {
        Some(None)
    }
    fn read(value: Value, pointer: &str, wrong: &mut Complaints) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::read(value, pointer, wrong).map(Some) }
    }
}

impl<T: Field> Field for Vec<T> {
    fn read(value: Value, pointer: &str, wrong: &mut Complaints) -> Option<Self> {
        let Value::Array(items) = value else { return wrong.none(pointer, must_be("an array", &value)) };
        let read = items.into_iter().enumerate().map(|(i, item)| T::read(item, &format!("{pointer}/{i}"), wrong));
        // Every item is read, so that all that is wrong is told.
        read.collect::<Vec<_>>().into_iter().collect()
    }
}

/// An object whose members are named by what can be read from text.
impl<K: FromText + Ord + MapKey, T: Field> Field for BTreeMap<K, T> {
    fn read(value: Value, pointer: &str, wrong: &mut Complaints) -> Option<Self> {
        let Value::Object(map) = value else { return wrong.none(pointer, must_be("an object", &value)) };
        let read = map.into_iter().map(|(name, value)| {
            let pointer = member(pointer, &name);
            let key = K::from_text(&name).map_err(|why| wrong.note(&pointer, format!("its name {why}"))).ok();
            key.zip(T::read(value, &pointer, wrong))
        });
        read.collect::<Vec<_>>().into_iter().collect()
    }
}

fn must_be(what: &str, value: &Value) -> String {
    if value.is_null() { "must not be null".to_owned() } else { format!("must be {what}") }
}

impl Field for String {
    fn read(value: Value, pointer: &str, wrong: &mut Complaints) -> Option<Self> {
        let Value::String(text) = value else { return wrong.none(pointer, must_be("a string", &value)) };
        match no_nul(&text) {
            Ok(()) => Some(text),
            Err(why) => wrong.none(pointer, why),
        }
    }
}

/// Any JSON, to be read later by what it is for.
impl Field for Value {
    fn read(value: Value, _: &str, _: &mut Complaints) -> Option<Self> {
        Some(value)
    }
}

impl Field for bool {
    fn read(value: Value, pointer: &str, wrong: &mut Complaints) -> Option<Self> {
        value.as_bool().or_else(|| wrong.none(pointer, must_be("true or false", &value)))
    }
}

impl Field for i64 {
    fn read(value: Value, pointer: &str, wrong: &mut Complaints) -> Option<Self> {
        value.as_i64().or_else(|| wrong.none(pointer, must_be("a whole number", &value)))
    }
}

/// A count or index: never below zero.
impl Field for u32 {
    fn read(value: Value, pointer: &str, wrong: &mut Complaints) -> Option<Self> {
        let number = value.as_u64().and_then(|number| number.try_into().ok());
        number.or_else(|| wrong.none(pointer, must_be("a whole number, 0 or more", &value)))
    }
}

/// A value that is written as text: in the body, in a query, in a path.
pub trait FromText: Wire + Sized {
    /// # Errors
    /// What it must be, as the end of a sentence: `must be …`.
    fn from_text(text: &str) -> Result<Self, String>;
}

macro_rules! read_from_text {
    ($($ty:ty),+ $(,)?) => {$(
        impl $crate::edge::field::Field for $ty {
            fn read(
                value: serde_json::Value,
                pointer: &str,
                wrong: &mut $crate::edge::field::Complaints,
            ) -> Option<Self> {
                let text = String::read(value, pointer, wrong)?;
                <$ty as $crate::edge::field::FromText>::from_text(&text).map_err(|why| wrong.note(pointer, why)).ok()
            }
        }
    )+};
}
pub(crate) use read_from_text;

impl FromText for String {
    fn from_text(text: &str) -> Result<Self, String> {
        no_nul(text).map(|()| text.to_owned())
    }
}

impl FromText for bool {
    fn from_text(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| "must be true or false".to_owned())
    }
}

impl FromText for i64 {
    fn from_text(text: &str) -> Result<Self, String> {
        // As JSON writes numbers: no `+`, no blanks.
        let plain = text.strip_prefix('-').unwrap_or(text).bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|_| plain).ok_or_else(|| "must be a whole number".to_owned())
    }
}

impl FromText for DateTime<Utc> {
    fn from_text(text: &str) -> Result<Self, String> {
        let at = DateTime::parse_from_rfc3339(text);
        let at = at.map_err(|_| "must be a time such as 2026-11-21T09:30:00Z (RFC 3339)".to_owned())?;
        moment::instant(at.to_utc()).ok_or_else(|| moment::WANTED.to_owned())
    }
}

impl FromText for NaiveDate {
    fn from_text(text: &str) -> Result<Self, String> {
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        // Written as it is given out: else the year could have a sign.
        let date = date.filter(|date| text.len() == 10 && date.to_string() == text);
        let date = date.ok_or_else(|| "must be a date such as 2026-11-21".to_owned())?;
        moment::day(date).ok_or_else(|| moment::WANTED.to_owned())
    }
}

read_from_text!(DateTime<Utc>, NaiveDate);
