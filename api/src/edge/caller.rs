//! Who asks: the bearer token of `Authorization`, else the cookie of a browser's sign-in.
//!
//! A cookie comes along whoever made the browser ask, so with one, a request that changes something must come from an
//! allowed origin.

use std::ops::Deref;

use chrono::{DateTime, Utc};
use poem::{
    Request, RequestBody,
    http::{HeaderMap, header},
};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaOAuthFlow, MetaOAuthFlows, MetaSecurityScheme, Registry},
};
use shared::app::{Actor, Ctx, Trace, accounts};

use super::{cookies, origin::Origins, problem::Problem, quotas};

/// A signed-in caller.
pub struct Caller {
    pub actor: Actor,
    /// When the access token expires, and with it a socket that was opened with it.
    pub expires_at: DateTime<Utc>,
}

impl Deref for Caller {
    type Target = Actor;
    fn deref(&self) -> &Actor {
        &self.actor
    }
}

/// What a request shows to say who it is from.
pub enum Credentials<'a> {
    Bearer(&'a str),
    Cookie(&'a str),
}

impl Credentials<'_> {
    pub fn of(headers: &HeaderMap) -> Result<Credentials<'_>, Problem> {
        let missing = || Problem::unauthenticated("unauthenticated", "sign in first: this needs an access token");
        if let Some(value) = headers.get(header::AUTHORIZATION) {
            let (scheme, token) = value.to_str().ok().and_then(|value| value.split_once(' ')).ok_or_else(missing)?;
            return if scheme.eq_ignore_ascii_case("bearer") { Ok(Credentials::Bearer(token.trim())) } else { Err(missing()) };
        }
        cookies::find(headers, cookies::ACCESS).map(Credentials::Cookie).ok_or_else(missing)
    }
}

impl Caller {
    pub async fn of(request: &Request) -> Result<Self, Problem> {
        let token = match Credentials::of(request.headers())? {
            Credentials::Bearer(token) => token,
            Credentials::Cookie(token) => {
                if !request.method().is_safe() {
                    origins(request).check(request.headers())?;
                }
                token
            }
        };
        Self::with_token(request, token).await
    }

    pub async fn with_token(request: &Request, token: &str) -> Result<Self, Problem> {
        let found = accounts::authenticate(ctx(request), token, trace(request)).await?;
        if !request.method().is_safe() {
            found.actor.check_may_write()?;
        }
        quotas::count(request, &found.actor).await?;
        Ok(Self { actor: found.actor, expires_at: found.expires_at })
    }
}

pub fn ctx(request: &Request) -> &Ctx {
    request.data::<Ctx>().expect("the app is built with its Ctx")
}

pub fn origins(request: &Request) -> &Origins {
    request.data::<std::sync::Arc<Origins>>().expect("the layer around the app sets it")
}

pub fn trace(request: &Request) -> Trace {
    request.data::<Trace>().cloned().unwrap_or_default()
}

const BEARER: &str = "bearer";
const PASSWORD: &str = "password";
const COOKIE: &str = "cookie";

impl<'a> ApiExtractor<'a> for Caller {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        let scheme = |ty, description| MetaSecurityScheme {
            ty,
            description: Some(description),
            name: None,
            key_in: None,
            scheme: None,
            bearer_format: None,
            flows: None,
            openid_connect_url: None,
        };
        registry.create_security_scheme(
            BEARER,
            MetaSecurityScheme {
                scheme: Some("bearer"),
                bearer_format: Some("JWT"),
                ..scheme("http", "The `access_token` of an answer to `/auth/login`, or an API token (`bw_…`).")
            },
        );
        let flow = MetaOAuthFlow {
            authorization_url: None,
            token_url: Some("/api/v1/auth/token"),
            refresh_url: None,
            scopes: Vec::new(),
        };
        let flows = MetaOAuthFlows { implicit: None, password: Some(flow), client_credentials: None, authorization_code: None };
        registry.create_security_scheme(
            PASSWORD,
            MetaSecurityScheme { flows: Some(flows), ..scheme("oauth2", "Sign in here with address (or handle) and password.") },
        );
        registry.create_security_scheme(
            COOKIE,
            MetaSecurityScheme {
                name: Some(cookies::ACCESS),
                key_in: Some("cookie"),
                ..scheme("apiKey", "Set by `/auth/login` with `\"cookie\": true`. Changes need an allowed `Origin`.")
            },
        );
    }

    fn security_schemes() -> Vec<&'static str> {
        vec![BEARER, PASSWORD, COOKIE]
    }

    async fn from_request(request: &'a Request, _: &mut RequestBody, _: ExtractParamOptions<()>) -> poem::Result<Self> {
        Ok(Self::of(request).await?)
    }
}
