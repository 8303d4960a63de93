//! One's own account.

use poem_openapi::OpenApi;
use shared::app::{
    Ctx,
    accounts::{self, ProfileChange, UserView},
};

use super::Tag;
use crate::edge::{
    body::Body,
    caller::Caller,
    conditional::IfMatch,
    field::Given,
    reply::{Answer, Reply},
    request::request,
};

request! {
    /// What to change of one's account; what is left out stays.
    pub struct EditMe {
        pub name: Given<String> = "Ada King",
        /// 2 to 39 of `a-z0-9_-`.
        pub handle: Given<String>,
        /// IANA name.
        pub time_zone: Given<String> = "Europe/London",
        /// Language tag (BCP 47).
        pub locale: Given<String> = "en-GB",
        /// The version this change is based on; 409 if it is another by now.
        pub version: Given<i64>,
    }
}

pub struct Accounts(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/users", tag = "Tag::Users")]
impl Accounts {
    /// Get my account
    #[oai(path = "/me", method = "get", operation_id = "getMe")]
    async fn me(&self, caller: Caller) -> Answer<Reply<UserView>> {
        Ok(Reply(accounts::me(&self.0, &caller).await?))
    }

    /// Change my account
    #[oai(path = "/me", method = "patch", operation_id = "updateMe")]
    async fn update_me(&self, caller: Caller, if_match: IfMatch, body: Body<EditMe>) -> Answer<Reply<UserView>> {
        let EditMe { name, handle, time_zone, locale, version } = body.0;
        let expect = if_match.with_version(version.0);
        let change = ProfileChange { name: name.0, handle: handle.0, time_zone: time_zone.0, locale: locale.0, expect };
        Ok(Reply(accounts::update_me(&self.0, &caller, change).await?))
    }
}
