//! What the frames look like, as JSON Schema (2020-12): served at `/docs/ws`, committed as `docs/frames.json`. What is
//! inside them is taken from the OpenAPI document, in JSON Schema's words.

use std::sync::OnceLock;

use serde_json::{Map, Value, json};

use super::frames::HEARTBEAT_S;
use crate::spec;

const DESCRIPTION: &str = "Frames are JSON text. A socket begins with hello, then a snapshot; or with `since` and `epoch` what \
was missed; or, where that is gone, resync and a snapshot. Numbered frames have each `seq` once, in order. What has no `seq` \
is not repeated: `presence` is the whole list; `typing` fades after 5 s in which it is not told again. Each command is \
answered by an ack with its `id`, which makes it safe to send again: use an id once.";

/// On boards, then on projects, then on a person's own stream.
const EVENTS: &[&str] = &[
    "card.created",
    "card.updated",
    "card.moved",
    "card.deleted",
    "card.archived",
    "card.restored",
    "card.assigned",
    "card.unassigned",
    "column.created",
    "column.updated",
    "column.moved",
    "column.deleted",
    "column.reordered",
    "board.created",
    "board.updated",
    "board.deleted",
    "comment.created",
    "comment.updated",
    "comment.deleted",
    "member.changed",
    "project.created",
    "project.updated",
    "project.deleted",
    "chat.message.created",
];

/// The schema, pretty-printed, with a newline at its end.
pub fn document() -> &'static str {
    static MADE: OnceLock<String> = OnceLock::new();
    MADE.get_or_init(|| {
        let openapi: Value = serde_json::from_str(spec::document()).unwrap_or_default();
        let mut text = serde_json::to_string_pretty(&make(&openapi["components"]["schemas"])).unwrap_or_default();
        text.push('\n');
        text
    })
}

fn make(schemas: &Value) -> Value {
    let mut defs = Map::new();
    let mut server = Vec::new();
    for (name, schema) in server_frames() {
        server.push(reference(name));
        defs.insert(name.to_owned(), schema);
    }
    let mut client = Vec::new();
    for (name, kind, data) in commands(schemas) {
        client.push(reference(name));
        defs.insert(name.to_owned(), command(kind, data));
    }
    defs.insert("ServerFrame".to_owned(), json!({"oneOf": server}));
    defs.insert("ClientFrame".to_owned(), json!({"oneOf": client}));
    let doer = json!({"id": {"type": "string", "format": "uuid"}, "name": {"type": "string"}});
    defs.insert("Doer".to_owned(), object(doer));
    take_in(&mut defs, schemas);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The frames of Boardwire's WebSockets",
        "description": DESCRIPTION,
        "oneOf": [reference("ServerFrame"), reference("ClientFrame")],
        "$defs": defs,
    })
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

fn list(of: &str) -> Value {
    json!({"type": "array", "items": reference(of)})
}

/// An object whose members are all required.
fn object(properties: Value) -> Value {
    let required: Vec<&String> = properties.as_object().into_iter().flat_map(Map::keys).collect();
    json!({"type": "object", "required": required, "properties": properties})
}

fn frame(kind: &str, mut members: Value) -> Value {
    members["type"] = json!({"const": kind});
    object(members)
}

fn server_frames() -> Vec<(&'static str, Value)> {
    let seq = json!({"type": "integer"});
    let id = json!({"type": "string"});
    let board = json!({"board": reference("Board"), "columns": list("Column"), "cards": list("Card"), "online": list("Doer")});
    let project = json!({"project": reference("Project"), "boards": list("Board"), "online": list("Doer")});
    let user = json!({"unread_count": {"type": "integer"}, "notifications": list("Notification")});
    let nobody = json!({"type": "null"});
    let hello = json!({
        "connection_id": {"type": "string", "format": "uuid"},
        "epoch": {"type": "string", "description": "Belongs to the database: another one means that it was restored."},
        "seq": {"type": "integer", "description": "The stream's head."},
        "heartbeat_s": {"const": HEARTBEAT_S, "description": "How often the server pings; a client that hears nothing for \
            three times as long connects again."},
    });
    let event = json!({
        "seq": seq,
        "name": {"enum": EVENTS},
        "actor": {"oneOf": [reference("Doer"), nobody]},
        "at": {"type": "string", "format": "date-time"},
        "data": {"type": "object", "description": "See docs/events.md; {\"hidden\": true} where it tells of a board that the \
            reader may not see."},
    });
    let done = json!({"id": id, "ok": {"const": true}, "data": {"type": "object"}});
    let refused = json!({
        "id": {"type": ["string", "null"], "description": "null where the frame had none."},
        "ok": {"const": false},
        "problem": reference("Problem"),
    });
    vec![
        ("Hello", frame("hello", hello)),
        ("BoardSnapshot", frame("snapshot", json!({"seq": seq, "data": object(board)}))),
        ("ProjectSnapshot", frame("snapshot", json!({"seq": seq, "data": object(project)}))),
        ("UserSnapshot", frame("snapshot", json!({"seq": seq, "data": object(user)}))),
        ("Event", frame("event", event)),
        ("Presence", frame("presence", json!({"online": list("Doer")}))),
        ("Typing", frame("typing", json!({"user": reference("Doer")}))),
        ("Done", frame("ack", done)),
        ("Refused", frame("ack", refused)),
        ("Resync", frame("resync", json!({}))),
        (
            "Told",
            frame("notification", json!({"seq": seq, "data": reference("Notification"), "unread_count": {"type": "integer"}})),
        ),
    ]
}

/// Each with its `data`: the body over HTTP, and the ids of the path.
fn commands(schemas: &Value) -> Vec<(&'static str, &'static str, Value)> {
    let with = |request: &str, id: Option<&str>| {
        let mut schema = schemas[request].clone();
        if let (Some(id), Some(rules)) = (id, schema.as_object_mut()) {
            rules["properties"][id] = json!({"type": "string", "format": "uuid"});
            let mut required: Vec<Value> = rules.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
            if !required.contains(&json!(id)) {
                required.push(json!(id));
            }
            rules.insert("required".to_owned(), required.into());
        }
        schema
    };
    let only = |id: &str| {
        let mut schema = object(json!({id: {"type": "string", "format": "uuid"}}));
        schema["additionalProperties"] = json!(false);
        schema
    };
    let nothing = || json!({"type": "object", "properties": {}, "additionalProperties": false});
    vec![
        ("CreateCardCommand", "card.create", with("CreateCard", Some("column_id"))),
        ("UpdateCardCommand", "card.update", with("EditCard", Some("card_id"))),
        ("MoveCardCommand", "card.move", with("MoveCard", Some("card_id"))),
        ("DeleteCardCommand", "card.delete", only("card_id")),
        ("CardTypingCommand", "card.typing", only("card_id")),
        ("MessageCommand", "chat.message", with("CreateMessage", None)),
        ("ChatTypingCommand", "chat.typing", nothing()),
        ("PingCommand", "ping", nothing()),
    ]
}

fn command(kind: &str, data: Value) -> Value {
    let id = json!({"type": "string", "minLength": 1, "maxLength": 128});
    let mut schema = object(json!({"type": {"const": kind}, "id": id, "data": data}));
    if kind == "ping" || kind == "chat.typing" {
        schema["required"] = json!(["type", "id"]);
    }
    schema["additionalProperties"] = json!(false);
    schema
}

/// Adds every schema of the OpenAPI document that one in `defs` refers to, and those that they refer to.
fn take_in(defs: &mut Map<String, Value>, schemas: &Value) {
    let mut names: Vec<String> = defs.keys().cloned().collect();
    while let Some(name) = names.pop() {
        let Some(schema) = defs.get_mut(&name) else { continue };
        let mut needed = Vec::new();
        translate(schema, &mut needed);
        for other in needed {
            if !defs.contains_key(&other) {
                defs.insert(other.clone(), schemas[&other].clone());
                names.push(other);
            }
        }
    }
}

/// From the words of OpenAPI 3.0 to those of JSON Schema. Notes what the schema refers to.
fn translate(schema: &mut Value, needed: &mut Vec<String>) {
    match schema {
        Value::Array(parts) => parts.iter_mut().for_each(|part| translate(part, needed)),
        Value::Object(rules) => {
            if let Some(Value::String(target)) = rules.get_mut("$ref") {
                let name = target.rsplit('/').next().unwrap_or_default().to_owned();
                *target = format!("#/$defs/{name}");
                needed.push(name);
            }
            if rules.remove("nullable") == Some(json!(true)) {
                let kind = rules.get("type").cloned().unwrap_or(Value::Null);
                let null = rules.get("enum") == Some(&json!([null]));
                rules.insert("type".to_owned(), if null { json!("null") } else { json!([kind, "null"]) });
            }
            if let Some(example) = rules.remove("example") {
                rules.insert("examples".to_owned(), json!([example]));
            }
            for (rule, part) in rules.iter_mut() {
                match (rule.as_str(), part) {
                    ("properties", Value::Object(members)) => members.values_mut().for_each(|member| translate(member, needed)),
                    ("items" | "allOf" | "oneOf" | "anyOf" | "additionalProperties", part) => translate(part, needed),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(value: &Value, look: &mut impl FnMut(&str, &Value)) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    look(name, member);
                    walk(member, look);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| walk(item, look)),
            _ => {}
        }
    }

    #[test]
    fn everything_referred_to_is_there_and_nothing_is_left_of_openapi() {
        let schema: Value = serde_json::from_str(document()).unwrap();
        walk(&schema, &mut |name, member| {
            assert!(name != "nullable" && name != "example", "{name}: {member}");
            if name == "$ref" {
                let target = member.as_str().unwrap().trim_start_matches('#');
                assert!(schema.pointer(target).is_some_and(Value::is_object), "{target}");
            }
        });
    }

    #[test]
    fn every_command_says_what_it_takes() {
        let schema: Value = serde_json::from_str(document()).unwrap();
        let moving = &schema["$defs"]["MoveCardCommand"]["properties"]["data"];
        assert_eq!(moving["required"], json!(["card_id"]));
        assert!(moving["properties"]["before"].is_object() && moving["additionalProperties"] == false);
        assert_eq!(schema["$defs"]["ClientFrame"]["oneOf"].as_array().unwrap().len(), 8);
    }
}
