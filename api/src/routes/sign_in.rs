//! The answers that carry tokens: in the body, or for browsers as cookies that no script can read.

use poem::{
    IntoResponse, Response,
    http::{HeaderValue, StatusCode, header},
};
use poem_openapi::{
    ApiResponse,
    registry::{MetaMediaType, MetaResponse, MetaResponses, MetaSchemaRef, Registry},
};
use serde::Serialize;
use serde_json::json;
use shared::{
    app::accounts::{SignedIn, TokenPair, UserView},
    config::Config,
};

use crate::edge::{
    cookies,
    wire::{About, Wire, object, property},
};

/// A token pair, with the account where someone has just signed in.
#[derive(Serialize)]
pub struct Tokens {
    #[serde(skip_serializing_if = "Option::is_none")]
    access_token: Option<String>,
    token_type: &'static str,
    expires_in: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<UserView>,
}

/// 200 (or 201 for a new account) with tokens.
pub struct TokenAnswer<const STATUS: u16> {
    body: Tokens,
    cookies: Option<[HeaderValue; 2]>,
}

impl<const STATUS: u16> TokenAnswer<STATUS> {
    pub fn signed_in(config: &Config, signed_in: SignedIn, as_cookies: bool) -> Self {
        Self::new(config, signed_in.tokens, Some(signed_in.user), as_cookies)
    }

    pub fn refreshed(config: &Config, tokens: TokenPair, as_cookies: bool) -> Self {
        Self::new(config, tokens, None, as_cookies)
    }

    fn new(config: &Config, tokens: TokenPair, user: Option<UserView>, as_cookies: bool) -> Self {
        let cookies = as_cookies.then(|| cookies::set(config, Some((&tokens.access_token, &tokens.refresh_token))));
        let shown = |token| (!as_cookies).then_some(token);
        let body = Tokens {
            access_token: shown(tokens.access_token),
            token_type: tokens.token_type,
            expires_in: tokens.expires_in,
            refresh_token: shown(tokens.refresh_token),
            user,
        };
        Self { body, cookies }
    }
}

impl<const STATUS: u16> IntoResponse for TokenAnswer<STATUS> {
    fn into_response(self) -> Response {
        let mut response = Response::builder()
            .status(StatusCode::from_u16(STATUS).unwrap_or(StatusCode::OK))
            .content_type("application/json")
            .header(header::CACHE_CONTROL, "no-store")
            .body(serde_json::to_vec(&self.body).unwrap_or_default());
        if STATUS == 201 {
            response.headers_mut().insert(header::LOCATION, HeaderValue::from_static("/api/v1/users/me"));
        }
        for cookie in self.cookies.into_iter().flatten() {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}

impl<const STATUS: u16> ApiResponse for TokenAnswer<STATUS> {
    fn meta() -> MetaResponses {
        let signed_in = MetaResponse {
            description: "Signed in",
            status: Some(STATUS),
            status_range: None,
            content: vec![MetaMediaType { content_type: "application/json", schema: Tokens::schema() }],
            headers: Vec::new(),
        };
        MetaResponses { responses: vec![signed_in] }
    }

    fn register(registry: &mut Registry) {
        Tokens::register(registry);
    }
}

impl Wire for Tokens {
    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Reference("Tokens".to_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>("Tokens".to_owned(), |registry| {
            let about = |doc, example| About { doc, example: Some(example) };
            let access = about(&["A JWT, for `Authorization: Bearer`. Not where it was set as a cookie."], json!("eyJ0eXAi…"));
            let lasts = about(&["For how many seconds the access token is good."], json!(900));
            let refresh = about(&["Good for one new pair. Not where it was set as a cookie."], json!("AZjCpHt-fMCk8w-cH28qEA…"));
            let user = About { doc: &["The account, where someone has just signed in."], example: None };
            let properties = vec![
                property::<String>(registry, "access_token", access, false),
                property::<String>(registry, "token_type", about(&[], json!("bearer")), true),
                property::<u64>(registry, "expires_in", lasts, true),
                property::<String>(registry, "refresh_token", refresh, false),
                property::<UserView>(registry, "user", user, false),
            ];
            object(&["What signing in or refreshing gives."], properties, None)
        });
    }
}

/// 204 that also removes the cookies.
pub struct SignedOut {
    cookies: [HeaderValue; 2],
}

impl SignedOut {
    pub fn new(config: &Config) -> Self {
        Self { cookies: cookies::set(config, None) }
    }
}

impl IntoResponse for SignedOut {
    fn into_response(self) -> Response {
        let mut response = StatusCode::NO_CONTENT.into_response();
        for cookie in self.cookies {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}

impl ApiResponse for SignedOut {
    fn meta() -> MetaResponses {
        crate::edge::reply::NoContent::meta()
    }
    fn register(_: &mut Registry) {}
}
