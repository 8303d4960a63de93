//! Signing in with an OpenID provider: where a browser begins, and where the provider sends it back to. Both answer with
//! redirects and plain pages, as it is a person who sees them.

use poem::{IntoResponse, Request, Response};
use poem_openapi::{
    ApiResponse, OpenApi,
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
};
use shared::app::{
    Ctx,
    accounts::oidc::{self, Callback},
};

use super::Tag;
use crate::{
    edge::{cookies, path::Path, query::LooseQuery, request::query, visitor::Visitor, wire::simple},
    pages::{self, own_path},
};

query! {
    /// Where to begin.
    pub struct StartOidc {
        /// Where to go once signed in: a path on this server.
        pub next: Option<String>,
    }

    /// What the provider sends back.
    pub struct FinishOidc {
        pub code: Option<String>,
        pub state: Option<String>,
        /// In the place of a code, such as `access_denied`.
        pub error: Option<String>,
        /// The provider's issuer (RFC 9207).
        pub iss: Option<String>,
    }
}

pub struct Oidc(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/auth/oidc", tag = "Tag::Auth")]
impl Oidc {
    /// Sign in with a provider
    ///
    /// For browsers: leads to the provider. Whoever is signed in by cookie already is asked afterwards whether to link who
    /// they are there to their account.
    #[oai(path = "/:provider/start", method = "get", operation_id = "startOidc")]
    async fn start(&self, request: &Request, visitor: Visitor, provider: Path<String>, query: LooseQuery<StartOidc>) -> Page {
        let next = own_path(query.0.next.as_deref().unwrap_or_default()).to_owned();
        let Visitor { device, trace } = visitor;
        let caller = match pages::visitor(request).await {
            Ok(caller) => caller,
            Err(page) => return Page(page),
        };
        let actor = caller.as_deref();
        let started = oidc::start(&self.0, &provider.0, next, actor, device.address.as_deref(), trace).await;
        Page(pages::oidc_started(&self.0, &provider.0, started))
    }

    /// Come back from a provider
    ///
    /// Sets the cookies that `login` sets with `"cookie": true`, and leads to where one wanted to go. It is good once, and
    /// in the browser that began only.
    #[oai(path = "/:provider/callback", method = "get", operation_id = "finishOidc")]
    async fn finish(&self, request: &Request, visitor: Visitor, provider: Path<String>, query: LooseQuery<FinishOidc>) -> Page {
        let FinishOidc { code, state, error, iss } = query.0;
        let token = cookies::find(request.headers(), cookies::ATTEMPT).map(str::to_owned);
        let callback = Callback { token, state, code, error, iss };
        let caller = match pages::visitor(request).await {
            Ok(caller) => caller,
            Err(page) => return Page(page),
        };
        let Visitor { device, trace } = visitor;
        let landing = oidc::finish(&self.0, &provider.0, callback, caller.as_deref(), device, trace).await;
        Page(pages::oidc_finished(&self.0, &provider.0, landing))
    }
}

/// What a person is shown, or where they are led.
struct Page(Response);

/// When they are shown what.
const PAGES: &[(u16, &str)] = &[
    (200, "A page that asks whether to link the identity to the account that one is signed in to"),
    (303, "To the provider, or signed in and on to where one wanted to go"),
    (400, "This browser is not expected back: it took too long, or was here already"),
    (403, "The provider said no, or no account may be made"),
    (404, "There is no such provider"),
    (409, "Sign in first, then link; or somebody else has this identity"),
    (429, "Too many of them in a short time"),
    (502, "The provider does not answer, or not as it should"),
    (503, "The database does not answer"),
];

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        self.0
    }
}

impl ApiResponse for Page {
    fn meta() -> MetaResponses {
        let responses = PAGES.iter().map(|(status, description)| MetaResponse {
            description,
            status: Some(*status),
            status_range: None,
            content: match status {
                303 => Vec::new(),
                _ => vec![MetaMediaType { content_type: "text/html", schema: simple("string", None) }],
            },
            headers: Vec::new(),
        });
        MetaResponses { responses: responses.collect() }
    }

    fn register(_: &mut Registry) {}
}
