//! Row locks: taken before a row is read to be changed, so that of two people who change it at once the second sees
//! what the first did. SQLite has one writer at a time and needs none.
//!
//! They are NO KEY locks: a plain FOR UPDATE would hold up every insert that refers to the row by a foreign key (an
//! event of the board, a card of the column), crosswise with what those hold already. A board is locked before its columns, a column before its
//! cards, a card before its labels, an invitation before what it leads to, and streams come last.

use uuid::Uuid;

use super::{Engine, Result, Runs, Tx, db::places};
use crate::domain::{BoardId, CardId, ColumnId, InviteId, LabelId, ProjectId, TeamId, UserId};

#[derive(Clone, Copy, Debug)]
pub enum Lock {
    User(UserId),
    Team(TeamId),
    Project(ProjectId),
    Board(BoardId),
    Column(ColumnId),
    Card(CardId),
    Label(LabelId),
    Invite(InviteId),
}

/// Locks the row until the transaction ends; `false` if it is not there, or deleted.
pub async fn lock(tx: &mut Tx, what: Lock) -> Result<bool> {
    let (text, id) = match what {
        Lock::User(id) => ("SELECT id FROM users WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE", id.0),
        Lock::Team(id) => ("SELECT id FROM teams WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE", id.0),
        Lock::Project(id) => ("SELECT id FROM projects WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE", id.0),
        Lock::Board(id) => ("SELECT id FROM boards WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE", id.0),
        Lock::Column(id) => ("SELECT id FROM columns WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE", id.0),
        Lock::Card(id) => ("SELECT id FROM cards WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE", id.0),
        Lock::Label(id) => ("SELECT id FROM labels WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE", id.0),
        Lock::Invite(id) => ("SELECT id FROM invites WHERE id = $1 FOR NO KEY UPDATE", id.0),
    };
    Ok(tx.sql(text).bind(id).optional::<(Uuid,)>().await?.is_some())
}

/// Locks many cards of a column, whose lock the caller holds: nobody else takes more than one of them at a time.
pub async fn lock_cards(tx: &mut Tx, cards: &[CardId]) -> Result<()> {
    if tx.engine() == Engine::Sqlite || cards.is_empty() {
        return Ok(());
    }
    let text = format!("SELECT id FROM cards WHERE id IN ({}) ORDER BY id FOR NO KEY UPDATE", places(1, cards.len()));
    tx.sql(text).bind_all(cards.iter().copied()).all::<(Uuid,)>().await.map(|_| ())
}
