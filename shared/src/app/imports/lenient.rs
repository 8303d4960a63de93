//! Reading lists of others so that one bad element is left out, and not all of the file.

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value;

/// An element of a list: read, or why not and what it calls itself.
#[derive(Debug)]
pub enum Element<T> {
    Good(T),
    Bad { name: String, why: String },
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Element<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(from)?;
        let name = ["name", "title", "id"].iter().find_map(|key| value.get(key)?.as_str().map(str::to_owned));
        Ok(match serde_json::from_value(value) {
            Ok(read) => Element::Good(read),
            Err(why) => Element::Bad { name: name.unwrap_or_default(), why: why.to_string() },
        })
    }
}

/// What could be read of a list; of the rest is told why not.
pub fn good<T>(list: Vec<Element<T>>, mut told: impl FnMut(&str, String)) -> Vec<T> {
    let mut read = Vec::with_capacity(list.len());
    for element in list {
        match element {
            Element::Good(one) => read.push(one),
            Element::Bad { name, why } => told(&name, format!("cannot be read: {why}")),
        }
    }
    read
}

/// What is wrong with a file that is no JSON, or is other JSON than it should be.
pub fn no_json(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        Category::Eof => "the file is not JSON: it ends too early".to_owned(),
        Category::Syntax | Category::Io => format!("the file is not JSON: line {line}, column {column}"),
        Category::Data => format!("the file is other JSON than this source writes: line {line}, column {column}"),
    }
}
