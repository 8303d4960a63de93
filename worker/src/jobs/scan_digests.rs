//! Makes the daily digests that are due, each once: see [`shared::app::notifications::send_digest`].

use std::sync::Arc;

use shared::{
    app::{
        Ctx,
        notifications::{next_digests, send_digest},
    },
    jobs::ScanDigests,
};

use super::{JobError, Running};

pub async fn run(ctx: Ctx, job: Arc<Running>, ScanDigests {}: ScanDigests) -> Result<(), JobError> {
    let mut after = None;
    loop {
        let (due, last) = next_digests(&ctx, after).await?;
        for digest in due {
            send_digest(&ctx, &job.trace(), digest).await?;
        }
        if last.is_none() {
            return Ok(());
        }
        after = last;
    }
}
