//! The rank of a card for the place it is to have in a column. The caller holds the column's lock, so no two cards get
//! the same rank. Where ranks have grown long, a job makes them short again.

use crate::{
    app::{AppError, Result, Work, columns::Spot},
    domain::{CardId, ColumnId, rank, rebalance},
    jobs::RebalanceColumn,
    store::ranks,
};

/// The rank for `spot` in the column. `moving` is a card that is placed anew, beside its rank if it is in the column:
/// where that is between the neighbours already, it stays. An index counts the cards that people see.
pub(super) async fn find_rank(
    work: &mut Work,
    column: ColumnId,
    spot: Spot<CardId>,
    moving: Option<(CardId, Option<&str>)>,
) -> Result<String> {
    let tx = &mut work.tx;
    let except = moving.map(|(id, _)| id);
    let at = match spot {
        Spot::Before(card) | Spot::After(card) => {
            let found = ranks::find_rank(tx, column, card).await?;
            Some(found.ok_or_else(|| AppError::invalid(spot.pointer(), "must be a card in the column it moves to"))?)
        }
        Spot::Index(index) => ranks::find_rank_at(tx, column, index, except).await?,
        Spot::End => None,
    };
    let (after, before) = match (spot, at) {
        (Spot::After(_), Some(at)) => {
            let above = ranks::find_rank_above(tx, column, &at, except).await?;
            (Some(at), above)
        }
        (_, before) => (ranks::find_rank_below(tx, column, before.as_deref(), except).await?, before),
    };
    let (after, before) = (after.as_deref(), before.as_deref());
    if let Some((_, Some(stays))) = moving
        && after.is_none_or(|after| after < stays)
        && before.is_none_or(|before| stays < before)
    {
        return Ok(stays.to_owned());
    }
    Ok(rank_between(work, column, after, before))
}

/// A rank between two others of the column, one of which may be its end.
pub(super) fn rank_between(work: &mut Work, column: ColumnId, after: Option<&str>, before: Option<&str>) -> String {
    let found = rank::between(after, before);
    if rebalance::asks(&found, after, before) {
        work.enqueue(&RebalanceColumn { column_id: column });
    }
    found
}
