//! Reading the JSON of others: so that one bad element of a list is left out, and not all of the file; and so that reading
//! takes a few times the memory of the file at most, whatever stands in it. Lists are read up to a number of elements; what
//! is wrong is told of the first ones and counted of the others; what nobody asks for is passed over where it stands.

use std::{fmt, marker::PhantomData};

use chrono::{DateTime, Utc};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error as _, IgnoredAny, SeqAccess, Visitor},
};
use serde_json::{error::Category, value::RawValue};

use super::parcel::LeftOut;
use crate::domain::moment;

/// Objects and lists stand in each other no deeper than this.
const DEPTH_MAX: usize = 32;
/// Of so many bad elements of a list is kept why they are.
const TOLD: usize = 200;
/// So much is kept of what a bad element calls itself, and of what is wrong with it, in characters.
const TEXT_MAX: usize = 300;

/// Reads a file that is JSON; `not_so` begins what is said of one that is other JSON than it should be.
pub fn document<'a, T: Deserialize<'a>>(content: &'a [u8], not_so: &str) -> Result<T, String> {
    let content = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(content);
    if is_deeper(content, DEPTH_MAX) {
        return Err(format!("the file is not JSON that is read here: it is nested more than {DEPTH_MAX} deep"));
    }
    serde_json::from_slice(content).map_err(|error| match error.classify() {
        Category::Eof => "the file is not JSON: it ends too early".to_owned(),
        Category::Syntax | Category::Io => format!("the file is not JSON: line {}, column {}", error.line(), error.column()),
        Category::Data => format!("{not_so}: {error}"),
    })
}

/// Asked before anything is read: what is passed over is not counted by the reader.
fn is_deeper(content: &[u8], most: usize) -> bool {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for byte in content {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > most {
            return true;
        }
    }
    false
}

/// A list of which no more than `MOST` elements are read.
#[derive(Debug)]
pub struct List<T, const MOST: usize> {
    good: Vec<T>,
    /// What bad elements call themselves, and what is wrong with them.
    bad: Vec<(String, String)>,
    /// How many more bad ones there are.
    worse: usize,
    /// How many elements were not read any more.
    over: usize,
}

impl<T, const MOST: usize> Default for List<T, MOST> {
    fn default() -> Self {
        Self { good: Vec::new(), bad: Vec::new(), worse: 0, over: 0 }
    }
}

impl<T, const MOST: usize> List<T, MOST> {
    pub fn is_over(&self) -> bool {
        self.over > 0
    }

    /// What could be read of it; of the rest, each called `what`, is told why not.
    pub fn good(self, what: &str, left_out: &mut LeftOut) -> Vec<T> {
        for (name, why) in self.bad {
            left_out.one(what, &name, format!("cannot be read: {why}"));
        }
        left_out.some(what, self.worse, "cannot be read");
        left_out.some(what, self.over, format!("is more than the {MOST} that are read of one list"));
        self.good
    }
}

impl<'de, T: DeserializeOwned, const MOST: usize> Deserialize<'de> for List<T, MOST> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_seq(Elements(PhantomData))
    }
}

struct Elements<T, const MOST: usize>(PhantomData<T>);

impl<'de, T: DeserializeOwned, const MOST: usize> Visitor<'de> for Elements<T, MOST> {
    type Value = List<T, MOST>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let mut list = List::default();
        for _ in 0..MOST {
            // As it stands in the file: what is wrong in it is wrong with it alone.
            let Some(element) = elements.next_element::<&RawValue>()? else { return Ok(list) };
            match serde_json::from_str(element.get()) {
                Ok(read) => list.good.push(read),
                Err(error) if list.bad.len() < TOLD => list.bad.push((name(element), why(&error))),
                Err(_) => list.worse += 1,
            }
        }
        while elements.next_element::<IgnoredAny>()?.is_some() {
            list.over += 1;
        }
        Ok(list)
    }
}

/// What an element calls itself.
fn name(element: &RawValue) -> String {
    #[derive(Deserialize)]
    struct Called {
        #[serde(default)]
        name: Maybe<String>,
        #[serde(default)]
        title: Maybe<String>,
        #[serde(default)]
        id: Maybe<String>,
    }
    let called = serde_json::from_str::<Called>(element.get()).ok();
    let name = called.and_then(|Called { name, title, id }| name.0.or(title.0).or(id.0));
    cut(&name.unwrap_or_default())
}

/// Without the place, which is one in the element and not in the file.
fn why(error: &serde_json::Error) -> String {
    let said = error.to_string();
    cut(said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said))
}

fn cut(text: &str) -> String {
    text.chars().take(TEXT_MAX).collect()
}

/// Something that is read where it is what it should be, and else is not there.
#[derive(Debug)]
pub struct Maybe<T>(pub Option<T>);

impl<T> Default for Maybe<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = <&RawValue>::deserialize(from)?;
        Ok(Self(serde_json::from_str(value.get()).ok()))
    }
}

/// An instant that can be kept; of another, what it is in is left out.
pub fn instant<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    let Some(at) = Option::<DateTime<Utc>>::deserialize(from)? else { return Ok(None) };
    moment::instant(at).map(Some).ok_or_else(|| D::Error::custom(format_args!("a time {}", moment::WANTED)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Holder {
        list: List<Thing, 1_000>,
        #[serde(default)]
        name: Maybe<String>,
    }

    #[derive(Debug, Deserialize)]
    struct Thing {
        #[serde(rename = "id")]
        _id: String,
    }

    fn read(content: &str) -> Result<Holder, String> {
        document(content.as_bytes(), "no holder")
    }

    #[test]
    fn the_good_are_read_and_of_the_bad_some_are_told_and_all_counted() {
        let elements = [vec![r#"{"id": "a"}"#; 3], vec!["0"; 500], vec![r#"{"id": 7, "name": "seven"}"#]].concat().join(",");
        let holder = read(&format!(r#"{{"list": [{elements}], "name": [1]}}"#)).unwrap();
        assert!(holder.name.0.is_none());
        assert_eq!((holder.list.bad.len(), holder.list.worse, holder.list.is_over()), (TOLD, 301, false));
        let mut left_out = LeftOut::default();
        assert_eq!(holder.list.good("thing", &mut left_out).len(), 3);
        assert_eq!(left_out.into_entries().iter().map(|entry| entry.count).sum::<i64>(), 501);
    }

    #[test]
    fn what_is_wrong_is_said_without_a_place_and_by_whom() {
        let holder = read(r#"{"list": [{"id": 7, "name": "seven"}]}"#).unwrap();
        let mut left_out = LeftOut::default();
        holder.list.good("thing", &mut left_out);
        let [entry] = left_out.into_entries().try_into().unwrap();
        assert_eq!(entry.name.as_deref(), Some("seven"));
        assert_eq!(entry.why, "cannot be read: invalid type: integer `7`, expected a string");
    }

    #[test]
    fn more_than_the_most_are_passed_over_and_counted() {
        let holder = read(&format!(r#"{{"list": [{}]}}"#, vec![r#"{"id": ""}"#; 1_005].join(","))).unwrap();
        assert_eq!((holder.list.good.len(), holder.list.over), (1_000, 5));
    }

    #[test]
    fn what_is_nested_too_deep_is_refused_wherever_it_stands() {
        let nested = |deep: usize| format!(r#"{{"list": [], "x": {}{}}}"#, "[".repeat(deep), "]".repeat(deep));
        read(&nested(DEPTH_MAX - 1)).unwrap();
        assert!(read(&nested(DEPTH_MAX)).unwrap_err().contains("more than 32 deep"));
        // What stands in a text is no bracket, however the text goes on.
        read(&format!(r#"{{"list": [], "x": "\"{}\\"}}"#, "[{".repeat(100))).unwrap();
    }
}
