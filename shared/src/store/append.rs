//! The end of every change: what happened goes to the log and to the streams it belongs to, and the jobs that follow are
//! enqueued. Streams are locked last and in the order of their ids, so that two writers never wait for each other and a
//! stream's writers only for each other's commit.
//!
//! On PostgreSQL it is one statement, because each would be a way to the server and back while others wait for the
//! stream. SQLite, which allows no INSERT inside of another statement, has no way to go.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    Engine, Result, Runs, Tx,
    db::Query,
    events::{NewEvent, next_seqs},
    jobs::{JOB_COLUMNS, bind_job, insert_jobs, job_rows},
    notifications::rows,
};
use crate::jobs::NewJob;

/// Events per statement: far below both engines' limits on parameters.
const CHUNK: usize = 100;
const COLUMNS: &str = "id, name, actor_id, team_id, project_id, project_seq, board_id, board_seq, card_id, data, created_at";

/// Appends events to the log and to their streams and enqueues jobs; tells which streams grew.
pub async fn append(tx: &mut Tx, events: &[NewEvent], jobs: &[NewJob], now: DateTime<Utc>) -> Result<Vec<Uuid>> {
    let mut counts = BTreeMap::<Uuid, i64>::new();
    for stream in events.iter().flat_map(|event| [event.project_stream(), event.board_stream()]).flatten() {
        *counts.entry(stream).or_default() += 1;
    }
    let grown: Vec<Uuid> = counts.keys().copied().collect();
    let is_small = !events.is_empty() && events.len() <= CHUNK && jobs.len() <= CHUNK;
    if tx.engine() == Engine::Postgres && is_small && jobs.iter().all(|job| job.dedupe_key.is_none()) {
        at_once(tx, events, &counts, jobs, now).await?;
    } else {
        insert_jobs(tx, jobs, now).await?;
        one_after_the_other(tx, events, &counts).await?;
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
async fn at_once(
    tx: &mut Tx,
    events: &[NewEvent],
    counts: &BTreeMap<Uuid, i64>,
    jobs: &[NewJob],
    now: DateTime<Utc>,
) -> Result<()> {
    const ROW: &str = "uuid, text, uuid, uuid, uuid, bigint, uuid, bigint, uuid, text, timestamptz";
    let typed = |first: usize| {
        let row = ROW.split(", ").zip(first..).map(|(kind, n)| format!("${n}::{kind}"));
        format!("({})", row.collect::<Vec<_>>().join(", "))
    };
    let streams = match counts.len() {
        0 => "SELECT NULL::uuid AS id, NULL::bigint AS seq WHERE false".to_owned(),
        count => format!(
            "INSERT INTO streams (id, seq) VALUES {} ON CONFLICT (id) DO UPDATE SET seq = streams.seq + excluded.seq \
             RETURNING id, seq",
            rows(count, 2)
        ),
    };
    let first_job = counts.len() * 2 + 1;
    let (values, first_event) = job_rows(first_job, jobs.len());
    let enqueued =
        if jobs.is_empty() { String::new() } else { format!(", j AS (INSERT INTO jobs ({JOB_COLUMNS}) VALUES {values})") };
    let events_rows: Vec<_> = (0..events.len()).map(|row| typed(first_event + row * 11)).collect();
    let text = format!(
        "WITH s AS ({streams}){enqueued} INSERT INTO events ({COLUMNS}) \
         SELECT e.id, e.name, e.actor_id, e.team_id, e.project_id, p.seq - e.project_seq, e.board_id, b.seq - e.board_seq, e.card_id, \
         e.data, e.created_at FROM (VALUES {}) AS e ({COLUMNS}) LEFT JOIN s p ON p.id = e.project_id AND e.project_seq IS NOT NULL \
         LEFT JOIN s b ON b.id = e.board_id AND e.board_seq IS NOT NULL",
        events_rows.join(", ")
    );
    let mut query = counts.iter().fold(tx.sql(text), |query, (id, count)| query.bind(*id).bind(*count));
    query = jobs.iter().fold(query, |query, job| bind_job(query, job, now));
    let mut left = counts.clone();
    let mut take = |stream: Option<Uuid>| {
        let after = left.get_mut(&stream?)?;
        *after -= 1;
        Some(*after)
    };
    for event in events {
        let seqs = (take(event.project_stream()), take(event.board_stream()));
        query = bind_event(query, event, seqs);
    }
    query.run().await.map(|_| ())
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
