//! Tells people of an event. Running it again tells nobody twice: see [`tell`].

use std::sync::Arc;

use shared::{
    app::{Ctx, notifications::tell},
    jobs::NotifyEvent,
    store::events::find_event,
};

use super::{JobError, Running};
use crate::notifiers::tellings;

pub async fn run(ctx: Ctx, job: Arc<Running>, payload: NotifyEvent) -> Result<(), JobError> {
    // Events go after 30 days; who has not been told by then need not be.
    let Some(event) = find_event(&ctx.db, payload.event_id).await? else { return Ok(()) };
    if let Some(telling) = tellings(&ctx, &event).await? {
        tell(&ctx, &job.trace(), &[telling]).await?;
    }
    Ok(())
}
