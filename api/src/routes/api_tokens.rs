//! Tokens that people make for their programs.

use chrono::{DateTime, Utc};
use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        accounts::{self, ApiTokenView, NewApiTokenView},
        paging::Page,
    },
    domain::{ApiTokenId, TokenScope},
};

use super::{Tag, list::Paging};
use crate::edge::{
    body::Body,
    caller::Caller,
    field::Given,
    path::Path,
    query::Query,
    reply::{Answer, Listed, Made, NoContent},
    request::request,
};

request! {
    /// What a new token is for.
    pub struct CreateApiToken {
        pub name: String = "Nightly export",
        /// `read` is good for safe methods only; `admin` also for what only the instance admin may do.
        pub scope: TokenScope = "read",
        /// In 90 days, when left out.
        pub expires_at: Given<DateTime<Utc>>,
    }
}

pub struct ApiTokens(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/users/me/tokens", tag = "Tag::Users")]
impl ApiTokens {
    /// List my API tokens
    #[oai(path = "/", method = "get", operation_id = "listApiTokens")]
    async fn list(&self, caller: Caller, query: Query<Paging>) -> Answer<Listed<Page<ApiTokenView>>> {
        Ok(Listed(accounts::list_api_tokens(&self.0, &caller, &query.0.into()).await?))
    }

    /// Make an API token
    ///
    /// The token is shown this once. It is good wherever an access token is, as far as its scope goes, but never for
    /// signing in and out, passwords, addresses or tokens.
    #[oai(path = "/", method = "post", operation_id = "createApiToken")]
    async fn create(&self, caller: Caller, body: Body<CreateApiToken>) -> Answer<Made<NewApiTokenView>> {
        let CreateApiToken { name, scope, expires_at } = body.0;
        Ok(Made(accounts::create_api_token(&self.0, &caller, &name, scope, expires_at.0).await?))
    }

    /// Revoke an API token
    ///
    /// It stops working at once, and the sockets that were opened with it close.
    #[oai(path = "/:token_id", method = "delete", operation_id = "revokeApiToken")]
    async fn revoke(&self, caller: Caller, token_id: Path<ApiTokenId>) -> Answer<NoContent> {
        accounts::revoke_api_token(&self.0, &caller, token_id.0).await?;
        Ok(NoContent)
    }
}
