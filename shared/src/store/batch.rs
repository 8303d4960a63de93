//! Writes of one transaction that go to the database together, because each way there and back is time in which others wait
//! for what the transaction has locked.
//!
//! On PostgreSQL they are one statement, each but the last a part of its `WITH`; so none sees what the others write, though
//! what one returns can be read under its name. On SQLite they are statements one after the other, sent at once.

use std::fmt::Write;

use super::{Engine, Result, Runs, Tx, db::Query};

type Bind = Box<dyn for<'e> FnOnce(Query<'e>) -> Query<'e> + Send>;

#[derive(Default)]
pub struct Batch {
    parts: Vec<Part>,
}

struct Part {
    /// What the parts after it find on PostgreSQL what it returns under.
    name: Option<&'static str>,
    /// Its own values begin with `$1`.
    text: String,
    bind: Bind,
}

impl Batch {
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Adds an INSERT, an UPDATE or a DELETE, and what gives its `$n`s their values.
    pub fn add(&mut self, text: impl Into<String>, bind: impl for<'e> FnOnce(Query<'e>) -> Query<'e> + Send + 'static) {
        self.parts.push(Part { name: None, text: text.into(), bind: Box::new(bind) });
    }

    /// As [`Batch::add`], of what others look at.
    pub(super) fn add_named(
        &mut self,
        name: &'static str,
        text: impl Into<String>,
        bind: impl for<'e> FnOnce(Query<'e>) -> Query<'e> + Send + 'static,
    ) {
        self.parts.push(Part { name: Some(name), text: text.into(), bind: Box::new(bind) });
    }

    /// Writes all of it.
    pub async fn run(self, tx: &mut Tx) -> Result<()> {
        if self.is_empty() {
            return Ok(());
        }
        let is_one = tx.engine() == Engine::Postgres;
        let last = self.parts.len() - 1;
        let (mut text, mut values, mut binds) = (String::new(), 0, Vec::with_capacity(self.parts.len()));
        for (at, part) in self.parts.into_iter().enumerate() {
            if is_one && at < last {
                text += if at == 0 { "WITH " } else { ", " };
                // Writing into a String cannot fail.
                let _ = match part.name {
                    Some(name) => write!(text, "{name} AS ("),
                    None => write!(text, "w{at} AS ("),
                };
            }
            values += append_counting_from(&mut text, &part.text, values);
            if is_one {
                text += if at < last { ")" } else { "" };
            } else if at < last {
                text += "; ";
            }
            if is_one && at + 1 == last {
                text += " ";
            }
            binds.push(part.bind);
        }
        binds.into_iter().fold(tx.sql(text), |query, bind| bind(query)).run().await.map(|_| ())
    }
}

/// Appends a statement, its `$1` being `${before + 1}`; tells how many values it has.
fn append_counting_from(into: &mut String, text: &str, before: usize) -> usize {
    let (mut most, mut rest) = (0, text);
    while let Some(at) = rest.find('$') {
        into.push_str(&rest[..=at]);
        rest = &rest[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if let Ok(number) = rest[..end].parse::<usize>() {
            most = most.max(number);
            let _ = write!(into, "{}", before + number);
        }
        rest = &rest[end..];
    }
    into.push_str(rest);
    most
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Schema, connect};

    #[test]
    fn values_are_numbered_through() {
        let mut text = String::new();
        assert_eq!(append_counting_from(&mut text, "VALUES ($1, $2, $1), ($10)", 7), 10);
        assert_eq!(text, "VALUES ($8, $9, $8), ($17)");
    }

    #[tokio::test]
    async fn all_is_written_in_its_order_or_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("batch.db").display());
        let db = connect(&url, 2, Schema::Migrate).await.unwrap();
        let insert = |key: &'static str, value: &'static str| {
            let mut batch = Batch::default();
            batch.add("INSERT INTO meta (key, value) VALUES ($1, $2)", move |q| q.bind(key.to_owned()).bind(value.to_owned()));
            batch.add("UPDATE meta SET value = value || $2 WHERE key = $1", move |q| q.bind(key.to_owned()).bind("!".to_owned()));
            batch
        };
        let mut tx = db.begin().await.unwrap();
        insert("one", "first").run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let stored = async || db.sql("SELECT value FROM meta WHERE key = 'one'").one::<(String,)>().await.unwrap().0;
        assert_eq!(stored().await, "first!");
        let mut tx = db.begin().await.unwrap();
        assert!(insert("one", "again").run(&mut tx).await.is_err());
        drop(tx);
        assert_eq!(stored().await, "first!");
        db.close().await;
    }
}
