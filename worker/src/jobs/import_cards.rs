//! Brings the cards of an uploaded file into a project: see [`imports`].
//!
//! Each of its transactions says how far it is then, so that running it again goes on from there, and does nothing where it
//! is over. When the job is dead, whatever ended its last attempt, whoever waits for it is told that it failed.

use std::sync::Arc;

use shared::{
    app::{Ctx, imports},
    jobs::ImportCards,
};

use super::{JobError, Running};

pub async fn run(ctx: Ctx, job: Arc<Running>, payload: ImportCards) -> Result<(), JobError> {
    Ok(imports::run(&ctx, payload.import_id, &job.trace()).await?)
}

pub async fn bury(ctx: Ctx, payload: ImportCards) -> anyhow::Result<()> {
    Ok(imports::give_up(&ctx, payload.import_id).await?)
}
