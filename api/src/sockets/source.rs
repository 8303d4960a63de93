//! One kind of stream: a person's own, a board's, a project's. What differs between them is here; [`super::follow`]
//! does the rest.

use serde_json::Value;
use shared::app::{Actor, Result, streams::Window};
use uuid::Uuid;

use crate::edge::problem::Problem;

/// Something that is sent, in its place in the stream.
pub struct Entry {
    pub seq: i64,
    /// The frame as JSON.
    pub frame: String,
}

pub struct Snapshot {
    /// Following goes on after this.
    pub seq: i64,
    pub data: Value,
}

pub trait Source: Send + Sync + 'static {
    /// For metrics.
    const KIND: &'static str;

    /// The stream's id, by which hints name it.
    fn stream(&self) -> Uuid;

    /// Whose change of rights concerns it: its board, project and team.
    fn access(&self) -> Vec<Uuid> {
        Vec::new()
    }

    /// The reader as they are now: their role may have changed since.
    fn renew(&mut self, actor: Actor);

    fn window(&self) -> impl Future<Output = Result<Window>> + Send;

    fn snapshot(&self) -> impl Future<Output = Result<Snapshot>> + Send;

    /// What came after `seq`, in order, at most `limit` entries.
    fn after(&self, seq: i64, limit: i64) -> impl Future<Output = Result<Vec<Entry>>> + Send;

    /// Whether the reader may (still) follow it; an error says why not.
    fn check(&self) -> impl Future<Output = Result<()>> + Send;

    /// Does what a client's command asks; `Ok` is the ack's `data`.
    fn command(&self, name: &str, id: &str, data: Value) -> impl Future<Output = Result<Value, Problem>> + Send;
}
