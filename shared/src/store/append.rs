//! The end of every change: what happened goes to the log and to the streams it belongs to, and the jobs that follow are
//! enqueued, together with what the change left to be written at its end. Streams are locked last and in the order of their
//! ids, so that two writers never wait for each other and a stream's writers only for each other's commit.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    Batch, Engine, Result, Runs, Tx,
    db::Query,
    events::{NewEvent, next_seqs},
    jobs::{add_jobs, insert_jobs},
    notifications::rows,
};
use crate::jobs::NewJob;

/// Events per statement: far below both engines' limits on parameters.
const CHUNK: usize = 100;
const COLUMNS: &str = "id, name, actor_id, team_id, project_id, project_seq, board_id, board_seq, card_id, data, created_at";

/// Writes what is left, appends events to the log and to their streams and enqueues jobs; tells which streams grew.
pub async fn append(
    tx: &mut Tx,
    mut left: Batch,
    events: Vec<NewEvent>,
    jobs: Vec<NewJob>,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>> {
    let mut counts = BTreeMap::<Uuid, i64>::new();
    for stream in events.iter().flat_map(|event| [event.project_stream(), event.board_stream()]).flatten() {
        *counts.entry(stream).or_default() += 1;
    }
    let grown: Vec<Uuid> = counts.keys().copied().collect();
    if events.len() <= CHUNK && jobs.len() <= CHUNK {
        add_jobs(&mut left, jobs, now);
        add_events(&mut left, tx.engine(), events, counts);
        left.run(tx).await?;
    } else {
        left.run(tx).await?;
        insert_jobs(tx, &jobs, now).await?;
        one_after_the_other(tx, &events, &counts).await?;
    }
    Ok(grown)
}

async fn one_after_the_other(tx: &mut Tx, events: &[NewEvent], counts: &BTreeMap<Uuid, i64>) -> Result<()> {
    let mut next = next_seqs(tx, counts).await?;
    let mut take = |stream: Option<Uuid>| {
        let seq = next.get_mut(&stream?)?;
        *seq += 1;
        Some(*seq - 1)
    };
    for chunk in events.chunks(CHUNK) {
        let text = format!("INSERT INTO events ({COLUMNS}) VALUES {}", rows(chunk.len(), 11));
        let query = chunk.iter().fold(tx.sql(text), |query, event| {
            let seqs = (take(event.project_stream()), take(event.board_stream()));
            bind_event(query, event, seqs)
        });
        query.run().await?;
    }
    Ok(())
}

/// Each event's numbers are told by how many come after it in the same stream: where that stands is known inside only.
fn add_events(batch: &mut Batch, engine: Engine, events: Vec<NewEvent>, counts: BTreeMap<Uuid, i64>) {
    if events.is_empty() {
        return;
    }
    let mut left = counts.clone();
    let mut take = |stream: Option<Uuid>| {
        let after = left.get_mut(&stream?)?;
        *after -= 1;
        Some(*after)
    };
    let events: Vec<_> = events
        .into_iter()
        .map(|event| {
            let after = (take(event.project_stream()), take(event.board_stream()));
            (event, after)
        })
        .collect();
    let text = match engine {
        Engine::Postgres => of_postgres(events.len()),
        Engine::Sqlite => of_sqlite(events.len()),
    };
    let streams = match (counts.len(), engine) {
        (0, Engine::Sqlite) => None,
        (0, Engine::Postgres) => Some("SELECT NULL::uuid AS id, NULL::bigint AS seq WHERE false".to_owned()),
        (count, engine) => Some(format!(
            "INSERT INTO streams (id, seq) VALUES {} ON CONFLICT (id) DO UPDATE SET seq = streams.seq + excluded.seq{}",
            rows(count, 2),
            if engine == Engine::Postgres { " RETURNING id, seq" } else { "" }
        )),
    };
    if let Some(streams) = streams {
        batch.add_named("s", streams, move |query| {
            counts.into_iter().fold(query, |query, (id, count)| query.bind(id).bind(count))
        });
    }
    batch.add(text, move |query| events.iter().fold(query, |query, (event, after)| bind_event(query, event, *after)));
}

fn of_postgres(count: usize) -> String {
    const ROW: &str = "uuid, text, uuid, uuid, uuid, bigint, uuid, bigint, uuid, text, timestamptz";
    let typed = |first: usize| {
        let row = ROW.split(", ").zip(first..).map(|(kind, n)| format!("${n}::{kind}"));
        format!("({})", row.collect::<Vec<_>>().join(", "))
    };
    let rows: Vec<_> = (0..count).map(|row| typed(1 + row * 11)).collect();
    format!(
        "INSERT INTO events ({COLUMNS}) \
         SELECT e.id, e.name, e.actor_id, e.team_id, e.project_id, p.seq - e.project_seq, e.board_id, b.seq - e.board_seq, e.card_id, \
         e.data, e.created_at FROM (VALUES {}) AS e ({COLUMNS}) LEFT JOIN s p ON p.id = e.project_id AND e.project_seq IS NOT NULL \
         LEFT JOIN s b ON b.id = e.board_id AND e.board_seq IS NOT NULL",
        rows.join(", ")
    )
}

fn of_sqlite(count: usize) -> String {
    let row = |first: usize| {
        let value = |n: usize| match n {
            // Nothing minus anything is nothing: an event that is not in the stream has no number there.
            5 | 7 => format!("(SELECT seq FROM streams WHERE id = ${}) - ${}", first + n - 1, first + n),
            n => format!("${}", first + n),
        };
        format!("({})", (0..11).map(value).collect::<Vec<_>>().join(", "))
    };
    let rows: Vec<_> = (0..count).map(|at| row(1 + at * 11)).collect();
    format!("INSERT INTO events ({COLUMNS}) VALUES {}", rows.join(", "))
}

fn bind_event<'e>(query: Query<'e>, event: &NewEvent, (project, board): (Option<i64>, Option<i64>)) -> Query<'e> {
    query
        .bind(event.id)
        .bind(event.name.to_owned())
        .bind(event.actor_id)
        .bind(event.team_id)
        .bind(event.project_id)
        .bind(project)
        .bind(event.board_id)
        .bind(board)
        .bind(event.card_id)
        .bind(event.data.clone())
        .bind(event.created_at)
}
