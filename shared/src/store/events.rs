//! The streams and what is in them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Result, Runs, Tx};
use crate::domain::{BoardId, CardId, EventId, ProjectId, TeamId, UserId};

pub struct NewEvent {
    pub id: EventId,
    pub name: &'static str,
    pub actor_id: Option<UserId>,
    pub team_id: Option<TeamId>,
    pub project_id: Option<ProjectId>,
    pub in_project_stream: bool,
    pub board_id: Option<BoardId>,
    pub in_board_stream: bool,
    pub card_id: Option<CardId>,
    pub data: String,
    pub created_at: DateTime<Utc>,
}

/// Takes the next `count` numbers of a stream and locks it until the transaction ends; gives the first of them.
pub async fn next_seq(tx: &mut Tx, stream: Uuid, count: i64) -> Result<i64> {
    let (last,) = tx
        .sql("INSERT INTO streams (id, seq) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET seq = streams.seq + $2 RETURNING seq")
        .bind(stream)
        .bind(count)
        .one::<(i64,)>()
        .await?;
    Ok(last - count + 1)
}

/// Appends events to the log and to the streams they belong to, and tells which streams grew. Streams are locked in
/// the order of their ids, so that two writers never wait for each other.
pub async fn append(tx: &mut Tx, events: &[NewEvent]) -> Result<Vec<Uuid>> {
    let mut counts = BTreeMap::<Uuid, i64>::new();
    for event in events {
        for stream in [event.project_stream(), event.board_stream()].into_iter().flatten() {
            *counts.entry(stream).or_default() += 1;
        }
    }
    let grown: Vec<Uuid> = counts.keys().copied().collect();
    let mut next = BTreeMap::new();
    for (stream, count) in counts {
        next.insert(stream, next_seq(tx, stream, count).await?);
    }
    let mut take = |stream: Option<Uuid>| {
        let seq = next.get_mut(&stream?)?;
        *seq += 1;
        Some(*seq - 1)
    };
    for event in events {
        tx.sql(
            "INSERT INTO events (id, name, actor_id, team_id, project_id, project_seq, board_id, board_seq, card_id, data, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(event.id)
        .bind(event.name.to_owned())
        .bind(event.actor_id)
        .bind(event.team_id)
        .bind(event.project_id)
        .bind(take(event.project_stream()))
        .bind(event.board_id)
        .bind(take(event.board_stream()))
        .bind(event.card_id)
        .bind(event.data.clone())
        .bind(event.created_at)
        .run()
        .await?;
    }
    Ok(grown)
}

impl NewEvent {
    fn project_stream(&self) -> Option<Uuid> {
        self.project_id.filter(|_| self.in_project_stream).map(|id| id.0)
    }

    fn board_stream(&self) -> Option<Uuid> {
        self.board_id.filter(|_| self.in_board_stream).map(|id| id.0)
    }
}
