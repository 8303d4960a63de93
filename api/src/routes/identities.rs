//! Who somebody is at OpenID providers.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        accounts::oidc::{self, IdentityView},
        paging::Page,
    },
    domain::IdentityId,
};

use super::{Tag, list::Paging};
use crate::edge::{
    caller::Caller,
    path::Path,
    query::Query,
    reply::{Answer, Listed, NoContent},
};

pub struct Identities(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/users/me/identities", tag = "Tag::Users")]
impl Identities {
    /// List my identities at providers
    ///
    /// Each of them lets me in.
    #[oai(path = "/", method = "get", operation_id = "listIdentities")]
    async fn list(&self, caller: Caller, query: Query<Paging>) -> Answer<Listed<Page<IdentityView>>> {
        Ok(Listed(oidc::list_identities(&self.0, &caller, &query.0.into()).await?))
    }

    /// Unlink an identity
    ///
    /// It lets nobody in any more. 409 where nothing else would let me in: set a password first, by “forgot password”.
    #[oai(path = "/:identity_id", method = "delete", operation_id = "unlinkIdentity")]
    async fn unlink(&self, caller: Caller, identity_id: Path<IdentityId>) -> Answer<NoContent> {
        oidc::unlink(&self.0, &caller, identity_id.0).await?;
        Ok(NoContent)
    }
}
