//! Makes the long ranks of a column's cards short again. Where none is long any more, there is nothing to do.

use std::sync::Arc;

use shared::{
    app::{Ctx, cards},
    jobs::RebalanceColumn,
};

use super::{JobError, Running};

pub async fn run(ctx: Ctx, _: Arc<Running>, payload: RebalanceColumn) -> Result<(), JobError> {
    Ok(cards::rebalance(&ctx, payload.column_id).await?)
}
