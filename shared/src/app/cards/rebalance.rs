//! Making the long ranks of a column short again, in the background and in batches, while others go on moving.
//!
//! The steps are worked out from a read without locks. Each batch holds the column's lock and first looks whether that
//! stretch of the column still is as it was read; if somebody came between, the rest is worked out anew. What clients
//! need is in `column.reordered`. No card's version changes, for nobody changed a card.

use serde_json::json;

use crate::{
    app::{AppError, Ctx, Event, Result},
    domain::{
        CardId, ColumnId,
        rebalance::{Expected, Step, steps},
    },
    store::{
        self, Lock,
        access::{self, Caller},
    },
};

/// Cards per transaction: few enough that no writer waits long.
const BATCH: usize = 200;
/// How often the steps are worked out before it is left for later.
const TRIES: usize = 20;

/// Running it again, or when nothing is long any more, changes nothing.
pub async fn rebalance(ctx: &Ctx, column: ColumnId) -> Result<()> {
    for _ in 0..TRIES {
        let list = store::ranks::list_ranks(&ctx.db, column).await?;
        let steps = steps(&list);
        if steps.is_empty() {
            return Ok(());
        }
        let mut expected = Expected::new(&list);
        for batch in steps.chunks(BATCH) {
            if !take(ctx, column, batch, &expected).await? {
                break;
            }
            expected.take(batch);
        }
    }
    Err(AppError::conflict("column_busy", "the column changes all the time; its ranks are made shorter later"))
}

/// Takes the steps, unless somebody is in the way.
async fn take(ctx: &Ctx, column: ColumnId, steps: &[Step<CardId>], expected: &Expected<CardId>) -> Result<bool> {
    let mut work = ctx.begin_unattended().await?;
    if !store::lock(&mut work.tx, Lock::Column(column)).await? {
        return Ok(false);
    }
    let Some(room) = Expected::room(steps) else { return Ok(true) };
    if store::ranks::list_ranks_within(&mut work.tx, column, room).await? != expected.within(room) {
        return Ok(false);
    }
    let place = access::column(&mut work.tx, column, Caller::NOBODY).await?;
    let Some((place, board)) = place.and_then(|place| place.board_id.map(|board| (place, board))) else { return Ok(false) };
    let ranks: Vec<_> = steps.iter().map(|step| (step.id, step.to.clone())).collect();
    let updated = store::ranks::update_ranks(&mut work.tx, column, &ranks).await?;
    let cards: Vec<_> = ranks.iter().filter(|(id, _)| updated.contains(id)).collect();
    let cards: Vec<_> = cards.into_iter().map(|(id, rank)| json!({"id": id, "position": rank})).collect();
    work.record(Event::of_board("column.reordered", &place, board, json!({"column_id": column, "cards": cards})));
    work.commit().await?;
    Ok(true)
}
