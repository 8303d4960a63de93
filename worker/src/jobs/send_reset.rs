//! Mails the link for a new password that was asked for, where the address has an account. Running it again mails nothing
//! more: whose link it is is noted once, together with the mail.

use std::sync::Arc;

use shared::{
    app::{Ctx, accounts},
    jobs::SendReset,
};

use super::{JobError, Running};

pub async fn run(ctx: Ctx, job: Arc<Running>, payload: SendReset) -> Result<(), JobError> {
    accounts::send_reset(&ctx, job.trace(), payload.link_id).await?;
    Ok(())
}
