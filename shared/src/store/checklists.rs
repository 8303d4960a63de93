//! What is on the checklists of cards. Whoever changes one holds its card's lock.

use chrono::{DateTime, Utc};

use super::{Result, Runs, Tx, notifications::rows};
use crate::domain::{CardId, ChecklistItemId};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Item {
    pub id: ChecklistItemId,
    pub card_id: CardId,
    pub text: String,
    pub done: bool,
    pub position: String,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Rows per statement: far below both engines' limits on parameters.
const CHUNK: usize = 200;

/// Inserts items, of one card or of many. [`count`] follows.
pub async fn insert_items(tx: &mut Tx, items: &[Item]) -> Result<()> {
    for chunk in items.chunks(CHUNK) {
        let text = format!(
            "INSERT INTO checklist_items (id, card_id, text, done, position, version, created_at, updated_at) VALUES {}",
            rows(chunk.len(), 8)
        );
        let query = chunk.iter().fold(tx.sql(text), |query, item| {
            query
                .bind(item.id)
                .bind(item.card_id)
                .bind(item.text.clone())
                .bind(item.done)
                .bind(item.position.clone())
                .bind(item.version)
                .bind(item.created_at)
                .bind(item.updated_at)
        });
        query.run().await?;
    }
    Ok(())
}

macro_rules! select_items {
    ($rest:literal) => {
        concat!("SELECT id, card_id, text, done, position, version, created_at, updated_at FROM checklist_items WHERE ", $rest)
    };
}

pub async fn find_item(mut on: impl Runs, id: ChecklistItemId) -> Result<Option<Item>> {
    on.sql(select_items!("id = $1")).bind(id).optional().await
}

/// All items of a card in their order.
pub async fn list_items(mut on: impl Runs, card: CardId) -> Result<Vec<Item>> {
    on.sql(select_items!("card_id = $1 ORDER BY position, id")).bind(card).all().await
}

pub async fn update_item(tx: &mut Tx, item: &Item) -> Result<u64> {
    tx.sql("UPDATE checklist_items SET text = $2, done = $3, position = $4, version = $5, updated_at = $6 WHERE id = $1")
        .bind(item.id)
        .bind(item.text.clone())
        .bind(item.done)
        .bind(item.position.clone())
        .bind(item.version)
        .bind(item.updated_at)
        .run()
        .await
}

/// Gives items new ranks and nothing else.
pub async fn update_positions(tx: &mut Tx, positions: &[(ChecklistItemId, String)]) -> Result<()> {
    for chunk in positions.chunks(CHUNK) {
        let text = format!(
            "UPDATE checklist_items SET position = v.column2 FROM (VALUES {}) AS v WHERE checklist_items.id = v.column1",
            rows(chunk.len(), 2)
        );
        chunk.iter().fold(tx.sql(text), |query, (id, rank)| query.bind(*id).bind(rank.clone())).run().await?;
    }
    Ok(())
}

pub async fn delete_item(tx: &mut Tx, id: ChecklistItemId) -> Result<()> {
    tx.sql("DELETE FROM checklist_items WHERE id = $1").bind(id).run().await.map(|_| ())
}

/// Counts a card's items on the card, as they are.
pub async fn count(tx: &mut Tx, card: CardId) -> Result<()> {
    tx.sql(
        "UPDATE cards SET checklist_total = (SELECT count(*) FROM checklist_items WHERE card_id = $1), \
         checklist_done = (SELECT count(*) FROM checklist_items WHERE card_id = $1 AND done) WHERE id = $1",
    )
    .bind(card)
    .run()
    .await
    .map(|_| ())
}
