//! Moving columns: each gets a rank between its new neighbours.

use serde_json::json;

use super::column::{self, ColumnView};
use crate::{
    app::{Actor, AppError, Ctx, Event, Expect, Result},
    domain::{ColumnId, rank, rebalance},
    store::{self, Lock},
};

/// Where to put something in a list: next to another, or at an index counted without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot<Id> {
    Before(Id),
    After(Id),
    Index(u32),
    End,
}

impl<Id: Copy + PartialEq> Spot<Id> {
    /// Reads the three ways a request may say it: at most one of them.
    pub fn read(before: Option<Id>, after: Option<Id>, position: Option<u32>) -> Result<Self> {
        match (before, after, position) {
            (None, None, None) => Ok(Spot::End),
            (Some(id), None, None) => Ok(Spot::Before(id)),
            (None, Some(id), None) => Ok(Spot::After(id)),
            (None, None, Some(index)) => Ok(Spot::Index(index)),
            (_, Some(_), _) => Err(AppError::invalid("/after", "must not be given beside “before” or “position”")),
            _ => Err(AppError::invalid("/position", "must not be given beside “before”")),
        }
    }

    /// The rank for this spot among `others`, which are in order and without what is being placed; `now` where that is
    /// between the neighbours already. `None` if the neighbour is not among them.
    pub(crate) fn rank_of(self, others: &[(Id, String)], now: &str) -> Option<String> {
        let at = match self {
            Spot::Before(id) => others.iter().position(|(other, _)| *other == id)?,
            Spot::After(id) => others.iter().position(|(other, _)| *other == id)? + 1,
            Spot::Index(index) => (index as usize).min(others.len()),
            Spot::End => others.len(),
        };
        let rank_at = |i: usize| others.get(i).map(|(_, rank)| rank.as_str());
        let (after, before) = (at.checked_sub(1).and_then(rank_at), rank_at(at));
        let stays = after.is_none_or(|after| after < now) && before.is_none_or(|before| now < before);
        Some(if stays { now.to_owned() } else { rank::between(after, before) })
    }

    /// The pointer to the field that named the neighbour.
    pub(crate) fn pointer(self) -> &'static str {
        match self {
            Spot::Before(_) => "/before",
            Spot::After(_) => "/after",
            Spot::Index(_) | Spot::End => "/position",
        }
    }

    pub(crate) fn neighbour(self) -> Option<Id> {
        match self {
            Spot::Before(id) | Spot::After(id) => Some(id),
            Spot::Index(_) | Spot::End => None,
        }
    }
}

pub async fn move_column(ctx: &Ctx, actor: &Actor, id: ColumnId, spot: Spot<ColumnId>, expect: Expect) -> Result<ColumnView> {
    if spot.neighbour() == Some(id) {
        return Err(AppError::invalid(spot.pointer(), "must be another column"));
    }
    let mut work = ctx.begin(actor).await?;
    let place = column::writable(column::place(&mut work.tx, actor, id).await?, "move columns on this board")?;
    let board = place.board_id.ok_or(AppError::NotFound("column"))?;
    store::lock(&mut work.tx, Lock::Board(board)).await?;
    store::lock(&mut work.tx, Lock::Column(id)).await?;
    let (mut moved, count) = store::columns::find_counted(&mut work.tx, id).await?.ok_or(AppError::NotFound("column"))?;
    expect.check(moved.version, || ColumnView::new(moved.clone(), count))?;
    let mut others: Vec<_> = store::columns::list_columns(&mut work.tx, board)
        .await?
        .into_iter()
        .filter(|other| other.id != id)
        .map(|other| (other.id, other.position))
        .collect();
    let from = moved.position.clone();
    let found = spot.rank_of(&others, &moved.position);
    moved.position = found.ok_or_else(|| AppError::invalid(spot.pointer(), "must be a column of the same board"))?;
    if moved.position == from {
        work.commit().await?; // It is there already, so nothing happened but that it was asked for.
        return Ok(ColumnView::new(moved, count));
    }
    let long = moved.position.len() > rebalance::LONG;
    if long {
        rank::spread_around(&mut moved.position, &mut others);
    }
    moved.version += 1;
    moved.updated_at = work.now;
    store::columns::move_column(&mut work.tx, &moved).await?;
    let view = ColumnView::new(moved, count);
    work.record(Event::of_board("column.moved", &place, board, json!({"column": view, "from": {"position": from}})));
    if long {
        store::columns::update_ranks(&mut work.tx, &others).await?;
        let columns: Vec<_> = others.iter().map(|(id, rank)| json!({"id": id, "position": rank})).collect();
        work.record(Event::of_board("column.reordered", &place, board, json!({"columns": columns})));
    }
    work.commit().await?;
    Ok(view)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Vec<(u32, String)> {
        rank::spread(3).into_iter().zip(1..).map(|(rank, id)| (id, rank)).collect()
    }

    #[test]
    fn a_spot_is_next_to_a_neighbour_at_an_index_or_the_end() {
        let list = list();
        let order = |spot: Spot<u32>| {
            let rank = spot.rank_of(&list, "").unwrap();
            list.iter().filter(|(_, other)| *other < rank).count()
        };
        assert_eq!(order(Spot::Before(1)), 0);
        assert_eq!(order(Spot::Before(3)), 2);
        assert_eq!(order(Spot::After(1)), 1);
        assert_eq!(order(Spot::Index(0)), 0);
        assert_eq!(order(Spot::Index(2)), 2);
        assert_eq!(order(Spot::Index(99)), 3);
        assert_eq!(order(Spot::End), 3);
        assert_eq!(Spot::Before(9).rank_of(&list, ""), None);
    }

    #[test]
    fn what_is_there_already_stays() {
        let list = list();
        let now = rank::between(Some(&list[0].1), Some(&list[1].1));
        for spot in [Spot::After(1), Spot::Before(2), Spot::Index(1)] {
            assert_eq!(spot.rank_of(&list, &now), Some(now.clone()));
        }
        assert_ne!(Spot::End.rank_of(&list, &now), Some(now));
    }

    #[test]
    fn only_one_way_to_say_where() {
        assert!(Spot::read(Some(1), Some(2), None).is_err());
        assert!(Spot::read(Some(1), None, Some(0)).is_err());
        assert!(Spot::read(None, Some(1), Some(0)).is_err());
        assert_eq!(Spot::read(None::<u32>, None, Some(4)).unwrap(), Spot::Index(4));
    }
}
