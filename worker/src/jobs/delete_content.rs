//! Takes a deleted file's content away. Taking away what is gone is nothing, and a file that is there keeps its content.

use std::sync::Arc;

use shared::{
    app::{Ctx, files},
    jobs::DeleteContent,
};

use super::{JobError, Running};

pub async fn run(ctx: Ctx, _: Arc<Running>, payload: DeleteContent) -> Result<(), JobError> {
    files::delete_content(&ctx, payload.file_id).await?;
    Ok(())
}
