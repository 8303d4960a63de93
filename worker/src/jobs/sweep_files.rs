//! Takes away what no file has: see [`files::sweep`]. It looks for what there is each time, so running it again is
//! harmless.

use std::sync::Arc;

use shared::{
    app::{Ctx, files},
    jobs::SweepFiles,
};

use super::{JobError, Running};

pub async fn run(ctx: Ctx, _: Arc<Running>, SweepFiles {}: SweepFiles) -> Result<(), JobError> {
    files::sweep(&ctx).await?;
    Ok(())
}
