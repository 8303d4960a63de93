//! Makes the small picture of a picture. One that cannot be read, or is too large, gets none: that is no failure.
//!
//! Running it again finds the picture made, or makes the same again under the same name.

use std::sync::Arc;

use shared::{
    app::{Ctx, files},
    jobs::MakeThumbnail,
};
use tokio::{sync::Semaphore, task::spawn_blocking};

use super::{JobError, Running};
use crate::pictures::thumbnail;

/// Decoding takes up to 256 MiB: one at a time in a process.
static DECODING: Semaphore = Semaphore::const_new(1);

pub async fn run(ctx: Ctx, _: Arc<Running>, payload: MakeThumbnail) -> Result<(), JobError> {
    let id = payload.file_id;
    let turn = DECODING.acquire().await?;
    let Some((media_type, content)) = files::without_thumbnail(&ctx, id).await? else { return Ok(()) };
    // A thread cannot be stopped when this job's time is up, so it holds its turn itself.
    let made = spawn_blocking(move || {
        let _turn = turn;
        thumbnail(media_type, &content)
    });
    match made.await? {
        Ok((media_type, picture)) => files::set_thumbnail(&ctx, id, media_type, picture).await?,
        Err(why) => tracing::info!(file_id = %id, why, "a picture gets no thumbnail"),
    }
    Ok(())
}
