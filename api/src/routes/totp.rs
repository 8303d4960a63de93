//! The second factor: one-time codes by the clock (TOTP, RFC 6238), and the recovery codes beside them.

use poem_openapi::OpenApi;
use shared::app::{
    Ctx,
    accounts::{self, NewTotpView, RecoveryCodesView},
};

use super::Tag;
use crate::edge::{
    body::Body,
    caller::Caller,
    reply::{Answer, Made, NoContent, Reply},
    request::request,
};

request! {
    /// That one's app makes the codes.
    pub struct ConfirmTotp {
        /// Six digits; blanks in it are fine.
        pub code: String = "123 456",
    }

    /// That one still has the second factor that is to go.
    pub struct RemoveTotp {
        /// A code of the app, or a recovery code.
        pub code: String = "123 456",
    }
}

pub struct Totp(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/auth/totp", tag = "Tag::Auth")]
impl Totp {
    /// Set up a second factor
    ///
    /// Answers a secret for an app that makes one-time codes (RFC 6238: SHA-1, six digits, 30 s). It counts once it is
    /// confirmed with a code; asking again before that gives another secret in its place. 409 where a second factor is
    /// confirmed already.
    #[oai(path = "/", method = "post", operation_id = "enrolTotp")]
    async fn enrol(&self, caller: Caller) -> Answer<Made<NewTotpView>> {
        Ok(Made(accounts::enrol_totp(&self.0, &caller).await?))
    }

    /// Confirm my second factor
    ///
    /// From then on signing in needs a code, which is good once. Answers ten recovery codes, this once: each of them takes
    /// the place of a code, once. Nobody is signed out.
    #[oai(path = "/confirm", method = "post", operation_id = "confirmTotp")]
    async fn confirm(&self, caller: Caller, body: Body<ConfirmTotp>) -> Answer<Reply<RecoveryCodesView>> {
        Ok(Reply(accounts::confirm_totp(&self.0, &caller, &body.0.code).await?))
    }

    /// Remove my second factor
    ///
    /// Needs a code of it or a recovery code. The recovery codes are good no more.
    #[oai(path = "/", method = "delete", operation_id = "removeTotp")]
    async fn remove(&self, caller: Caller, body: Body<RemoveTotp>) -> Answer<NoContent> {
        accounts::remove_totp(&self.0, &caller, &body.0.code).await?;
        Ok(NoContent)
    }
}
