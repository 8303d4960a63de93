//! The orders of a list of cards, and places in them.
//!
//! By what it is sorted by, then by id, both upwards or both downwards. Cards that are due at no time are a part of their
//! own behind the others: an absent time sorts differently on the two engines, and is no place to go on from.

use chrono::{DateTime, Utc};

use super::{Search, statement::Draft};
use crate::{
    domain::{CardId, CardSort},
    store::{Result, db::Query},
};

/// Where a card stands in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub mark: Mark,
    pub id: CardId,
}

/// What it is sorted by there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    At(DateTime<Utc>),
    Number(i64),
    /// It is due at no time.
    Undated,
}

/// The column that it is sorted by, and whether downwards.
pub(super) fn of(sort: CardSort) -> (&'static str, bool) {
    match sort {
        CardSort::CreatedAt => ("created_at", false),
        CardSort::CreatedAtDown => ("created_at", true),
        CardSort::UpdatedAt => ("updated_at", false),
        CardSort::UpdatedAtDown => ("updated_at", true),
        CardSort::DueAt => ("due_at", false),
        CardSort::DueAtDown => ("due_at", true),
        CardSort::Priority => ("priority", false),
        CardSort::PriorityDown => ("priority", true),
    }
}

/// A part of a list, from a place in it on.
pub(super) enum Part<'a> {
    Dated(Option<&'a Spot>),
    Undated(Option<&'a Spot>),
    Whole(Option<&'a Spot>),
}

pub(super) fn parts<'a>(search: &Search, after: Option<&'a Spot>) -> Vec<Part<'a>> {
    if of(search.sort).0 != "due_at" {
        return vec![Part::Whole(after)];
    }
    if search.due_before.is_some() || search.due_after.is_some() {
        return vec![Part::Dated(after)];
    }
    match after {
        Some(spot) if spot.mark == Mark::Undated => vec![Part::Undated(after)],
        _ => vec![Part::Dated(after), Part::Undated(None)],
    }
}

impl Part<'_> {
    /// What makes a card be of it.
    pub(super) fn check(&self, key: &str, down: bool, draft: &mut Draft) {
        let sign = if down { '<' } else { '>' };
        let (Self::Dated(after) | Self::Undated(after) | Self::Whole(after)) = self;
        match self {
            Self::Dated(_) => draft.push(&format!(" AND c.{key} IS NOT NULL")),
            Self::Undated(_) => draft.push(&format!(" AND c.{key} IS NULL")),
            Self::Whole(_) => {}
        }
        let Some(Spot { mark, id }) = after else { return };
        let mark = match mark {
            Mark::At(at) => draft.put(*at),
            Mark::Number(number) => draft.put(*number),
            Mark::Undated => {
                let id = draft.put(id.0);
                return draft.push(&format!(" AND c.id {sign} {id}"));
            }
        };
        let id = draft.put(id.0);
        draft.push(&format!(" AND (c.{key}, c.id) {sign} ({mark}, {id})"));
    }
}

pub(super) async fn read(sort: CardSort, query: Query<'_>) -> Result<Vec<Spot>> {
    if of(sort).0 == "priority" {
        let rows = query.all::<(CardId, i64)>().await?;
        return Ok(rows.into_iter().map(|(id, rank)| Spot { mark: Mark::Number(rank), id }).collect());
    }
    let rows = query.all::<(CardId, Option<DateTime<Utc>>)>().await?;
    Ok(rows.into_iter().map(|(id, at)| Spot { mark: at.map_or(Mark::Undated, Mark::At), id }).collect())
}
