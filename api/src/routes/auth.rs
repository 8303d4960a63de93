//! Signing in and out.

use poem::Request;
use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        accounts::{self, Registration, SessionView},
        paging::Page,
    },
    domain::SessionId,
};

use super::{
    Tag,
    sign_in::{SignedOut, TokenAnswer},
    token_form::TokenForm,
};
use crate::edge::{
    body::{Body, MaybeBody},
    caller::{Caller, origins},
    cookies,
    field::Given,
    path::Path,
    problem::Problem,
    reply::{Answer, Listed, NoContent},
    request::request,
    visitor::Visitor,
};

request! {
    /// A new account.
    pub struct Register {
        pub name: String = "Ada Lovelace",
        pub email: String = "ada@example.org",
        /// 10 characters at least, and not easy to guess.
        pub password: String = "tall-giraffe-sings",
        /// 2 to 39 of `a-z0-9_-`; made from the address when left out.
        pub handle: Option<String> = "ada",
        /// IANA name; UTC when left out.
        pub time_zone: Option<String> = "Europe/Berlin",
        /// Needed for the first account of an instance that is not on localhost; the server prints it at start.
        pub setup_code: Option<String>,
        /// The token of an invitation: the account is a member of what it leads to from the start. Needed where accounts
        /// are made by invitation only.
        pub invite: Option<String>,
    }

    /// Who signs in.
    pub struct Login {
        /// The address or the handle.
        pub email: String = "ada@example.org",
        pub password: String = "tall-giraffe-sings",
        /// Where the account has a second factor: a code of it, or a recovery code.
        pub totp: Option<String>,
        /// For browsers: set the tokens as cookies that no script can read, instead of answering them.
        pub cookie: Given<bool> = false,
    }

    /// What to refresh with; may be left out where the cookie is sent.
    pub struct Refresh {
        pub refresh_token: Option<String> = "AZjCpHt-fMCk8w-cH28qEA…",
    }
}

pub struct Auth(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/auth", tag = "Tag::Auth")]
impl Auth {
    /// Make an account
    ///
    /// Signs it in as well, and mails a link that verifies the address. The first account of an instance is its admin.
    #[oai(path = "/register", method = "post", operation_id = "register")]
    async fn register(&self, visitor: Visitor, body: Body<Register>) -> Answer<TokenAnswer<201>> {
        let Register { name, email, password, handle, time_zone, setup_code, invite } = body.0;
        let registration = Registration { name, email, password, handle, time_zone, setup_code, invite };
        let signed_in = accounts::register(&self.0, registration, visitor.device, visitor.trace).await?;
        Ok(TokenAnswer::signed_in(&self.0.config, signed_in, false))
    }

    /// Sign in
    ///
    /// With `"cookie": true` the tokens are set as cookies instead of being in the answer. An account with a second factor
    /// needs `totp`, too: without it the right password is answered with 401 and the code `totp_required`, with a wrong or
    /// used one with 401 and `invalid_totp`.
    #[oai(path = "/login", method = "post", operation_id = "login")]
    async fn login(&self, request: &Request, visitor: Visitor, body: Body<Login>) -> Answer<TokenAnswer<200>> {
        let Login { email, password, totp, cookie } = body.0;
        let as_cookies = cookie.0.unwrap_or(false);
        if as_cookies {
            // Else another site could sign a browser in as somebody else.
            origins(request).check(request.headers())?;
        }
        let signed_in = accounts::sign_in(&self.0, &email, &password, totp.as_deref(), visitor.device, visitor.trace).await?;
        Ok(TokenAnswer::signed_in(&self.0.config, signed_in, as_cookies))
    }

    /// Sign in by form
    ///
    /// The OAuth 2.0 password form (RFC 6749, 4.3), which the Authorize button of this documentation uses.
    #[oai(path = "/token", method = "post", operation_id = "createToken")]
    async fn token(&self, visitor: Visitor, form: TokenForm) -> Answer<TokenAnswer<200>> {
        let TokenForm { username, password, totp } = form;
        let signed_in = accounts::sign_in(&self.0, &username, &password, totp.as_deref(), visitor.device, visitor.trace).await?;
        Ok(TokenAnswer::signed_in(&self.0.config, signed_in, false))
    }

    /// Get a new token pair
    ///
    /// The refresh token is good once. For 30 seconds more it gives the same pair again; after that, using it ends the
    /// whole session.
    #[oai(path = "/refresh", method = "post", operation_id = "refresh")]
    async fn refresh(&self, request: &Request, visitor: Visitor, body: MaybeBody<Refresh>) -> Answer<TokenAnswer<200>> {
        let given = body.0.and_then(|body| body.refresh_token);
        let as_cookies = given.is_none();
        let token = if let Some(token) = &given {
            token.as_str()
        } else {
            let missing =
                || Problem::unauthenticated("invalid_refresh_token", "there is no refresh token in the body or a cookie");
            let token = cookies::find(request.headers(), cookies::REFRESH).ok_or_else(missing)?;
            origins(request).check(request.headers())?;
            token
        };
        let tokens = accounts::refresh(&self.0, token, visitor.trace).await?;
        Ok(TokenAnswer::refreshed(&self.0.config, tokens, as_cookies))
    }

    /// Sign out
    ///
    /// The session's tokens stop working at once, and its sockets close.
    #[oai(path = "/logout", method = "post", operation_id = "logout")]
    async fn logout(&self, caller: Caller) -> Answer<SignedOut> {
        accounts::logout(&self.0, &caller).await?;
        Ok(SignedOut::new(&self.0.config))
    }

    /// List my signed-in devices
    #[oai(path = "/sessions", method = "get", operation_id = "listSessions")]
    async fn sessions(&self, caller: Caller) -> Answer<Listed<Page<SessionView>>> {
        let items = accounts::list_sessions(&self.0, &caller).await?;
        Ok(Listed(Page { items, next_cursor: None }))
    }

    /// Sign a device out
    #[oai(path = "/sessions/:session_id", method = "delete", operation_id = "endSession")]
    async fn end_session(&self, caller: Caller, session_id: Path<SessionId>) -> Answer<NoContent> {
        accounts::end_session(&self.0, &caller, session_id.0).await?;
        Ok(NoContent)
    }
}
