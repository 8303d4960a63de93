//! Finding cards on a set of boards: filters that all hold, one order, page by page.
//!
//! It costs what the answer costs, not what all boards hold. First each filter is asked for the cards it leaves, and gives
//! up at [`FEW`]; words are not asked where the boards are [`NEAR`]. Where one leaves few, the answer is among those. Where none does, those who fit are close together:
//! then each board is read in the order of the list, by an index, until the page is full. The statements are made so that
//! this is the plan on both engines, whatever they believe of their data; a test holds it.

mod filters;
mod order;
mod statement;

use chrono::{DateTime, Utc};

use super::{Db, Engine, Result, Runs};
use crate::domain::{BoardId, CardId, CardSort, ColumnId, ColumnKind, LabelId, UserId, search::Term};
use filters::narrowing;
pub use order::{Mark, Spot};
use statement::{Draft, Statement};

/// A filter that leaves at most so many cards is where to begin.
const FEW: usize = 500;
/// Boards that hold at most so many cards are read rather than the index of words: that knows the cards of the whole instance,
/// and what it takes to look up a word that many have, or the first letters of many, grows with all of them.
const NEAR: usize = 1_000;

/// Which cards, and in which order.
#[derive(Clone, Debug)]
pub struct Search {
    pub boards: Vec<BoardId>,
    pub column_id: Option<ColumnId>,
    pub assignee: Option<Assigned>,
    pub status: Option<ColumnKind>,
    pub priority: Option<i64>,
    pub label: Option<LabelId>,
    pub due_before: Option<DateTime<Utc>>,
    /// At this time or later.
    pub due_after: Option<DateTime<Utc>>,
    /// Archived ones, or the others.
    pub archived: bool,
    /// Words that all must be there. With none of them, nothing is found.
    pub terms: Option<Vec<Term>>,
    pub sort: CardSort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assigned {
    To(UserId),
    ToNobody,
}

/// Up to `limit` cards after `after`, each with where it stands in the list.
pub async fn find(db: &Db, search: &Search, after: Option<Spot>, limit: i64) -> Result<Vec<Spot>> {
    look(db, search, after, limit, &mut None).await
}

/// How the engine runs what [`find`] asks of it.
#[derive(Debug)]
pub struct Plan {
    pub statement: String,
    /// Line by line, in the engine's words.
    pub steps: Vec<String>,
}

/// Does as [`find`], and tells how.
pub async fn explain(db: &Db, search: &Search, after: Option<Spot>, limit: i64) -> Result<(Vec<Spot>, Vec<Plan>)> {
    let mut plans = Some(Vec::new());
    let found = look(db, search, after, limit, &mut plans).await?;
    Ok((found, plans.unwrap_or_default()))
}

type Plans = Option<Vec<Plan>>;

async fn look(db: &Db, search: &Search, after: Option<Spot>, limit: i64, plans: &mut Plans) -> Result<Vec<Spot>> {
    if search.boards.is_empty() || search.terms.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Vec::new());
    }
    match db {
        Db::Sqlite { .. } => look_on(&mut &*db, search, after, limit, plans).await,
        Db::Postgres(_) => {
            let mut tx = db.begin().await?;
            // Where many cards fit, reading them all until there are enough looks cheap to the planner. It is not when
            // those that fit stand at the end.
            tx.sql("SET LOCAL enable_seqscan = off").run().await?;
            let found = look_on(&mut tx, search, after, limit, plans).await?;
            tx.commit().await?;
            Ok(found)
        }
    }
}

async fn look_on(on: &mut impl Runs, search: &Search, after: Option<Spot>, limit: i64, plans: &mut Plans) -> Result<Vec<Spot>> {
    let mut among: Option<Vec<CardId>> = None;
    let by_words = search.terms.is_some() && !are_near(on, search, plans).await?;
    for statement in narrowing(search, on.engine(), by_words, FEW + 1) {
        statement.explain(on, plans).await?;
        let left: Vec<CardId> = statement.query(on, "").all::<(CardId,)>().await?.into_iter().map(|(id,)| id).collect();
        if left.len() <= FEW {
            among = Some(left);
            break;
        }
    }
    let mut found: Vec<Spot> = Vec::new();
    for part in order::parts(search, after.as_ref()) {
        let missing = limit - i64::try_from(found.len()).unwrap_or(limit);
        if missing <= 0 || among.as_ref().is_some_and(Vec::is_empty) {
            break;
        }
        let statement = page(search, on.engine(), among.as_deref(), &part, missing);
        statement.explain(on, plans).await?;
        found.extend(order::read(search.sort, statement.query(on, "")).await?);
    }
    Ok(found)
}

/// Whether the boards hold so few cards that they are read at once.
async fn are_near(on: &mut impl Runs, search: &Search, plans: &mut Plans) -> Result<bool> {
    let statement = filters::count(search, on.engine(), NEAR + 1);
    statement.explain(on, plans).await?;
    let (cards,) = statement.query(on, "").one::<(i64,)>().await?;
    Ok(usize::try_from(cards).is_ok_and(|cards| cards <= NEAR))
}

/// One part of the list after a place in it: the cards' ids, with what they are sorted by.
fn page(search: &Search, engine: Engine, among: Option<&[CardId]>, part: &order::Part<'_>, limit: i64) -> Statement {
    let mut draft = Draft::new(engine);
    let (key, down) = order::of(search.sort);
    let direction = if down { " DESC" } else { "" };
    match (among, engine) {
        (Some(ids), Engine::Postgres) => {
            let ids = draft.ids(ids.iter().map(|id| id.0));
            draft.push(&format!("SELECT c.id, c.{key} FROM cards c WHERE c.id {ids}"));
        }
        (Some(ids), Engine::Sqlite) => {
            let ids = draft.list(ids.iter().map(|id| id.0));
            // CROSS JOIN is SQLite's word for “in this order”.
            draft.push(&format!(
                "SELECT c.id, c.{key} FROM json_each({ids}) i CROSS JOIN cards c ON c.id = unhex(i.value) WHERE c.deleted_at IS NULL"
            ));
        }
        (None, Engine::Postgres) => {
            let boards = draft.list(search.boards.iter().map(|id| id.0));
            draft.push(&format!(
                "SELECT t.id, t.{key} FROM unnest(string_to_array({boards}, ',')::uuid[]) b (id) CROSS JOIN LATERAL \
                 (SELECT c.id, c.{key} FROM cards c WHERE c.board_id = b.id"
            ));
        }
        (None, Engine::Sqlite) => {
            let boards = draft.list(search.boards.iter().map(|id| id.0));
            // SQLite has no LATERAL; a list of ids that depends on the board is the same.
            draft.push(&format!(
                "SELECT t.id, t.{key} FROM json_each({boards}) b CROSS JOIN cards t ON t.id IN \
                 (SELECT c.id FROM cards c WHERE c.board_id = unhex(b.value)"
            ));
        }
    }
    if among.is_some() {
        let boards = draft.ids(search.boards.iter().map(|id| id.0));
        draft.push(&format!(" AND c.board_id {boards}"));
    }
    filters::check(search, key, &mut draft);
    part.check(key, down, &mut draft);
    let limit = draft.put(limit);
    draft.push(&format!(" ORDER BY c.{key}{direction}, c.id{direction} LIMIT {limit}"));
    if among.is_none() {
        let name = if engine == Engine::Postgres { ") t" } else { ")" };
        draft.push(&format!("{name} ORDER BY t.{key}{direction}, t.id{direction} LIMIT {limit}"));
    }
    draft.done()
}
