//! Takes away what no file or import has: see [`files::sweep`] and [`imports::sweep`]. It looks for what there is each time, so running it again is
//! harmless.

use std::sync::Arc;

use shared::{
    app::{Ctx, files, imports},
    jobs::SweepFiles,
};

use super::{JobError, Running};

pub async fn run(ctx: Ctx, _: Arc<Running>, SweepFiles {}: SweepFiles) -> Result<(), JobError> {
    files::sweep(&ctx).await?;
    imports::sweep(&ctx).await?;
    Ok(())
}
