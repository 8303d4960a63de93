//! Takes an invitation to whoever has its address. Running it again tells nobody twice: see [`invites::send`].

use std::sync::Arc;

use shared::{
    app::{Ctx, invites},
    jobs::SendInvite,
};

use super::{JobError, Running};

pub async fn run(ctx: Ctx, job: Arc<Running>, payload: SendInvite) -> Result<(), JobError> {
    invites::send(&ctx, &job.trace(), payload.invite_id).await?;
    Ok(())
}
