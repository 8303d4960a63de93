//! SQLite lets one writer in at a time, and each commit waits for the disk. So changes that come one upon the other share
//! a transaction: each is a savepoint in it, which can be undone alone, and none has succeeded before the disk has them all.
//!
//! Who is done queues for the turn again, behind those who wait for it now, and whoever of a group gets it first commits
//! what all of them did. Where nobody waits, that is at once.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
    time::Duration,
};

use sqlx::{Executor, Sqlite, SqliteConnection, SqlitePool, Transaction};
use tokio::{
    runtime::Handle,
    sync::{Mutex, OwnedMutexGuard, oneshot},
    time::{Instant, timeout},
};

use super::{Result, StoreError, db::counted};
use crate::limits;

type Turn = OwnedMutexGuard<Option<Group>>;

/// Changes that share a transaction, at most, and for how long others may join it: longer in tests, which a busy machine may
/// stop at any step.
const MOST: usize = 64;
const JOINABLE: Duration = Duration::from_millis(if cfg!(test) { 60_000 } else { 20 });

/// Those who write, in the order they came.
#[derive(Clone)]
pub struct Writers {
    pool: SqlitePool,
    open: Arc<Mutex<Option<Group>>>,
}

/// A transaction that is open, and who waits for its end.
struct Group {
    transaction: Transaction<'static, Sqlite>,
    begun: Instant,
    waiting: Vec<oneshot::Sender<Result<()>>>,
}

/// A change under way. Dropping it without [`Change::commit`] undoes it.
pub struct Change {
    open: Arc<Mutex<Option<Group>>>,
    turn: Option<Turn>,
    /// Others are in its transaction, so that it stands in a savepoint.
    is_among_others: bool,
}

impl Writers {
    pub fn new(pool: SqlitePool) -> Self {
        Self { pool, open: Arc::default() }
    }

    pub fn pool(&self) -> &SqlitePool {
        &self.pool
    }

    pub async fn begin(&self) -> Result<Change> {
        let waited = timeout(limits::SQLITE_TURN, self.open.clone().lock_owned()).await;
        let mut turn = waited.map_err(|_| sqlx::Error::PoolTimedOut)?;
        let is_among_others = turn.is_some();
        if !is_among_others {
            let transaction = counted(&self.pool).begin_with("BEGIN IMMEDIATE").await?;
            *turn = Some(Group { transaction, begun: Instant::now(), waiting: Vec::new() });
        }
        let mut change = Change { open: self.open.clone(), turn: Some(turn), is_among_others };
        if is_among_others {
            change.execute("SAVEPOINT change").await?;
        }
        Ok(change)
    }
}

impl Group {
    fn is_full(&self) -> bool {
        self.waiting.len() >= MOST || self.begun.elapsed() >= JOINABLE
    }

    async fn commit(self) {
        let outcome = self.transaction.commit().await.map_err(StoreError::from);
        for waiting in self.waiting {
            let _ = waiting.send(outcome.as_ref().map_or_else(|error| Err(error.again()), |()| Ok(())));
        }
    }
}

impl Change {
    /// Goes on to its end even where nobody waits for it any more.
    pub async fn commit(mut self) -> Result<()> {
        let Some(turn) = self.turn.take() else { return Err(ended()) };
        let ending = tokio::spawn(end(turn, self.is_among_others, self.open.clone()));
        ending.await.unwrap_or_else(|_| Err(ended()))
    }
}

async fn end(mut turn: Turn, is_among_others: bool, open: Arc<Mutex<Option<Group>>>) -> Result<()> {
    let Some(group) = &mut *turn else { return Err(ended()) };
    if is_among_others && let Err(error) = group.transaction.execute("RELEASE change").await {
        *turn = None;
        return Err(error.into());
    }
    let (done, mut outcome) = oneshot::channel();
    let begun = group.begun;
    group.waiting.push(done);
    if group.is_full()
        && let Some(group) = turn.take()
    {
        group.commit().await;
    }
    drop(turn);
    tokio::select! {
        biased;
        outcome = &mut outcome => return outcome.unwrap_or_else(|_| Err(ended())),
        mut turn = open.lock_owned() => {
            if let Some(group) = turn.take_if(|group| group.begun == begun) {
                group.commit().await;
            }
        }
    }
    outcome.await.unwrap_or_else(|_| Err(ended()))
}

fn ended() -> StoreError {
    StoreError::Unreachable("the transaction ended before it was committed".to_owned())
}

impl Drop for Change {
    fn drop(&mut self) {
        let Some(mut turn) = self.turn.take() else { return };
        match Handle::try_current() {
            Ok(runtime) if self.is_among_others => {
                runtime.spawn(async move {
                    if let Some(group) = &mut *turn
                        && let Err(error) = group.transaction.execute("ROLLBACK TO change; RELEASE change").await
                    {
                        // SQLite has ended all of it by itself: the disk is full.
                        tracing::warn!(%error, "a change could not be undone apart from those that it shared a transaction with");
                        *turn = None;
                    }
                });
            }
            _ => *turn = None,
        }
    }
}

const HELD: &str = "a change has its turn until it ends";

impl Deref for Change {
    type Target = SqliteConnection;
    fn deref(&self) -> &SqliteConnection {
        &self.turn.as_ref().and_then(|turn| turn.as_ref()).expect(HELD).transaction
    }
}

impl DerefMut for Change {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.turn.as_mut().and_then(|turn| turn.as_mut()).expect(HELD).transaction
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use crate::store::{Db, Runs, Schema, Tx, connect};

    async fn database() -> (TempDir, Db) {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite://{}", folder.path().join("group.db").display());
        let db = connect(&url, 2, Schema::Migrate).await.unwrap();
        db.write("CREATE TABLE changes (name text NOT NULL)").run().await.unwrap();
        (folder, db)
    }

    async fn write(db: &Db, name: &str) -> Tx {
        let mut tx = db.begin().await.unwrap();
        tx.sql("INSERT INTO changes (name) VALUES ($1)").bind(name.to_owned()).run().await.unwrap();
        tx
    }

    async fn names(db: &Db) -> Vec<String> {
        let rows = db.sql("SELECT name FROM changes ORDER BY rowid").all::<(String,)>().await.unwrap();
        rows.into_iter().map(|(name,)| name).collect()
    }

    /// Lets whoever can go on do so.
    async fn settle() {
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn who_is_alone_is_done_at_once() {
        let (_folder, db) = database().await;
        write(&db, "one").await.commit().await.unwrap();
        assert_eq!(names(&db).await, ["one"]);
        drop(write(&db, "undone").await);
        write(&db, "two").await.commit().await.unwrap();
        assert_eq!(names(&db).await, ["one", "two"]);
        db.close().await;
    }

    #[tokio::test]
    async fn those_who_wait_share_a_commit_and_none_is_done_before_it() {
        let (_folder, db) = database().await;
        let first = write(&db, "first").await;
        // Both queue for their turn while the first has it.
        let (second, third) = (tokio::spawn(begun(db.clone(), "second")), tokio::spawn(begun(db.clone(), "third")));
        settle().await;
        let first = tokio::spawn(first.commit());
        let second = second.await.unwrap();
        settle().await;
        assert!(!first.is_finished(), "it waits for those who are in its transaction");
        assert!(names(&db).await.is_empty(), "nobody sees what is not on the disk");
        drop(second); // It is undone alone.
        let third = third.await.unwrap();
        assert!(!first.is_finished());
        third.commit().await.unwrap();
        first.await.unwrap().unwrap();
        assert_eq!(names(&db).await, ["first", "third"]);
        db.close().await;
    }

    async fn begun(db: Db, name: &str) -> Tx {
        write(&db, name).await
    }

    #[tokio::test]
    async fn who_goes_away_while_it_commits_takes_nobody_along() {
        let (_folder, db) = database().await;
        let first = write(&db, "first").await;
        let second = tokio::spawn(begun(db.clone(), "second"));
        settle().await;
        let committing = tokio::spawn(first.commit());
        let second = second.await.unwrap();
        committing.abort();
        second.commit().await.unwrap();
        write(&db, "third").await.commit().await.unwrap();
        assert_eq!(names(&db).await, ["first", "second", "third"]);
        db.close().await;
    }

    #[tokio::test]
    async fn where_the_commit_fails_all_hear_of_it() {
        let (_folder, db) = database().await;
        let first = write(&db, "first").await;
        let second = tokio::spawn(begun(db.clone(), "second"));
        settle().await;
        let first = tokio::spawn(first.commit());
        let mut second = second.await.unwrap();
        // As SQLite does where the disk is full.
        second.sql("ROLLBACK").run().await.unwrap();
        assert!(second.commit().await.is_err());
        assert!(first.await.unwrap().is_err());
        write(&db, "third").await.commit().await.unwrap();
        assert_eq!(names(&db).await, ["third"]);
        db.close().await;
    }
}
