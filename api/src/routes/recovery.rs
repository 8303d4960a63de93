//! Forgotten passwords and addresses to be verified: what is asked for by mail, and what the links in the mails do.

use poem_openapi::OpenApi;
use shared::app::{Ctx, accounts};

use super::Tag;
use crate::edge::{
    body::Body,
    caller::Caller,
    reply::{Accepted, Answer, NoContent},
    request::request,
    visitor::Visitor,
};

request! {
    /// Who forgot their password.
    pub struct ForgotPassword {
        pub email: String = "ada@example.org",
    }

    /// A new password, by a link that was mailed.
    pub struct ResetPassword {
        /// From the link.
        pub token: String = "AZjCpHt-fMCk8w-cH28qEA…",
        /// 10 characters at least, and not easy to guess.
        pub password: String = "brisk-lantern-hums",
    }

    /// That mail to an address arrives.
    pub struct VerifyEmail {
        /// From the link.
        pub token: String = "AZjCpHt-fMCk8w-cH28qEA…",
    }
}

pub struct Recovery(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/auth", tag = "Tag::Auth")]
impl Recovery {
    /// Ask for a new password
    ///
    /// Where the address has an account, a link is mailed to it, which is good once and for 30 minutes. The answer is the
    /// same where it has none.
    #[oai(path = "/password/forgot", method = "post", operation_id = "forgotPassword")]
    async fn forgot(&self, visitor: Visitor, body: Body<ForgotPassword>) -> Answer<Accepted> {
        accounts::forgot_password(&self.0, &body.0.email, visitor.trace).await?;
        Ok(Accepted)
    }

    /// Set a new password by a mailed link
    ///
    /// Ends every session of the account, revokes its API tokens and gives up an address that waits to be verified: who was
    /// in the account before is out of it.
    #[oai(path = "/password/reset", method = "post", operation_id = "resetPassword")]
    async fn reset(&self, visitor: Visitor, body: Body<ResetPassword>) -> Answer<NoContent> {
        accounts::reset_password(&self.0, &body.0.token, &body.0.password, visitor.trace).await?;
        Ok(NoContent)
    }

    /// Verify an address by a mailed link
    ///
    /// A new address counts from then on.
    #[oai(path = "/email/verify", method = "post", operation_id = "verifyEmail")]
    async fn verify(&self, visitor: Visitor, body: Body<VerifyEmail>) -> Answer<NoContent> {
        accounts::verify_email(&self.0, &body.0.token, visitor.trace).await?;
        Ok(NoContent)
    }

    /// Mail the link that verifies my address
    ///
    /// To the new address, where one is waiting to be verified. The links before are good no more.
    #[oai(path = "/email/resend", method = "post", operation_id = "resendVerification")]
    async fn resend(&self, caller: Caller) -> Answer<Accepted> {
        accounts::resend_verification(&self.0, &caller).await?;
        Ok(Accepted)
    }
}
