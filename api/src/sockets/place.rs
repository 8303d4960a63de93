//! The stream of a board or project. What a snapshot of each holds, and what each can be told to do, is in [`super::board`]
//! and [`super::project`].

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use serde_json::Value;
use shared::{
    app::{
        Actor, Ctx, Result,
        streams::{self, Place},
    },
    domain::BoardId,
};
use tokio::time::Instant;

use super::{
    board,
    feed::Feed,
    frames::{Doer, Frame},
    hub::Topic,
    project,
    source::{Entry, Part, Snapshot, Source},
};
use crate::edge::problem::Problem;

/// Who goes on writing is told of no more often.
const BETWEEN_TYPING: Duration = Duration::from_secs(2);

pub struct PlaceStream {
    pub(super) ctx: Ctx,
    pub(super) actor: Actor,
    pub(super) feed: Arc<Feed>,
    /// Of a project: which of its boards the reader may see, as far as it was asked.
    seen: HashMap<BoardId, bool>,
    typed: Mutex<Option<Instant>>,
}

impl PlaceStream {
    pub fn new(ctx: Ctx, actor: Actor, feed: Arc<Feed>) -> Self {
        Self { ctx, actor, feed, seen: HashMap::new(), typed: Mutex::default() }
    }

    pub(super) async fn online(&self) -> Result<Vec<Doer>> {
        Ok(streams::online(&self.ctx, self.feed.place.id()).await?.into_iter().map(Doer::from).collect())
    }

    /// Whether it is time to tell again that the reader writes.
    pub(super) fn may_type(&self) -> bool {
        let mut typed = self.typed.lock().unwrap_or_else(PoisonError::into_inner);
        let due = typed.is_none_or(|at| at.elapsed() >= BETWEEN_TYPING);
        if due {
            *typed = Some(Instant::now());
        }
        due
    }

    async fn sees(&mut self, board: BoardId) -> Result<bool> {
        if let Some(sees) = self.seen.get(&board) {
            return Ok(*sees);
        }
        let sees = streams::sees_board(&self.ctx, &self.actor, board).await?;
        self.seen.insert(board, sees);
        Ok(sees)
    }
}

impl Source for PlaceStream {
    fn kind(&self) -> &'static str {
        match self.feed.place {
            Place::Board(_) => "board",
            Place::Project(_) => "project",
        }
    }

    fn topics(&self) -> Vec<Topic> {
        self.feed.around.iter().copied().map(Topic::Rights).collect()
    }

    fn feed(&self) -> Option<&Arc<Feed>> {
        Some(&self.feed)
    }

    fn renew(&mut self, actor: Actor) {
        self.actor = actor;
    }

    async fn head(&self) -> Result<i64> {
        streams::head(&self.ctx, self.feed.place.id()).await
    }

    async fn goes_on(&self, since: i64, head: i64) -> Result<bool> {
        streams::goes_on(&self.ctx, self.feed.place, since, head).await
    }

    async fn snapshot(&self) -> Result<Snapshot> {
        match self.feed.place {
            Place::Board(id) => board::snapshot(self, id).await,
            Place::Project(id) => project::snapshot(self, id).await,
        }
    }

    async fn after(&self, seq: i64, limit: i64) -> Result<Part> {
        Ok(self.feed.rows(&self.ctx, seq, limit).await?.held_by_one())
    }

    async fn rights(&self) -> Result<i64> {
        streams::rights(&self.ctx, &self.feed.around).await
    }

    async fn check(&mut self) -> Result<()> {
        self.seen.clear();
        streams::stay(&self.ctx, &self.actor, self.feed.place).await
    }

    async fn show(&mut self, entry: Entry) -> Result<Frame> {
        match entry.instead {
            Some((board, instead)) if !self.sees(board).await? => Ok(instead),
            _ => Ok(entry.frame),
        }
    }

    async fn command(&self, name: &str, id: &str, data: Value) -> Result<Value, Problem> {
        match self.feed.place {
            Place::Board(board) => board::command(self, board, name, id, data).await,
            Place::Project(project) => project::command(self, project, name, id, data).await,
        }
    }
}
