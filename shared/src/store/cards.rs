//! Cards, and who works on them and watches them.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Batch, Result, Runs, Tx,
    db::{among, places},
    documents,
    notifications::rows,
    users::Creator,
};
use crate::domain::{BoardId, CardId, ColumnId, ColumnKind, ProjectId, UserId, text};

/// A card as it is stored, beside what its column and project say of it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Card {
    pub id: CardId,
    pub project_id: ProjectId,
    pub board_id: BoardId,
    pub column_id: ColumnId,
    pub number: i64,
    pub title: String,
    pub description: String,
    pub position: String,
    pub priority: i64,
    pub due_date: Option<NaiveDate>,
    pub due_zone: Option<String>,
    pub due_at: Option<DateTime<Utc>>,
    pub completed_at: Option<DateTime<Utc>>,
    pub archived_at: Option<DateTime<Utc>>,
    pub watchers_count: i64,
    pub comments_count: i64,
    pub files_count: i64,
    pub checklist_done: i64,
    pub checklist_total: i64,
    pub version: i64,
    #[sqlx(flatten)]
    pub creator: Creator,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub project_key: String,
    pub column_kind: ColumnKind,
}

macro_rules! select_cards {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.project_id, c.board_id, c.column_id, c.number, c.title, c.description, c.position, c.priority, \
             c.due_date, c.due_zone, c.due_at, c.completed_at, c.archived_at, c.watchers_count, c.comments_count, c.files_count, \
             c.checklist_done, c.checklist_total, c.version, c.created_by, c.created_at, c.updated_at, \
             p.key AS project_key, l.kind AS column_kind, u.name AS creator_name, u.handle AS creator_handle \
             FROM cards c JOIN projects p ON p.id = c.project_id JOIN columns l ON l.id = c.column_id \
             JOIN users u ON u.id = c.created_by WHERE c.deleted_at IS NULL AND ",
            $rest
        )
    };
}

pub async fn insert_card(tx: &mut Tx, card: Card) -> Result<()> {
    let mut batch = Batch::default();
    add_card(&mut batch, card);
    batch.run(tx).await
}

/// As [`insert_card`], together with what else is written: the card, its first stay, and what it is found by.
pub fn add_card(batch: &mut Batch, card: Card) {
    let Card { id, column_kind, created_at, .. } = card;
    let key = text::card_key(&card.project_key, card.number);
    let words = documents::words_of_card(&key, &card.title, &card.description);
    batch.add(
        "INSERT INTO cards (id, project_id, board_id, column_id, number, title, description, position, priority, due_date, \
         due_zone, due_at, completed_at, watchers_count, comments_count, files_count, checklist_done, checklist_total, version, \
         created_by, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, 0, 0, $14, $15, $16, $17, $18, $19)",
        move |query| {
            query
                .bind(card.id)
                .bind(card.project_id)
                .bind(card.board_id)
                .bind(card.column_id)
                .bind(card.number)
                .bind(card.title)
                .bind(card.description)
                .bind(card.position)
                .bind(card.priority)
                .bind(card.due_date)
                .bind(card.due_zone)
                .bind(card.due_at)
                .bind(card.completed_at)
                .bind(card.checklist_done)
                .bind(card.checklist_total)
                .bind(card.version)
                .bind(card.creator.created_by)
                .bind(card.created_at)
                .bind(card.updated_at)
        },
    );
    super::stays::add_first(batch, id, column_kind, created_at);
    documents::add_card(batch, id, words);
}

/// What it is found by is part of what is stored of it.
async fn index(tx: &mut Tx, card: &Card) -> Result<()> {
    let key = text::card_key(&card.project_key, card.number);
    documents::put_card(tx, card.id, &key, &card.title, &card.description).await
}

pub async fn find_card(mut on: impl Runs, id: CardId) -> Result<Option<Card>> {
    on.sql(select_cards!("c.id = $1")).bind(id).optional().await
}

/// The boards of these cards, of those that are there.
pub async fn boards_of(mut on: impl Runs, cards: &[CardId]) -> Result<Vec<(CardId, BoardId)>> {
    if cards.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!("SELECT id, board_id FROM cards WHERE deleted_at IS NULL AND id IN ({})", places(1, cards.len()));
    on.sql(text).bind_all(cards.iter().copied()).all().await
}

/// Writes everything of a card that a person can change.
pub async fn update_card(tx: &mut Tx, card: &Card) -> Result<u64> {
    index(tx, card).await?;
    tx.sql(
        "UPDATE cards SET board_id = $2, column_id = $3, title = $4, description = $5, position = $6, priority = $7, due_date = $8, \
         due_zone = $9, due_at = $10, completed_at = $11, archived_at = $12, version = $13, updated_at = $14 \
         WHERE id = $1 AND deleted_at IS NULL",
    )
    .bind(card.id)
    .bind(card.board_id)
    .bind(card.column_id)
    .bind(card.title.clone())
    .bind(card.description.clone())
    .bind(card.position.clone())
    .bind(card.priority)
    .bind(card.due_date)
    .bind(card.due_zone.clone())
    .bind(card.due_at)
    .bind(card.completed_at)
    .bind(card.archived_at)
    .bind(card.version)
    .bind(card.updated_at)
    .run()
    .await
}

pub async fn delete_card(tx: &mut Tx, id: CardId, now: DateTime<Utc>) -> Result<()> {
    documents::delete_of_card(tx, id).await?;
    tx.sql("UPDATE cards SET deleted_at = $2 WHERE id = $1").bind(id).bind(now).run().await.map(|_| ())
}

/// Deletes the cards of a column that is going away.
pub async fn delete_cards_of_column(tx: &mut Tx, column: ColumnId, now: DateTime<Utc>) -> Result<u64> {
    documents::delete_of_column(tx, column).await?;
    tx.sql("UPDATE cards SET deleted_at = $2 WHERE column_id = $1 AND deleted_at IS NULL").bind(column).bind(now).run().await
}

/// The cards of a column whose kind has changed are done since now, or not any more.
pub async fn set_completed_in_column(tx: &mut Tx, column: ColumnId, at: Option<DateTime<Utc>>) -> Result<u64> {
    tx.sql("UPDATE cards SET completed_at = $2 WHERE column_id = $1 AND deleted_at IS NULL").bind(column).bind(at).run().await
}

/// The first cards of a column in their order, archived ones too.
pub async fn list_cards_of_column(mut on: impl Runs, column: ColumnId, limit: i64) -> Result<Vec<Card>> {
    on.sql(select_cards!("c.column_id = $1 ORDER BY c.position, c.id LIMIT $2")).bind(column).bind(limit).all().await
}

/// The cards of a board for its snapshot: those not archived, column by column in their order.
pub async fn list_cards_of_board(mut on: impl Runs, board: BoardId) -> Result<Vec<Card>> {
    on.sql(select_cards!("c.board_id = $1 AND c.archived_at IS NULL ORDER BY l.position, l.id, c.position, c.id"))
        .bind(board)
        .all()
        .await
}

/// These cards, those of them that are there, in any order.
pub async fn list_cards(mut on: impl Runs, cards: &[CardId]) -> Result<Vec<Card>> {
    if cards.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(select_cards!("c.id {}"), among(on.engine(), 1, cards.len()));
    on.sql(text).bind_among(cards.iter().map(|id| id.0)).all().await
}

/// How many cards stand in a column, archived ones aside.
pub async fn count_in_column(tx: &mut Tx, column: ColumnId) -> Result<i64> {
    let text = "SELECT count(*) FROM cards WHERE column_id = $1 AND deleted_at IS NULL AND archived_at IS NULL";
    Ok(tx.sql(text).bind(column).one::<(i64,)>().await?.0)
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Assignee {
    pub card_id: CardId,
    pub user_id: UserId,
    pub name: String,
    pub handle: String,
    pub assigned_at: DateTime<Utc>,
}

/// The assignees of these cards, in the order they were assigned: one query however many cards.
pub async fn list_assignees(mut on: impl Runs, cards: &[CardId]) -> Result<Vec<Assignee>> {
    if cards.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT a.card_id, a.user_id, u.name, u.handle, a.assigned_at FROM card_assignees a JOIN users u ON u.id = a.user_id \
         WHERE a.card_id {} ORDER BY a.assigned_at, a.user_id",
        among(on.engine(), 1, cards.len())
    );
    on.sql(text).bind_among(cards.iter().map(|id| id.0)).all().await
}

/// The assignees of the cards of a board's snapshot.
pub async fn list_assignees_of_board(mut on: impl Runs, board: BoardId) -> Result<Vec<Assignee>> {
    on.sql(
        "SELECT a.card_id, a.user_id, u.name, u.handle, a.assigned_at FROM cards c JOIN card_assignees a ON a.card_id = c.id \
         JOIN users u ON u.id = a.user_id WHERE c.board_id = $1 AND c.deleted_at IS NULL AND c.archived_at IS NULL \
         ORDER BY a.assigned_at, a.user_id",
    )
    .bind(board)
    .all()
    .await
}

/// Rows per statement: far below both engines' limits on parameters.
const CHUNK: usize = 300;

/// Assigns people to cards; those who are assigned already stay as they are.
pub async fn insert_assignees(tx: &mut Tx, pairs: &[(CardId, UserId)], now: DateTime<Utc>) -> Result<()> {
    let mut batch = Batch::default();
    add_assignees(&mut batch, pairs, now);
    batch.run(tx).await
}

/// As [`insert_assignees`], together with what else is written.
pub fn add_assignees(batch: &mut Batch, pairs: &[(CardId, UserId)], now: DateTime<Utc>) {
    for chunk in pairs.chunks(CHUNK) {
        let text = format!(
            "INSERT INTO card_assignees (card_id, user_id, assigned_at) VALUES {} ON CONFLICT DO NOTHING",
            rows(chunk.len(), 3)
        );
        let chunk = chunk.to_vec();
        batch.add(text, move |query| chunk.iter().fold(query, |query, (card, user)| query.bind(*card).bind(*user).bind(now)));
    }
}

pub async fn delete_assignee(tx: &mut Tx, card: CardId, user: UserId) -> Result<bool> {
    let text = "DELETE FROM card_assignees WHERE card_id = $1 AND user_id = $2";
    Ok(tx.sql(text).bind(card).bind(user).run().await? == 1)
}

/// Who watches a card.
pub async fn list_watchers(mut on: impl Runs, cards: &[CardId]) -> Result<Vec<(CardId, UserId)>> {
    if cards.is_empty() {
        return Ok(Vec::new());
    }
    let among = among(on.engine(), 1, cards.len());
    let text = format!("SELECT card_id, user_id FROM card_watchers WHERE card_id {among}");
    on.sql(text).bind_among(cards.iter().map(|id| id.0)).all().await
}

/// Adds a watcher and counts them; `false` if they watched already.
pub async fn insert_watcher(tx: &mut Tx, card: CardId, user: UserId) -> Result<bool> {
    let text = "INSERT INTO card_watchers (card_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    let new = tx.sql(text).bind(card).bind(user).run().await? == 1;
    if new {
        tx.sql("UPDATE cards SET watchers_count = watchers_count + 1 WHERE id = $1").bind(card).run().await?;
    }
    Ok(new)
}

pub async fn delete_watcher(tx: &mut Tx, card: CardId, user: UserId) -> Result<bool> {
    let gone = tx.sql("DELETE FROM card_watchers WHERE card_id = $1 AND user_id = $2").bind(card).bind(user).run().await? == 1;
    if gone {
        tx.sql("UPDATE cards SET watchers_count = watchers_count - 1 WHERE id = $1").bind(card).run().await?;
    }
    Ok(gone)
}
