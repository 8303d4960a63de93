//! The cards of a project, page by page in the order of their boards and columns, each with all that belongs to it.

use std::collections::HashMap;

use super::{Source, pipe::Stop};
use crate::{
    domain::CardId,
    store::{
        self, Tx,
        cards::{Assignee, Card},
        checklists::Item,
        comments::Comment,
        exports::{Last, Watcher},
        files::File,
        labels::CardLabel,
    },
};

/// Cards read at a time.
const PAGE: i64 = 100;
/// Of those, so many as have no more comments than these together, as each may be long; or one that has more.
const COMMENTS: i64 = 200;

/// A card with all that belongs to it.
pub struct Whole {
    pub card: Card,
    pub labels: Vec<CardLabel>,
    pub assignees: Vec<Assignee>,
    pub watchers: Vec<Watcher>,
    pub checklist: Vec<Item>,
    pub comments: Vec<Comment>,
    pub files: Vec<File>,
}

/// Where reading is.
#[derive(Default)]
pub struct Pages {
    board: usize,
    column: usize,
    after: Option<Last>,
}

impl Pages {
    /// The next cards with their board's and column's places; `None` at the end.
    pub async fn next(&mut self, source: &mut Source) -> Result<Option<(usize, usize, Vec<Whole>)>, Stop> {
        loop {
            let Some((_, columns)) = source.boards.get(self.board) else { return Ok(None) };
            let Some(column) = columns.get(self.column) else {
                (self.board, self.column) = (self.board + 1, 0);
                continue;
            };
            let mut page = store::exports::page_of_column(&mut source.tx, column.id, self.after.as_ref(), PAGE).await?;
            page.truncate(fitting(page.iter().map(|card| card.comments_count)));
            self.after = page.last().map(|last| Last { position: last.position.clone(), id: last.id });
            if page.is_empty() {
                self.column += 1;
                continue;
            }
            return Ok(Some((self.board, self.column, whole(&mut source.tx, page).await?)));
        }
    }
}

/// How many cards from the first on may be read whole, given how many comments each has.
fn fitting(comments: impl Iterator<Item = i64>) -> usize {
    let mut left = COMMENTS;
    let fits = |count: &i64| {
        left -= count;
        left >= 0
    };
    comments.take_while(fits).count().max(1)
}

async fn whole(tx: &mut Tx, cards: Vec<Card>) -> Result<Vec<Whole>, Stop> {
    let ids: Vec<CardId> = cards.iter().map(|card| card.id).collect();
    let mut labels = by_card(store::labels::list_of_cards(&mut *tx, &ids).await?, |one| one.card_id);
    let mut assignees = store::cards::list_assignees(&mut *tx, &ids).await?;
    // Not in the order in which they were assigned, which comes over no import.
    assignees.sort_by(|a, b| a.handle.cmp(&b.handle));
    let mut assignees = by_card(assignees, |one| one.card_id);
    let mut watchers = by_card(store::exports::list_watchers(tx, &ids).await?, |one| one.card_id);
    let mut checklist = by_card(store::exports::list_items(tx, &ids).await?, |one| one.card_id);
    let mut comments = by_card(store::exports::list_comments(tx, &ids).await?, |one| one.card_id);
    let files = store::exports::list_files(tx, &ids).await?;
    let mut files = by_card(files, |file| file.card_id.unwrap_or(CardId(uuid::Uuid::nil())));
    let put = |card: Card| Whole {
        labels: labels.remove(&card.id).unwrap_or_default(),
        assignees: assignees.remove(&card.id).unwrap_or_default(),
        watchers: watchers.remove(&card.id).unwrap_or_default(),
        checklist: checklist.remove(&card.id).unwrap_or_default(),
        comments: comments.remove(&card.id).unwrap_or_default(),
        files: files.remove(&card.id).unwrap_or_default(),
        card,
    };
    Ok(cards.into_iter().map(put).collect())
}

fn by_card<T>(rows: Vec<T>, card: impl Fn(&T) -> CardId) -> HashMap<CardId, Vec<T>> {
    let mut found: HashMap<CardId, Vec<T>> = HashMap::new();
    for row in rows {
        found.entry(card(&row)).or_default().push(row);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_few_comments_or_one_card() {
        for (comments, count) in [(vec![0; 100], 100), (vec![150, 50, 0, 1], 3), (vec![150, 51], 1), (vec![100_000, 1], 1)] {
            assert_eq!(fitting(comments.iter().copied()), count, "{comments:?}");
        }
    }
}
