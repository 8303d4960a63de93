//! What cards are found by: of each card the words of its own texts and of its comments, made by
//! [`Document`], in the same transaction as what they are taken from. `card_search` looks in it.
//!
//! Who inserts or changes cards or comments does it through `store::cards` and `store::comments`, which call this; whoever
//! writes many at once in a statement of their own calls [`refresh`] with their ids.

use super::{Batch, Result, Runs, Tx, db::places, notifications::rows};
use crate::domain::{CardId, ColumnId, CommentId, search::Document, text};

/// Of one card's own texts.
pub(super) async fn put_card(tx: &mut Tx, id: CardId, key: &str, title: &str, description: &str) -> Result<()> {
    tx.sql(
        "INSERT INTO card_documents (card_id, card_words, comment_words) VALUES ($1, $2, '') \
         ON CONFLICT (card_id) DO UPDATE SET card_words = excluded.card_words \
         WHERE card_documents.card_words <> excluded.card_words",
    )
    .bind(id)
    .bind(words_of_card(key, title, description))
    .run()
    .await
    .map(|_| ())
}

/// Of a card that is being made.
pub(super) fn add_card(batch: &mut Batch, id: CardId, words: String) {
    let text = "INSERT INTO card_documents (card_id, card_words, comment_words) VALUES ($1, $2, '')";
    batch.add(text, move |query| query.bind(id).bind(words));
}

/// Of one more comment.
pub(super) async fn add_comment(tx: &mut Tx, card: CardId, body: &str) -> Result<()> {
    let stored = tx.sql("SELECT comment_words FROM card_documents WHERE card_id = $1").bind(card).optional::<(String,)>().await?;
    let Some((stored,)) = stored else { return refresh(tx, &[card]).await };
    let mut document = Document::read(&stored);
    document.add(body);
    tx.sql("UPDATE card_documents SET comment_words = $2 WHERE card_id = $1 AND comment_words <> $2")
        .bind(card)
        .bind(document.into_text())
        .run()
        .await
        .map(|_| ())
}

pub(super) async fn delete_of_card(tx: &mut Tx, card: CardId) -> Result<()> {
    tx.sql("DELETE FROM card_documents WHERE card_id = $1").bind(card).run().await.map(|_| ())
}

pub(super) async fn delete_of_column(tx: &mut Tx, column: ColumnId) -> Result<()> {
    tx.sql("DELETE FROM card_documents WHERE card_id IN (SELECT id FROM cards WHERE column_id = $1)")
        .bind(column)
        .run()
        .await
        .map(|_| ())
}

/// Makes the documents of these cards anew, from what is stored of them and of their comments. Who calls it holds their
/// locks, or has just made them.
pub async fn refresh(tx: &mut Tx, cards: &[CardId]) -> Result<()> {
    #[derive(sqlx::FromRow)]
    struct Source {
        id: CardId,
        key: String,
        number: i64,
        title: String,
        description: String,
        comments_count: i64,
    }
    if cards.is_empty() {
        return Ok(());
    }
    let text = format!(
        "SELECT c.id, p.key, c.number, c.title, c.description, c.comments_count FROM cards c JOIN projects p ON p.id = c.project_id \
         WHERE c.deleted_at IS NULL AND c.id IN ({})",
        places(1, cards.len())
    );
    let sources = tx.sql(text).bind_all(cards.iter().copied()).all::<Source>().await?;
    let mut documents = Vec::with_capacity(sources.len());
    for source in sources {
        let key = text::card_key(&source.key, source.number);
        let comments = if source.comments_count == 0 { String::new() } else { words_of_comments(tx, source.id).await? };
        documents.push((source.id, words_of_card(&key, &source.title, &source.description), comments));
    }
    for chunk in documents.chunks(CHUNK) {
        let text = format!(
            "INSERT INTO card_documents (card_id, card_words, comment_words) VALUES {} ON CONFLICT (card_id) DO UPDATE \
             SET card_words = excluded.card_words, comment_words = excluded.comment_words",
            rows(chunk.len(), 3)
        );
        let query = chunk
            .iter()
            .fold(tx.sql(text), |query, (card, words, comments)| query.bind(*card).bind(words.clone()).bind(comments.clone()));
        query.run().await?;
    }
    Ok(())
}

/// Rows per statement.
const CHUNK: usize = 100;

pub(super) fn words_of_card(key: &str, title: &str, description: &str) -> String {
    let mut document = Document::default();
    document.add_key(key);
    document.add(title);
    document.add(description);
    document.into_text()
}

/// Read a few at a time: a card may have any number of comments, and a document is full some day.
async fn words_of_comments(tx: &mut Tx, card: CardId) -> Result<String> {
    const BATCH: usize = 20;
    let mut document = Document::default();
    let mut after = CommentId(uuid::Uuid::nil());
    loop {
        let batch = tx
            .sql("SELECT id, body FROM comments WHERE card_id = $1 AND deleted_at IS NULL AND id > $2 ORDER BY id LIMIT 20")
            .bind(card)
            .bind(after)
            .all::<(CommentId, String)>()
            .await?;
        for (_, body) in &batch {
            document.add(body);
        }
        match batch.last() {
            Some((last, _)) if batch.len() == BATCH && !document.is_full() => after = *last,
            _ => return Ok(document.into_text()),
        }
    }
}
