//! How long cards were of which kind, for reports. Whoever moves cards to a column of another kind, archives or restores
//! them, or changes a column's kind, calls [`follow_cards`] or [`follow_column`] in the same transaction, after the change.

use chrono::{DateTime, Utc};

use super::{Batch, Result, Runs, Tx, db::places};
use crate::domain::{CardId, ColumnId, ColumnKind};

/// The first stay of a card that is being made.
pub fn add_first(batch: &mut Batch, card: CardId, kind: ColumnKind, at: DateTime<Utc>) {
    let text = "INSERT INTO card_stays (card_id, kind, entered_at) VALUES ($1, $2, $3)";
    batch.add(text, move |query| query.bind(card).bind(kind).bind(at));
}

/// Cards per statement: far below both engines' limits on parameters.
const CHUNK: usize = 500;

/// Ends the stays that no longer are so, and begins those that now are; what is as it was stays as it is.
pub async fn follow_cards(tx: &mut Tx, cards: &[CardId], now: DateTime<Utc>) -> Result<()> {
    for chunk in cards.chunks(CHUNK) {
        for text in follow(&places(2, chunk.len())) {
            tx.sql(text).bind(now).bind_all(chunk.iter().copied()).run().await?;
        }
    }
    Ok(())
}

/// As [`follow_cards`], of all cards of a column.
pub async fn follow_column(tx: &mut Tx, column: ColumnId, now: DateTime<Utc>) -> Result<()> {
    for text in follow("SELECT id FROM cards WHERE column_id = $2 AND deleted_at IS NULL") {
        tx.sql(text).bind(now).bind(column).run().await?;
    }
    Ok(())
}

/// Both texts, for the cards whose ids are among `which`; `$1` is the time.
fn follow(which: &str) -> [String; 2] {
    [
        format!(
            "UPDATE card_stays SET left_at = $1 WHERE left_at IS NULL AND card_id IN ({which}) AND NOT EXISTS \
             (SELECT 1 FROM cards c JOIN columns l ON l.id = c.column_id \
             WHERE c.id = card_stays.card_id AND c.archived_at IS NULL AND l.kind = card_stays.kind)"
        ),
        // Two changes at one moment: the first one did not last.
        format!(
            "INSERT INTO card_stays (card_id, kind, entered_at) SELECT c.id, l.kind, $1 FROM cards c \
             JOIN columns l ON l.id = c.column_id WHERE c.id IN ({which}) AND c.archived_at IS NULL AND c.deleted_at IS NULL \
             AND NOT EXISTS (SELECT 1 FROM card_stays s WHERE s.card_id = c.id AND s.left_at IS NULL) \
             ON CONFLICT (card_id, entered_at) DO UPDATE SET kind = excluded.kind, left_at = NULL"
        ),
    ]
}
