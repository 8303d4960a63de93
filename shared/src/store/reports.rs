//! What reports count: cards of a set of boards, each number by one statement however many cards, boards or people. Deleted
//! cards are in none of them; archived ones only where a function says so.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Engine, Result, Runs, db::places, users::Creator};
use crate::domain::{BoardId, CardId, ColumnId, ColumnKind, ProjectId, TeamId, UserId};

/// The cards of one kind on one board.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct BoardCount {
    pub board_id: BoardId,
    pub kind: ColumnKind,
    pub cards: i64,
    /// Those of them that are overdue, which done ones never are.
    pub overdue: i64,
}

/// The cards of each board by kind, archived ones aside. (By board, because that is how the index has them: by project, SQLite
/// goes through the cards of all projects.)
pub async fn count_by_board(mut on: impl Runs, boards: &[BoardId], now: DateTime<Utc>) -> Result<Vec<BoardCount>> {
    if boards.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT c.board_id, l.kind, count(*) AS cards, count(*) FILTER (WHERE c.due_at <= $1 AND l.kind <> 'done') AS overdue \
         FROM cards c JOIN columns l ON l.id = c.column_id \
         WHERE c.board_id IN ({}) AND c.deleted_at IS NULL AND c.archived_at IS NULL GROUP BY c.board_id, l.kind",
        places(2, boards.len())
    );
    on.sql(text).bind(now).bind_all(boards.iter().copied()).all().await
}

/// The cards of one kind and priority that one person is assigned to.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct PersonCount {
    pub user_id: UserId,
    pub kind: ColumnKind,
    pub priority: i64,
    pub cards: i64,
    pub overdue: i64,
}

/// The cards of the boards by who is assigned to them, archived ones aside.
pub async fn count_by_person(mut on: impl Runs, boards: &[BoardId], now: DateTime<Utc>) -> Result<Vec<PersonCount>> {
    if boards.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT a.user_id, l.kind, c.priority, count(*) AS cards, \
         count(*) FILTER (WHERE c.due_at <= $1 AND l.kind <> 'done') AS overdue \
         FROM cards c JOIN columns l ON l.id = c.column_id JOIN card_assignees a ON a.card_id = c.id \
         WHERE c.board_id IN ({}) AND c.deleted_at IS NULL AND c.archived_at IS NULL GROUP BY a.user_id, l.kind, c.priority",
        places(2, boards.len())
    );
    on.sql(text).bind(now).bind_all(boards.iter().copied()).all().await
}

/// The people of a team, or of all teams that `caller` is in.
pub async fn list_people(mut on: impl Runs, team: Option<TeamId>, caller: UserId) -> Result<Vec<Creator>> {
    macro_rules! people {
        ($members:literal) => {
            concat!(
                "SELECT u.id AS created_by, u.name AS creator_name, u.handle AS creator_handle FROM (SELECT DISTINCT m.user_id \
                 FROM ",
                $members,
                " AND t.deleted_at IS NULL) found JOIN users u ON u.id = found.user_id WHERE u.deleted_at IS NULL"
            )
        };
    }
    let theirs = people!(
        "team_members own JOIN teams t ON t.id = own.team_id JOIN team_members m ON m.team_id = own.team_id WHERE own.user_id = $1"
    );
    let query = match team {
        Some(team) => on.sql(people!("team_members m JOIN teams t ON t.id = m.team_id WHERE m.team_id = $1")).bind(team),
        None => on.sql(theirs).bind(caller),
    };
    query.all().await
}

/// The accounts of these ids that are there.
pub async fn list_accounts(mut on: impl Runs, users: &[UserId]) -> Result<Vec<Creator>> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT id AS created_by, name AS creator_name, handle AS creator_handle FROM users WHERE deleted_at IS NULL AND id IN ({})",
        places(1, users.len())
    );
    on.sql(text).bind_all(users.iter().copied()).all().await
}

/// The text that tells which quarter of an hour, counted from 1970, a time is in.
fn quarter_of(engine: Engine, time: &str) -> String {
    match engine {
        Engine::Sqlite => format!("unixepoch({time}) / 900"),
        Engine::Postgres => format!("floor(extract(epoch FROM {time}) / 900)::bigint"),
    }
}

/// How many cards were made in each quarter of an hour from `from` until `until`; archived ones count.
pub async fn count_created(
    mut on: impl Runs,
    boards: &[BoardId],
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<(i64, i64)>> {
    if boards.is_empty() {
        return Ok(Vec::new());
    }
    // In two parts, because that is how the indexes have them.
    let part = |archived: &str| {
        format!(
            "SELECT created_at FROM cards WHERE board_id IN ({}) AND deleted_at IS NULL AND archived_at IS {archived} \
             AND created_at >= $1 AND created_at < $2",
            places(3, boards.len())
        )
    };
    let text = format!(
        "SELECT {}, count(*) FROM ({} UNION ALL {}) c GROUP BY 1",
        quarter_of(on.engine(), "c.created_at"),
        part("NULL"),
        part("NOT NULL")
    );
    on.sql(text).bind(from).bind(until).bind_all(boards.iter().copied()).all().await
}

/// A card that was completed.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct Finished {
    pub created_at: DateTime<Utc>,
    pub completed_at: DateTime<Utc>,
    /// When it first came to be in progress; never, where it went past that.
    pub started_at: Option<DateTime<Utc>>,
}

/// The cards that are done and were completed from `from` until `until`; archived ones count.
pub async fn list_finished(
    mut on: impl Runs,
    boards: &[BoardId],
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Finished>> {
    if boards.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT c.created_at, c.completed_at, (SELECT min(s.entered_at) FROM card_stays s WHERE s.card_id = c.id \
         AND s.kind = 'in_progress' AND s.entered_at <= c.completed_at) AS started_at FROM cards c \
         WHERE c.board_id IN ({}) AND c.deleted_at IS NULL AND c.completed_at >= $1 AND c.completed_at < $2",
        places(3, boards.len())
    );
    on.sql(text).bind(from).bind(until).bind_all(boards.iter().copied()).all().await
}

/// By how many the cards of a kind became more in a quarter of an hour.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct Flow {
    pub kind: ColumnKind,
    /// 0 for what was so before the range.
    pub quarter: i64,
    pub change: i64,
}

/// How the number of cards of each kind changed from `from` until `until`, beginning with how many there were before.
pub async fn list_flow(
    mut on: impl Runs,
    boards: &[BoardId],
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Flow>> {
    if boards.is_empty() {
        return Ok(Vec::new());
    }
    let (entered, left) = (quarter_of(on.engine(), "s.entered_at"), quarter_of(on.engine(), "s.left_at"));
    // A card that was archived before has nothing to say of the time since.
    let part = |archived: &str| {
        format!(
            "SELECT id FROM cards WHERE board_id IN ({}) AND deleted_at IS NULL AND archived_at {archived}",
            places(3, boards.len())
        )
    };
    let cards = format!("({} UNION ALL {})", part("IS NULL"), part(">= $1"));
    let text = format!(
        "SELECT s.kind, CASE WHEN s.entered_at < $1 THEN 0 ELSE {entered} END AS quarter, count(*) AS change \
         FROM {cards} c JOIN card_stays s ON s.card_id = c.id \
         WHERE s.entered_at < $2 AND (s.left_at IS NULL OR s.left_at >= $1) GROUP BY 1, 2 \
         UNION ALL SELECT s.kind, {left}, -count(*) FROM {cards} c JOIN card_stays s ON s.card_id = c.id \
         WHERE s.left_at >= $1 AND s.left_at < $2 GROUP BY 1, 2"
    );
    on.sql(text).bind(from).bind(until).bind_all(boards.iter().copied()).all().await
}

/// A card as a line of a report: without its description.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CardLine {
    pub id: CardId,
    pub project_id: ProjectId,
    pub board_id: BoardId,
    pub column_id: ColumnId,
    pub project_key: String,
    pub number: i64,
    pub column_kind: ColumnKind,
    pub title: String,
    pub priority: i64,
    pub due_date: Option<NaiveDate>,
    pub due_at: Option<DateTime<Utc>>,
    pub updated_at: DateTime<Utc>,
}

/// The cards of some boards that are not archived.
fn select_lines(boards: usize, first: usize, and: &str) -> String {
    format!(
        "SELECT c.id, c.project_id, c.board_id, c.column_id, p.key AS project_key, c.number, l.kind AS column_kind, c.title, \
         c.priority, c.due_date, c.due_at, c.updated_at FROM cards c JOIN projects p ON p.id = c.project_id \
         JOIN columns l ON l.id = c.column_id WHERE c.deleted_at IS NULL AND c.archived_at IS NULL \
         AND c.board_id IN ({}) AND {and}",
        places(first, boards)
    )
}

/// What is overdue on these boards, the longest first.
pub async fn list_overdue(mut on: impl Runs, boards: &[BoardId], now: DateTime<Utc>, limit: i64) -> Result<Vec<CardLine>> {
    if boards.is_empty() {
        return Ok(Vec::new());
    }
    let and = "c.completed_at IS NULL AND c.due_at <= $1 ORDER BY c.due_at, c.id LIMIT $2";
    on.sql(select_lines(boards.len(), 3, and)).bind(now).bind(limit).bind_all(boards.iter().copied()).all().await
}

/// The cards that `user` is assigned to, is not done with, and that fall due after `after` and not after `until`, the next
/// first.
pub async fn list_due(
    mut on: impl Runs,
    boards: &[BoardId],
    user: UserId,
    (after, until): (Option<DateTime<Utc>>, DateTime<Utc>),
    limit: i64,
) -> Result<Vec<CardLine>> {
    if boards.is_empty() {
        return Ok(Vec::new());
    }
    let and = "c.id IN (SELECT card_id FROM card_assignees WHERE user_id = $1) AND c.completed_at IS NULL \
               AND ($2 IS NULL OR c.due_at > $2) AND c.due_at <= $3 ORDER BY c.due_at, c.id LIMIT $4";
    let query = on.sql(select_lines(boards.len(), 5, and)).bind(user).bind(after).bind(until).bind(limit);
    query.bind_all(boards.iter().copied()).all().await
}

/// The cards that `user` is assigned to or did something about lately, what changed last first.
pub async fn list_recent(mut on: impl Runs, boards: &[BoardId], user: UserId, limit: i64) -> Result<Vec<CardLine>> {
    if boards.is_empty() {
        return Ok(Vec::new());
    }
    let and = "c.id IN (SELECT card_id FROM card_assignees WHERE user_id = $1 UNION SELECT card_id FROM \
               (SELECT card_id FROM events WHERE actor_id = $1 AND card_id IS NOT NULL ORDER BY id DESC LIMIT 100) AS touched) \
               ORDER BY c.updated_at DESC, c.id DESC LIMIT $2";
    on.sql(select_lines(boards.len(), 3, and)).bind(user).bind(limit).bind_all(boards.iter().copied()).all().await
}
