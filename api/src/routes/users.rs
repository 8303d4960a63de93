//! Everybody's accounts, for the instance admin.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        accounts::UserView,
        operators::{self, AccountChange, Operator},
        paging::Page,
    },
    domain::{InstanceRole, UserId},
};

use super::{Tag, list::page};
use crate::edge::{
    body::Body,
    caller::Caller,
    conditional::IfMatch,
    field::Given,
    path::Path,
    query::{Limit, Query},
    reply::{Answer, Listed, NoContent, Reply},
    request::{query, request},
    words::Words,
};

query! {
    /// Which accounts.
    pub struct ListUsers {
        /// Only those whose name, handle or address contains this.
        pub q: Option<Words>,
        /// Only those with this role.
        pub role: Option<InstanceRole>,
        /// The `next_cursor` of the page before.
        pub cursor: Option<String>,
        /// How many items, 1 to 200.
        pub limit: Option<Limit>,
    }
}

request! {
    /// What to change of somebody's account; what is left out stays.
    pub struct EditUser {
        pub name: Given<String> = "Ada King",
        /// Counts at once; the old address is told.
        pub email: Given<String> = "ada@example.com",
        pub role: Given<InstanceRole> = "member",
        /// Ends every session and API token at once.
        pub disabled: Given<bool> = false,
        /// The version this change is based on; 409 if it is another by now.
        pub version: Given<i64>,
    }
}

pub struct Users(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/users", tag = "Tag::Users")]
impl Users {
    /// List accounts
    ///
    /// For the instance admin.
    #[oai(path = "/", method = "get", operation_id = "listUsers")]
    async fn list(&self, caller: Caller, query: Query<ListUsers>) -> Answer<Listed<Page<UserView>>> {
        let operator = Operator::signed_in(&caller)?;
        let ListUsers { q, role, cursor, limit } = query.0;
        Ok(Listed(operators::list_users(&self.0, &operator, q.as_ref().map(|q| q.0.as_str()), role, &page(cursor, limit)).await?))
    }

    /// Get an account
    ///
    /// For the instance admin.
    #[oai(path = "/:user_id", method = "get", operation_id = "getUser")]
    async fn get(&self, caller: Caller, user_id: Path<UserId>) -> Answer<Reply<UserView>> {
        let operator = Operator::signed_in(&caller)?;
        Ok(Reply(operators::find_account(&self.0, &operator, user_id.0).await?))
    }

    /// Change an account
    ///
    /// For the instance admin. Disabling it ends its sessions, API tokens and sockets at once.
    #[oai(path = "/:user_id", method = "patch", operation_id = "updateUser")]
    async fn update(
        &self,
        caller: Caller,
        user_id: Path<UserId>,
        if_match: IfMatch,
        body: Body<EditUser>,
    ) -> Answer<Reply<UserView>> {
        let operator = Operator::signed_in(&caller)?;
        let EditUser { name, email, role, disabled, version } = body.0;
        let expect = if_match.with_version(version.0);
        let change = AccountChange { name: name.0, email: email.0, role: role.0, disabled: disabled.0, expect };
        Ok(Reply(operators::update_account(&self.0, &operator, user_id.0, change).await?))
    }

    /// Delete an account
    ///
    /// For the instance admin. What its owner wrote stays, by “a former user”.
    #[oai(path = "/:user_id", method = "delete", operation_id = "deleteUser")]
    async fn delete(&self, caller: Caller, user_id: Path<UserId>, if_match: IfMatch) -> Answer<NoContent> {
        let operator = Operator::signed_in(&caller)?;
        operators::delete_account(&self.0, &operator, user_id.0, if_match.expect()).await?;
        Ok(NoContent)
    }
}
