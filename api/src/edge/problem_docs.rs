//! Problems in OpenAPI. Each operation gets every status that an operation can answer with; the finished document
//! (`crate::spec`) leaves out those that this one cannot.

use poem_openapi::{
    ApiResponse,
    registry::{MetaMediaType, MetaResponse, MetaResponses, MetaSchemaRef, Registry},
};
use serde_json::json;

use super::{
    problem::{FieldError, MEDIA_TYPE, Problem},
    wire::{About, Wire, object, property, wire},
};

/// Status codes and when they are answered.
pub const STATUSES: &[(u16, &str)] = &[
    (400, "The request cannot be read: its body is not JSON, or not the form it should be"),
    (401, "Not signed in, or not any more"),
    (403, "The caller may see it, but not do that"),
    (404, "It does not exist, or the caller may not see it"),
    (409, "It conflicts with the state as it is; `current` may say what that is"),
    (410, "The invitation was revoked, is used up or has expired"),
    (412, "`If-Match` names another version"),
    (413, "The body is too large"),
    (415, "The body has the wrong media type, or the file is of a kind that is not taken"),
    (416, "The content has none of the bytes that `Range` asks for"),
    (422, "Read, but not valid; `errors` says which fields"),
    (429, "Too many of them in a short time; see `Retry-After`"),
    (
        503,
        "The database, or the storage of files, does not answer, or the database cannot be written (`read_only`); see `Retry-After`",
    ),
];

wire! {
    /// What is wrong with one field or query parameter.
    FieldError as "FieldError" {
        /// JSON Pointer into the body, or a slash and the name of the query parameter.
        pointer = "/title",
        detail = "is required",
    }
}

impl Wire for Problem {
    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Reference("Problem".to_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>("Problem".to_owned(), |registry| {
            let mut properties = Vec::new();
            let mut add = |name, doc, example, required| {
                let about = About { doc, example: Some(example) };
                properties.push(property::<String>(registry, name, about, required));
            };
            add("type", &["`about:blank`: `code` tells problems apart."][..], json!("about:blank"), true);
            add("title", &["The status in words."], json!("Unprocessable Entity"), true);
            add("detail", &["What went wrong, for a person."], json!("title is required"), true);
            add("code", &["What went wrong, for a program; does not change."], json!("invalid"), true);
            add("request_id", &["As in `X-Request-Id`."], json!("0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10"), false);
            let status = About { doc: &["The HTTP status."], example: Some(json!(422)) };
            properties.insert(2, property::<i64>(registry, "status", status, true));
            let errors = About { doc: &["With 422: what is wrong with which field."], example: None };
            properties.push(property::<Vec<FieldError>>(registry, "errors", errors, false));
            let current = About { doc: &["With 409: the resource as it is now."], example: None };
            properties.push(property::<serde_json::Value>(registry, "current", current, false));
            object(&["An error (RFC 9457)."], properties, None)
        });
    }
}

impl ApiResponse for Problem {
    fn meta() -> MetaResponses {
        let responses = STATUSES.iter().map(|(status, description)| MetaResponse {
            description,
            status: Some(*status),
            status_range: None,
            content: vec![MetaMediaType { content_type: MEDIA_TYPE, schema: Problem::schema() }],
            headers: Vec::new(),
        });
        MetaResponses { responses: responses.collect() }
    }

    fn register(registry: &mut Registry) {
        <Problem as Wire>::register(registry);
    }
}
