//! The form of OAuth 2.0's password grant (RFC 6749, 4.3.2).

use std::borrow::Cow;

use poem::{Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, MetaSchemaRef, Registry},
};
use serde_json::json;
use shared::domain::text::no_nul;

use crate::edge::{
    body::{check_media_type, read},
    problem::{FieldError, Problem},
    wire::{About, Wire, object, property},
};

const TOTP: &[&str] = &["Where the account has a second factor: a code of it, or a recovery code."];
const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

pub struct TokenForm {
    pub username: String,
    pub password: String,
    /// Ours beside the standard's: the code of a second factor.
    pub totp: Option<String>,
}

impl TokenForm {
    fn parse(bytes: &[u8]) -> Result<Self, Problem> {
        let mut errors = Vec::new();
        let mut wrong = |name: &str, detail: &str| {
            errors.push(FieldError { pointer: format!("/{name}"), detail: detail.to_owned() });
            String::new()
        };
        let find = |name: &str| url::form_urlencoded::parse(bytes).find(|(given, _)| given == name).map(|(_, value)| value);
        if find("grant_type").is_some_and(|grant| grant != "password") {
            wrong("grant_type", "must be password");
        }
        let mut take = |name: &str| match find(name) {
            Some(value) if no_nul(&value).is_ok() => value.into_owned(),
            Some(_) => wrong(name, "must not contain the NUL character"),
            None => wrong(name, "is required"),
        };
        let (username, password) = (take("username"), take("password"));
        let form = Self { username, password, totp: find("totp").map(Cow::into_owned) };
        if errors.is_empty() { Ok(form) } else { Err(Problem::invalid(errors)) }
    }
}

impl<'a> ApiExtractor<'a> for TokenForm {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        <Self as Wire>::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let content = vec![MetaMediaType { content_type: MEDIA_TYPE, schema: Self::schema() }];
        Some(MetaRequest { description: None, content, required: true })
    }

    async fn from_request(request: &'a Request, body: &mut RequestBody, _: ExtractParamOptions<()>) -> poem::Result<Self> {
        check_media_type(request, MEDIA_TYPE)?;
        Ok(Self::parse(&read(request, body).await?)?)
    }
}

impl Wire for TokenForm {
    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Reference("TokenForm".to_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>("TokenForm".to_owned(), |registry| {
            let about = |doc, example| About { doc, example: Some(example) };
            let properties = vec![
                property::<String>(registry, "grant_type", about(&["Always `password`."], json!("password")), false),
                property::<String>(registry, "username", about(&["The address or the handle."], json!("ada@example.org")), true),
                property::<String>(registry, "password", about(&[], json!("tall-giraffe-sings")), true),
                property::<String>(registry, "totp", about(TOTP, json!("123456")), false),
            ];
            object(&["OAuth 2.0 password form. What else is in it is ignored, as the standard says."], properties, None)
        });
    }
}
