//! The OpenAPI document (3.0): what poem-openapi makes of the routes, finished where its model ends.
//!
//! It is made once. `docs/openapi.json` is its committed copy, which CI compares.

use std::{collections::HashMap, marker::PhantomData, sync::OnceLock};

use poem::{endpoint::BoxEndpoint, http::Method};
use poem_openapi::{
    OpenApi, OpenApiService,
    registry::{MetaApi, Registry},
};
use serde_json::{Map, Value, json};

use crate::{
    edge::{idempotency, problem::MEDIA_TYPE, query_prefix},
    routes,
};

const DESCRIPTION: &str = "\
Boardwire: boards whose jobs survive and whose streams are live.

Sign in with **Authorize** (address or handle, and password), or send the `access_token` of `POST /api/v1/auth/login` as \
`Authorization: Bearer`. Every error is a problem (RFC 9457) with a stable `code`. Lists are pages: follow `next_cursor`, \
or the `Link` header. What carries a `version` takes `If-Match`. `RateLimit` says how many more requests you may make; past \
that, 429 says with `Retry-After` when to go on.";

const TAGS: &[&str] = &[
    "Auth",
    "Users",
    "Teams",
    "Projects",
    "Boards",
    "Invites",
    "Columns",
    "Cards",
    "Labels",
    "Checklists",
    "Comments",
    "Files",
    "Exchange",
    "Reminders",
    "Chat",
    "Notifications",
    "Reports",
    "Sockets",
    "Operators",
];

/// The document, pretty-printed, with a newline at its end.
pub fn document() -> &'static str {
    static MADE: OnceLock<String> = OnceLock::new();
    MADE.get_or_init(make::<routes::All>)
}

/// Routes that are described, but never called: their document needs no database.
struct Described<T>(PhantomData<T>);

impl<T: OpenApi> OpenApi for Described<T> {
    fn meta() -> Vec<MetaApi> {
        T::meta()
    }
    fn register(registry: &mut Registry) {
        T::register(registry);
    }
    fn add_routes(self, _: &mut HashMap<String, HashMap<Method, BoxEndpoint<'static>>>) {}
}

fn make<T: OpenApi>() -> String {
    let api = Described::<T>(PhantomData);
    let service = OpenApiService::new(api, "Boardwire", env!("CARGO_PKG_VERSION")).description(DESCRIPTION).server("/");
    let mut document: Value = serde_json::from_str(&service.spec()).unwrap_or_default();
    document["openapi"] = json!("3.0.3");
    spread_queries(&mut document);
    for (method, operation) in operations_by_method(&mut document) {
        name_headers(operation);
        leave_out_what_cannot_happen(method, operation);
    }
    offer_keys(&mut document);
    document["tags"].as_array_mut().into_iter().for_each(|tags| tags.sort_by_key(place_of));
    share_problems(&mut document);
    close_bodies(&mut document);
    // RFC 6749 knows no scopes here, but OpenAPI wants the member.
    document["components"]["securitySchemes"]["password"]["flows"]["password"]["scopes"] = json!({});
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

/// Where a tag stands: in the order that someone new would read in.
fn place_of(tag: &Value) -> usize {
    let name = tag["name"].as_str().unwrap_or_default();
    TAGS.iter().position(|known| *known == name).unwrap_or(TAGS.len())
}

fn operations(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    operations_by_method(document).map(|(_, operation)| operation)
}

fn operations_by_method(document: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    let paths = document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
    paths.filter_map(Value::as_object_mut).flatten()
}

/// The parameters of an operation are one struct; here each becomes a parameter of its own.
fn spread_queries(document: &mut Value) {
    let prefix = query_prefix!();
    let Some(schemas) = document["components"]["schemas"].as_object_mut() else { return };
    let names: Vec<String> = schemas.keys().filter(|name| name.starts_with(prefix)).cloned().collect();
    let queries: Map<String, Value> = names.into_iter().filter_map(|name| schemas.remove_entry(&name)).collect();
    for operation in operations(document) {
        let Some(parameters) = operation.get_mut("parameters").and_then(Value::as_array_mut) else { continue };
        let spread = std::mem::take(parameters).into_iter().flat_map(|parameter| {
            let name = parameter["schema"]["$ref"].as_str().and_then(|name| name.rsplit('/').next()).unwrap_or_default();
            match queries.get(name) {
                Some(query) => single_parameters(query),
                None => vec![parameter],
            }
        });
        *parameters = spread.collect();
    }
}

fn single_parameters(query: &Value) -> Vec<Value> {
    let properties = query["properties"].as_object().into_iter().flatten();
    let parameter = |(name, schema): (&String, &Value)| {
        let mut schema = schema.clone();
        let description = schema.as_object_mut().and_then(|schema| schema.remove("description"));
        let mut parameter = json!({"name": name, "in": "query", "required": false, "schema": schema});
        if let Some(description) = description {
            parameter["description"] = description;
        }
        parameter
    };
    properties.map(parameter).collect()
}

/// Handlers name their arguments in Rust's way; headers have their own spelling.
fn name_headers(operation: &mut Value) {
    let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
    for parameter in parameters.into_iter().flatten() {
        if parameter["in"] == "header" && parameter["name"] == "if_match" {
            parameter["name"] = json!("If-Match");
            parameter["description"] = json!("The `ETag` this change is based on; 412 if it has changed since.");
        }
        // poem-openapi says these of every parameter, and both are the default.
        if let Some(parameter) = parameter.as_object_mut() {
            parameter.remove("explode");
            parameter.remove("deprecated");
        }
    }
}

/// Whatever takes an `Idempotency-Key` says so.
fn offer_keys(document: &mut Value) {
    for (path, operations) in document["paths"].as_object_mut().into_iter().flatten() {
        let Some(operation) = operations.get_mut("post").filter(|_| idempotency::takes_key(path)) else { continue };
        let key = json!({"$ref": "#/components/parameters/IdempotencyKey"});
        match operation.get_mut("parameters").and_then(Value::as_array_mut) {
            Some(parameters) => parameters.push(key),
            None => operation["parameters"] = json!([key]),
        }
    }
    document["components"]["parameters"]["IdempotencyKey"] = json!({
        "name": "Idempotency-Key",
        "in": "header",
        "required": false,
        "description": idempotency::described(),
        "schema": {"type": "string", "minLength": 1, "maxLength": idempotency::LONGEST},
    });
}

/// The operations that an invitation which is over refuses.
const BY_INVITATION: &[&str] = &["getInvite", "acceptInvite", "register"];

/// The operations that name a team in their query, which is not there for whoever is outside.
const OF_A_TEAM: &[&str] = &["getTeamPerformance", "getWorkload"];

/// The operations that give out a file's content, in parts too.
const GIVES_CONTENT: &[&str] = &["getFileContent", "getFileThumbnail"];

/// The operations that may be done so often in a while by whoever is not signed in, too.
const PACED: &[&str] = &["login", "createToken", "forgotPassword"];

/// What their paths name may each be there, and yet not belong together.
const RELATING: &[&str] = &["putCardLabel"];

/// Every operation was given every status that one can answer with.
fn leave_out_what_cannot_happen(method: &str, operation: &mut Value) {
    let (reads, posts) = (method == "get", method == "post");
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let has = |place: &str| parameters.iter().any(|parameter| parameter["in"] == place);
    let (path, query, header) = (has("path"), has("query"), has("header"));
    let body = operation.get("requestBody").is_some();
    let name = operation["operationId"].as_str().unwrap_or_default().to_owned();
    let signed_in = operation["security"].as_array().is_some_and(|schemes| !schemes.is_empty());
    let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { return };
    responses.retain(|status, response| match status.as_str() {
        _ if !is_problem(response) => true,
        "400" | "413" | "415" => body,
        "401" | "403" => signed_in || body,
        // A body may name what is not there, too.
        "404" => path || (body && signed_in) || OF_A_TEAM.contains(&name.as_str()),
        "409" => !reads,
        "410" => BY_INVITATION.contains(&name.as_str()),
        "416" => GIVES_CONTENT.contains(&name.as_str()),
        "429" => signed_in || PACED.contains(&name.as_str()),
        "412" => header,
        "422" => body || query || (posts && signed_in) || RELATING.contains(&name.as_str()),
        _ => true,
    });
}

/// And not a page, as browsers get from the routes that they are sent to.
fn is_problem(response: &Value) -> bool {
    response["content"].get(MEDIA_TYPE).is_some()
}

/// Problems look alike everywhere, so each status is described once.
fn share_problems(document: &mut Value) {
    let mut shared = Map::new();
    for operation in operations(document) {
        let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { continue };
        for (status, response) in responses.iter_mut().filter(|(_, response)| is_problem(response)) {
            let name = format!("Problem{status}");
            let reference = json!({"$ref": format!("#/components/responses/{name}")});
            let described = std::mem::replace(response, reference);
            shared.entry(name).or_insert(described);
        }
    }
    document["components"]["responses"] = Value::Object(shared);
}

/// Unknown fields are refused, which poem-openapi's model cannot say.
fn close_bodies(document: &mut Value) {
    let bodies = operations(document).filter_map(|operation| {
        let schema = operation.pointer("/requestBody/content/application~1json/schema/$ref")?.as_str()?;
        schema.rsplit('/').next().map(str::to_owned)
    });
    for name in bodies.collect::<Vec<_>>() {
        document["components"]["schemas"][&name]["additionalProperties"] = json!(false);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn parsed() -> Value {
        serde_json::from_str(document()).unwrap()
    }

    #[test]
    fn every_route_is_in_the_document_once() {
        let routes: usize = routes::All::meta().iter().flat_map(|api| &api.paths).map(|path| path.operations.len()).sum();
        assert_eq!(operations(&mut parsed()).count(), routes, "no path is declared in two files");
    }

    #[test]
    fn every_operation_says_what_it_does_and_is_named_in_lower_camel_case() {
        let mut names = HashSet::new();
        for operation in operations(&mut parsed()) {
            let name = operation["operationId"].as_str().unwrap_or_default().to_owned();
            assert!(name.starts_with(|c: char| c.is_ascii_lowercase()), "{operation:#}");
            assert!(name.bytes().all(|b| b.is_ascii_alphanumeric()), "{name}");
            assert!(operation["summary"].as_str().is_some_and(|summary| !summary.ends_with('.')), "{name}");
            assert!(operation["tags"].as_array().is_some_and(|tags| tags.len() == 1), "{name}");
            assert!(names.insert(name));
        }
    }

    #[test]
    fn bodies_are_closed_and_have_an_example_that_sets_what_is_required() {
        let mut document = parsed();
        let schemas = document["components"]["schemas"].clone();
        for operation in operations(&mut document) {
            let Some(body) = operation.pointer("/requestBody/content/application~1json/schema/$ref") else { continue };
            let name = body.as_str().and_then(|name| name.rsplit('/').next()).unwrap();
            let schema = &schemas[name];
            assert_eq!(schema["additionalProperties"], false, "{name}");
            for required in schema["required"].as_array().into_iter().flatten() {
                assert!(schema["example"].get(required.as_str().unwrap()).is_some(), "{name} {required}");
            }
        }
    }

    #[test]
    fn nothing_is_left_of_the_structs_that_queries_are_declared_by() {
        assert!(!document().contains(query_prefix!()));
        assert!(parsed()["tags"].as_array().unwrap().iter().all(|tag| place_of(tag) < TAGS.len()));
    }
}
