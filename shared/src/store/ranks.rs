//! Where cards stand in their column: their ranks, one beside another. Archived cards keep theirs. Whoever gives a card
//! a rank holds its column's lock.

use chrono::{DateTime, Utc};

use super::{Result, Runs, Tx, columns::Column, notifications::rows};
use crate::domain::{CardId, ColumnId, ColumnKind, ProjectId};

/// The ids and ranks of a column's cards, in order.
pub async fn list_ranks(mut on: impl Runs, column: ColumnId) -> Result<Vec<(CardId, String)>> {
    on.sql("SELECT id, position FROM cards WHERE column_id = $1 AND deleted_at IS NULL ORDER BY position, id")
        .bind(column)
        .all()
        .await
}

/// Those from one rank to another.
pub async fn list_ranks_within(mut on: impl Runs, column: ColumnId, (low, high): (&str, &str)) -> Result<Vec<(CardId, String)>> {
    on.sql(
        "SELECT id, position FROM cards WHERE column_id = $1 AND deleted_at IS NULL AND position >= $2 AND position <= $3 \
         ORDER BY position, id",
    )
    .bind(column)
    .bind(low.to_owned())
    .bind(high.to_owned())
    .all()
    .await
}

type Rank = Option<(String,)>;

fn rank(found: Rank) -> Option<String> {
    found.map(|(rank,)| rank)
}

/// The rank of a card that is in the column.
pub async fn find_rank(tx: &mut Tx, column: ColumnId, card: CardId) -> Result<Option<String>> {
    let text = "SELECT position FROM cards WHERE id = $2 AND column_id = $1 AND deleted_at IS NULL";
    Ok(rank(tx.sql(text).bind(column).bind(card).optional().await?))
}

/// The rank at an index among the cards that people see in the column, all but `except`.
pub async fn find_rank_at(tx: &mut Tx, column: ColumnId, index: u32, except: Option<CardId>) -> Result<Option<String>> {
    let text = "SELECT position FROM cards WHERE column_id = $1 AND deleted_at IS NULL AND archived_at IS NULL \
         AND ($2 IS NULL OR id <> $2) ORDER BY position, id LIMIT 1 OFFSET $3";
    Ok(rank(tx.sql(text).bind(column).bind(except).bind(i64::from(index)).optional().await?))
}

/// The last rank of the column, or the last below `before`, of all cards but `except`.
pub async fn find_rank_below(
    tx: &mut Tx,
    column: ColumnId,
    before: Option<&str>,
    except: Option<CardId>,
) -> Result<Option<String>> {
    let text = "SELECT position FROM cards WHERE column_id = $1 AND deleted_at IS NULL AND ($2 IS NULL OR position < $2) \
         AND ($3 IS NULL OR id <> $3) ORDER BY position DESC LIMIT 1";
    Ok(rank(tx.sql(text).bind(column).bind(before.map(str::to_owned)).bind(except).optional().await?))
}

/// What a card needs that comes to the end of a column: the project's next number, as
/// [`next_card_number`](super::projects::next_card_number) gives it out, the project's key, and the column's last rank.
pub async fn next_at_end(tx: &mut Tx, project: ProjectId, column: ColumnId) -> Result<(i64, String, Option<String>)> {
    let text = "UPDATE projects SET next_card_number = next_card_number + 1 WHERE id = $1 RETURNING next_card_number - 1, key, \
         (SELECT position FROM cards WHERE column_id = $2 AND deleted_at IS NULL ORDER BY position DESC LIMIT 1)";
    tx.sql(text).bind(project).bind(column).one().await
}

/// The first rank above `after`, of all cards but `except`.
pub async fn find_rank_above(tx: &mut Tx, column: ColumnId, after: &str, except: Option<CardId>) -> Result<Option<String>> {
    let text = "SELECT position FROM cards WHERE column_id = $1 AND deleted_at IS NULL AND position > $2 \
         AND ($3 IS NULL OR id <> $3) ORDER BY position LIMIT 1";
    Ok(rank(tx.sql(text).bind(column).bind(after.to_owned()).bind(except).optional().await?))
}

/// Rows per statement: far below both engines' limits on parameters.
const CHUNK: usize = 500;

/// Gives cards of a column new ranks and nothing else; tells whom, for one may have left meanwhile.
pub async fn update_ranks(tx: &mut Tx, column: ColumnId, ranks: &[(CardId, String)]) -> Result<Vec<CardId>> {
    let mut updated = Vec::with_capacity(ranks.len());
    for chunk in ranks.chunks(CHUNK) {
        let text = format!(
            "UPDATE cards SET position = v.column2 FROM (VALUES {}) AS v \
             WHERE cards.id = v.column1 AND cards.column_id = ${} AND cards.deleted_at IS NULL RETURNING cards.id",
            rows(chunk.len(), 2),
            2 * chunk.len() + 1
        );
        let query = chunk.iter().fold(tx.sql(text), |query, (id, rank)| query.bind(*id).bind(rank.clone()));
        updated.extend(query.bind(column).all::<(CardId,)>().await?.into_iter().map(|(id,)| id));
    }
    Ok(updated)
}

/// Puts cards into a column, each with its rank there: a change of each of them.
pub async fn move_cards(tx: &mut Tx, to: &Column, ranks: &[(CardId, String)], now: DateTime<Utc>) -> Result<()> {
    for chunk in ranks.chunks(CHUNK) {
        let next = 2 * chunk.len();
        let text = format!(
            "UPDATE cards SET position = v.column2, column_id = ${}, board_id = ${}, \
             completed_at = CASE WHEN ${} THEN COALESCE(completed_at, ${now}) END, version = version + 1, updated_at = ${now} \
             FROM (VALUES {}) AS v WHERE cards.id = v.column1",
            next + 1,
            next + 2,
            next + 3,
            rows(chunk.len(), 2),
            now = next + 4,
        );
        let query = chunk.iter().fold(tx.sql(text), |query, (id, rank)| query.bind(*id).bind(rank.clone()));
        query.bind(to.id).bind(to.board_id).bind(to.kind == ColumnKind::Done).bind(now).run().await?;
    }
    super::stays::follow_cards(tx, &ranks.iter().map(|(card, _)| *card).collect::<Vec<_>>(), now).await
}
