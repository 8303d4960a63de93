//! What `docs/openapi.json` says there is to ask for.

use std::{collections::BTreeSet, fs, path::Path, sync::OnceLock};

use reqwest::Method;
use serde_json::Value;

/// One operation.
#[derive(Debug)]
pub struct Operation {
    pub id: String,
    pub method: Method,
    pub path: String,
    /// Whether one has to be signed in.
    pub signed_in: bool,
    /// The parameters of the path, in its order, and whether each is an id.
    pub parameters: Vec<(String, bool)>,
    /// Parameters of the query that are ids.
    pub query_ids: Vec<String>,
    /// Members of the JSON body that are ids, or lists of ids.
    pub body_ids: Vec<String>,
    /// Those of them that are lists.
    pub lists: BTreeSet<String>,
    /// The members that a JSON body may have; `None` where there is no such body.
    pub members: Option<BTreeSet<String>>,
    /// The members of what it answers.
    pub answers: BTreeSet<String>,
    /// The media type of the body, where there is one.
    pub media_type: Option<String>,
}

impl Operation {
    pub fn is_safe(&self) -> bool {
        self.method == Method::GET
    }

    /// The ids that it names beside the first of its path.
    pub fn other_ids(&self) -> impl Iterator<Item = &str> {
        let in_path = self.parameters.iter().filter(|(_, id)| *id).map(|(name, _)| name).skip(1);
        in_path.chain(&self.query_ids).chain(&self.body_ids).map(String::as_str)
    }
}

pub fn operations() -> &'static [Operation] {
    static OPERATIONS: OnceLock<Vec<Operation>> = OnceLock::new();
    OPERATIONS.get_or_init(|| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/openapi.json");
        let text = fs::read(&file).expect("docs/openapi.json is there: make generate");
        read(&serde_json::from_slice(&text).expect("docs/openapi.json is JSON"))
    })
}

pub fn operation(id: &str) -> &'static Operation {
    operations().iter().find(|operation| operation.id == id).unwrap_or_else(|| panic!("there is no operation {id}"))
}

fn read(document: &Value) -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("the document has paths") {
        for (method, said) in methods.as_object().expect("a path has methods") {
            let Ok(method) = Method::from_bytes(method.to_uppercase().as_bytes()) else { continue };
            if let Some(id) = said["operationId"].as_str() {
                found.push(one(document, id, method, path, said));
            }
        }
    }
    found
}

fn one(document: &Value, id: &str, method: Method, path: &str, said: &Value) -> Operation {
    let parameters = said["parameters"].as_array().map_or(&[][..], Vec::as_slice);
    let given_in = |place: &'static str| parameters.iter().filter(move |one| one["in"] == place);
    let name = |one: &Value| one["name"].as_str().expect("a parameter has a name").to_owned();
    let mut in_path: Vec<_> = given_in("path").map(|one| (name(one), is_id(document, &one["schema"]))).collect();
    in_path.sort_by_key(|(name, _)| path.find(&format!("{{{name}}}")));
    let content = said["requestBody"]["content"].as_object().and_then(|content| content.iter().next());
    let json = content.filter(|(media_type, _)| media_type.starts_with("application/json"));
    let body = json.map(|(_, content)| follow(document, &content["schema"]));
    let mut body_ids = Vec::new();
    if let Some(body) = body {
        ids_in(document, body, "", false, &mut body_ids);
    }
    let names = |schema: &Value| schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    let answers = ["200", "201"].iter().map(|status| {
        let content = &follow(document, &said["responses"][status])["content"];
        content
            .as_object()
            .and_then(|content| content.values().next())
            .map_or(&Value::Null, |one| follow(document, &one["schema"]))
    });
    Operation {
        id: id.to_owned(),
        method,
        path: path.to_owned(),
        signed_in: said["security"].as_array().is_some_and(|schemes| !schemes.is_empty()),
        parameters: in_path,
        lists: body_ids.iter().filter(|(_, list)| *list).map(|(name, _)| name.clone()).collect(),
        query_ids: given_in("query").filter(|one| is_id(document, &one["schema"])).map(name).collect(),
        body_ids: body_ids.into_iter().map(|(name, _)| name).collect(),
        members: body.map(names),
        answers: answers.flat_map(|schema| -> BTreeSet<String> { names(schema) }).collect(),
        media_type: content.map(|(media_type, _)| media_type.clone()),
    }
}

fn follow<'v>(document: &'v Value, schema: &'v Value) -> &'v Value {
    match schema["$ref"].as_str() {
        Some(target) => document.pointer(target.trim_start_matches('#')).expect("a reference leads somewhere"),
        None => schema,
    }
}

fn is_id(document: &Value, schema: &Value) -> bool {
    follow(document, schema)["format"] == "uuid"
}

/// Every id in a body with whether it is in a list, however deep: those below another member as `member/name`.
fn ids_in(document: &Value, schema: &Value, at: &str, list: bool, found: &mut Vec<(String, bool)>) {
    let schema = follow(document, schema);
    if schema["format"] == "uuid" {
        found.push((at.trim_start_matches('/').to_owned(), list));
    }
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        ids_in(document, member, &format!("{at}/{name}"), false, found);
    }
    for part in ["items", "additionalProperties"] {
        if schema[part].is_object() {
            ids_in(document, &schema[part], at, true, found);
        }
    }
    for part in ["allOf", "oneOf", "anyOf"].iter().flat_map(|part| schema[*part].as_array().into_iter().flatten()) {
        ids_in(document, part, at, list, found);
    }
}
