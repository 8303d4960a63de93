//! Lets the database look after itself once a day. Doing it again does no harm.

use std::sync::Arc;

use shared::{app::Ctx, jobs::MaintainDatabase};

use super::{JobError, Running};

pub async fn run(ctx: Ctx, _: Arc<Running>, MaintainDatabase {}: MaintainDatabase) -> Result<(), JobError> {
    Ok(ctx.db.maintain().await?)
}
