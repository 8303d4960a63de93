//! One's own account.

use poem_openapi::OpenApi;
use shared::app::{
    Ctx,
    accounts::{self, ProfileChange, UserView},
};

use super::{Tag, sign_in::SignedOut};
use crate::edge::{
    body::Body,
    caller::Caller,
    conditional::IfMatch,
    field::Given,
    reply::{Answer, NoContent, Reply},
    request::request,
};

request! {
    /// What to change of one's account; what is left out stays.
    pub struct EditMe {
        pub name: Given<String> = "Ada King",
        /// 2 to 39 of `a-z0-9_-`.
        pub handle: Given<String>,
        /// Counts once it is verified by the link that is mailed to it; until then it is `new_email`.
        pub email: Given<String>,
        /// Needed with another email.
        pub current_password: Given<String>,
        /// IANA name.
        pub time_zone: Given<String> = "Europe/London",
        /// Language tag (BCP 47).
        pub locale: Given<String> = "en-GB",
        /// The version this change is based on; 409 if it is another by now.
        pub version: Given<i64>,
    }

    /// Another password.
    pub struct ChangePassword {
        pub current_password: String = "tall-giraffe-sings",
        /// 10 characters at least, and not easy to guess.
        pub new_password: String = "brisk-lantern-hums",
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
        let EditMe { name, handle, email, current_password, time_zone, locale, version } = body.0;
        let expect = if_match.with_version(version.0);
        let change = ProfileChange {
            name: name.0,
            handle: handle.0,
            email: email.0,
            current_password: current_password.0,
            time_zone: time_zone.0,
            locale: locale.0,
            expect,
        };
        Ok(Reply(accounts::update_me(&self.0, &caller, change).await?))
    }

    /// Delete my account
    ///
    /// What I wrote stays, by “a former user”. 409 while I am the only owner of a team with others in it, or the only
    /// instance admin.
    #[oai(path = "/me", method = "delete", operation_id = "deleteMe")]
    async fn delete_me(&self, caller: Caller, if_match: IfMatch) -> Answer<SignedOut> {
        accounts::delete_me(&self.0, &caller, if_match.expect()).await?;
        Ok(SignedOut::new(&self.0.config))
    }

    /// Change my password
    ///
    /// Ends my other sessions, and gives up an address of mine that waits to be verified. API tokens stay.
    #[oai(path = "/me/password", method = "post", operation_id = "changePassword")]
    async fn change_password(&self, caller: Caller, body: Body<ChangePassword>) -> Answer<NoContent> {
        let ChangePassword { current_password, new_password } = body.0;
        accounts::change_password(&self.0, &caller, &current_password, &new_password).await?;
        Ok(NoContent)
    }
}
