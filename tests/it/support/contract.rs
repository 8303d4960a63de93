//! Every answer that a test sees is held against `docs/openapi.json`: its status is one that the operation documents,
//! and its body has exactly the members that the document promises, of those types. So the document cannot drift from
//! what the program does wherever a story goes.
//!
//! OpenAPI 3.0's schemas are a dialect of their own (`nullable`), and the document uses little of it; what this reader
//! does not know, it refuses to pass over.

use std::{fs, path::Path, sync::OnceLock};

use chrono::{DateTime, NaiveDate};
use serde_json::{Map, Value};

use super::seen;

/// What an operation need not list, because any may answer it, before a handler is reached or when something is
/// broken: always a problem.
const ANY_OPERATION: [u16; 8] = [400, 405, 413, 415, 429, 500, 503, 504];

/// What makes no answer wrong: notes for people, limits (which are put on what is sent to us), and what is looked at
/// together with another rule.
const PASSIVE: [&str; 20] = [
    "description",
    "title",
    "example",
    "examples",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "discriminator",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "pattern",
    "uniqueItems",
    "additionalProperties",
    "enum",
    "nullable",
];

/// Says what is wrong with a frame that a socket sent, by `docs/frames.json`.
pub fn frame_slips(frame: &Value) -> Vec<String> {
    static FRAMES: OnceLock<Document> = OnceLock::new();
    let frames = FRAMES.get_or_init(|| Document::read("docs/frames.json"));
    let alternatives = frames.0["$defs"]["ServerFrame"]["oneOf"].as_array().expect("there are frames");
    let of_this_type = |schema: &&Value| frames.follow(schema)["properties"]["type"]["const"] == frame["type"];
    let slips: Vec<_> = alternatives.iter().filter(of_this_type).map(|schema| frames.check(schema, frame, "")).collect();
    if slips.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    slips.into_iter().min_by_key(Vec::len).unwrap_or_else(|| vec![format!("there is no frame of the type {}", frame["type"])])
}

/// Says what is wrong with an answer, one line each; nothing for paths that the document does not speak of.
pub fn slips(method: &str, path: &str, status: u16, media_type: &str, body: &[u8]) -> Vec<String> {
    let document = document();
    let path = path.split('?').next().unwrap_or_default();
    let Some(operation) = document.operation(method, path) else { return Vec::new() };
    seen::note(operation["operationId"].as_str().expect("every operation has an id"), status);
    let Some(answer) = operation["responses"].get(status.to_string()) else {
        let problem = media_type == "application/problem+json";
        let unchanged = status == 304 && method == "GET"; // Any GET may be conditional.
        let known = ANY_OPERATION.contains(&status) && problem || unchanged;
        return if known { Vec::new() } else { vec![format!("the document does not say that it can answer {status}")] };
    };
    let Some(content) = document.follow(answer)["content"].as_object() else {
        return if body.is_empty() { Vec::new() } else { vec![format!("{status} is to have no body")] };
    };
    let media_type = media_type.split(';').next().unwrap_or_default();
    let Some(schema) = content
        .iter()
        .find_map(|(name, content)| (name == "*/*" || name.split(';').next() == Some(media_type)).then(|| &content["schema"]))
    else {
        return vec![format!("{status} is to be {:?} and is {media_type}", content.keys().collect::<Vec<_>>())];
    };
    if !media_type.ends_with("json") {
        return Vec::new();
    }
    match serde_json::from_slice(body) {
        Ok(value) => document.check(schema, &value, ""),
        Err(error) => vec![format!("the body is no JSON: {error}")],
    }
}

/// The ids of all operations.
pub fn documented_operations() -> Vec<String> {
    let operations = document().0["paths"].as_object().expect("the document has paths").values();
    let ids = operations.flat_map(|operations| operations.as_object().expect("operations").values());
    ids.filter_map(|operation| operation["operationId"].as_str()).map(str::to_owned).collect()
}

struct Document(Value);

fn document() -> &'static Document {
    static DOCUMENT: OnceLock<Document> = OnceLock::new();
    DOCUMENT.get_or_init(|| Document::read("docs/openapi.json"))
}

impl Document {
    fn read(file: &str) -> Self {
        let text = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(file));
        let text = text.unwrap_or_else(|error| panic!("{file} is not there ({error}): make generate"));
        Self(serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{file} is no JSON: {error}")))
    }

    fn operation(&self, method: &str, path: &str) -> Option<&Value> {
        let method = method.to_lowercase();
        let paths = self.0["paths"].as_object().expect("the document has paths");
        // A template with fewer parameters is the better match.
        let fitting = paths.iter().filter(|(template, _)| fits(template, path));
        let (_, operations) = fitting.min_by_key(|(template, _)| template.matches('{').count())?;
        operations.get(&method)
    }

    fn follow<'v>(&'v self, value: &'v Value) -> &'v Value {
        match value["$ref"].as_str() {
            Some(target) => {
                self.0.pointer(target.trim_start_matches('#')).unwrap_or_else(|| panic!("{target} is in the document"))
            }
            None => value,
        }
    }

    /// What is wrong with `value`, found at `at`.
    fn check(&self, schema: &Value, value: &Value, at: &str) -> Vec<String> {
        let schema = self.follow(schema);
        let rules = schema.as_object().expect("a schema is an object");
        if value.is_null() && rules.get("nullable") == Some(&Value::Bool(true)) {
            return Vec::new();
        }
        let mut slips = Vec::new();
        for (rule, said) in rules {
            match rule.as_str() {
                "type" => slips.extend(check_type(said, value, at)),
                "format" => slips.extend(check_format(said, value, at)),
                "properties" => slips.extend(self.check_members(rules, value, at)),
                "required" => slips.extend(missing(said, value, at)),
                "items" => {
                    for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                        slips.extend(self.check(said, item, &format!("{at}/{number}")));
                    }
                }
                "const" if said != value => slips.push(format!("{at} is {value}, and is to be {said}")),
                "const" => {}
                "enum" if !said.as_array().is_some_and(|values| values.contains(value)) => {
                    slips.push(format!("{at} is {value}, which is none of {said}"));
                }
                "allOf" => {
                    slips.extend(said.as_array().into_iter().flatten().flat_map(|part| self.check(part, value, at)));
                }
                "oneOf" | "anyOf" => {
                    let parts: Vec<_> = said.as_array().into_iter().flatten().map(|part| self.check(part, value, at)).collect();
                    if !parts.iter().any(Vec::is_empty) {
                        slips.push(format!("{at} is {value}, which fits no alternative: {parts:?}"));
                    }
                }
                // A map, whose members the document does not name.
                "additionalProperties" if said.is_object() && !rules.contains_key("properties") => {
                    for (name, member) in value.as_object().into_iter().flatten() {
                        slips.extend(self.check(said, member, &format!("{at}/{name}")));
                    }
                }
                passive if PASSIVE.contains(&passive) => {}
                unknown => panic!("the document says `{unknown}`, which this reader does not know: teach it"),
            }
        }
        slips
    }

    fn check_members(&self, rules: &Map<String, Value>, value: &Value, at: &str) -> Vec<String> {
        let known = rules["properties"].as_object().expect("properties are an object");
        let mut slips = Vec::new();
        for (name, member) in value.as_object().into_iter().flatten() {
            match known.get(name) {
                Some(schema) => slips.extend(self.check(schema, member, &format!("{at}/{name}"))),
                None => slips.push(format!("{at}/{name} is not in the document")),
            }
        }
        slips
    }
}

fn fits(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.trim_end_matches('/').split('/').collect());
    template.len() == path.len() && template.iter().zip(&path).all(|(part, given)| part.starts_with('{') || part == given)
}

fn check_type(said: &Value, value: &Value, at: &str) -> Option<String> {
    let is = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let one = |said: &Value| said == is || (said == "number" && is == "integer");
    let fine = said.as_array().map_or_else(|| one(said), |several| several.iter().any(one));
    (!fine).then(|| format!("{at} is {value}, and is to be of type {said}"))
}

fn check_format(said: &Value, value: &Value, at: &str) -> Option<String> {
    let text = value.as_str()?;
    let fine = match said.as_str()? {
        // RFC 3339 in UTC with `Z`, as the contract wants it.
        "date-time" => text.ends_with('Z') && DateTime::parse_from_rfc3339(text).is_ok(),
        "date" => text.parse::<NaiveDate>().is_ok(),
        "uuid" => text.parse::<uuid::Uuid>().is_ok(),
        "uri" => text.parse::<url::Url>().is_ok(),
        _ => true,
    };
    (!fine).then(|| format!("{at} is {value}, which is no {said}"))
}

fn missing(required: &Value, value: &Value, at: &str) -> Vec<String> {
    let Some(members) = value.as_object() else { return Vec::new() };
    let required = required.as_array().into_iter().flatten().filter_map(Value::as_str);
    required.filter(|name| !members.contains_key(*name)).map(|name| format!("{at}/{name} is missing")).collect()
}
