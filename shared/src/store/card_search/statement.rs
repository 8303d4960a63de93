//! A statement that is put together from fixed parts, with its values in the order of their places.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Plan;
use crate::store::{Engine, Result, Runs, db::Query};

#[derive(Clone, Debug)]
enum Value {
    Id(Uuid),
    Number(i64),
    Text(String),
    Time(DateTime<Utc>),
}

macro_rules! values {
    ($($ty:ty => $value:ident),+) => {$(
        impl From<$ty> for Value {
            fn from(value: $ty) -> Self {
                Value::$value(value)
            }
        }
    )+};
}
values!(Uuid => Id, i64 => Number, String => Text, DateTime<Utc> => Time);

#[derive(Debug)]
pub(super) struct Statement {
    text: String,
    values: Vec<Value>,
}

impl Statement {
    /// To be run; with `EXPLAIN` before it, to be told how it would be.
    pub fn query<'e>(&self, on: &'e mut impl Runs, before: &str) -> Query<'e> {
        let query = on.sql(format!("{before}{}", self.text)).planned_anew();
        self.values.iter().cloned().fold(query, |query, value| match value {
            Value::Id(id) => query.bind(id),
            Value::Number(number) => query.bind(number),
            Value::Text(text) => query.bind(text),
            Value::Time(time) => query.bind(time),
        })
    }

    /// Adds how it would be run to `plans`, where that is asked for.
    pub async fn explain(&self, on: &mut impl Runs, plans: &mut Option<Vec<Plan>>) -> Result<()> {
        #[derive(sqlx::FromRow)]
        struct Step {
            detail: String,
        }
        let Some(plans) = plans else { return Ok(()) };
        let steps = match on.engine() {
            Engine::Sqlite => {
                let steps = self.query(on, "EXPLAIN QUERY PLAN ").all::<Step>().await?;
                steps.into_iter().map(|step| step.detail).collect()
            }
            Engine::Postgres => {
                let lines = self.query(on, "EXPLAIN ").all::<(String,)>().await?;
                lines.into_iter().map(|(line,)| line).collect()
            }
        };
        plans.push(Plan { statement: self.text.clone(), steps });
        Ok(())
    }
}

/// A statement in the making.
pub(super) struct Draft {
    pub engine: Engine,
    text: String,
    values: Vec<Value>,
}

impl Draft {
    pub fn new(engine: Engine) -> Self {
        Self { engine, text: String::new(), values: Vec::new() }
    }

    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The place of a value.
    #[expect(private_bounds, reason = "the values are this module's")]
    pub fn put(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// The place of a list of ids, as one value: a statement has only so many.
    pub fn list(&mut self, ids: impl Iterator<Item = Uuid>) -> String {
        let text = match self.engine {
            Engine::Postgres => ids.map(|id| id.to_string()).collect::<Vec<_>>().join(","),
            Engine::Sqlite => {
                format!("[{}]", ids.map(|id| format!("\"{}\"", id.simple())).collect::<Vec<_>>().join(","))
            }
        };
        self.put(text)
    }

    /// What follows a column that must be one of these.
    pub fn ids(&mut self, ids: impl Iterator<Item = Uuid>) -> String {
        let list = self.list(ids);
        match self.engine {
            Engine::Postgres => format!("= ANY (string_to_array({list}, ',')::uuid[])"),
            Engine::Sqlite => format!("IN (SELECT unhex(value) FROM json_each({list}))"),
        }
    }

    pub fn done(self) -> Statement {
        Statement { text: self.text, values: self.values }
    }
}
