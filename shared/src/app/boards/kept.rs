//! Snapshots that were written lately, so many bytes of them.

use std::{
    hash::{DefaultHasher, Hasher},
    sync::{Arc, OnceLock},
};

use bytes::Bytes;
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter, sync::Cache, sync::DefaultLifecycle};

use crate::{
    app::Result,
    domain::{BoardId, Permissions},
    limits,
    store::boards::Stamp,
};

/// All that a snapshot depends on. What is another's place on the board makes no other snapshot, unless they may do other
/// things there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub board: BoardId,
    pub permissions: Permissions,
    pub stamp: Stamp,
}

/// A snapshot as it is sent.
#[derive(Debug)]
pub struct Kept {
    pub seq: i64,
    json: Bytes,
    digest: u64,
    /// The same compressed, once somebody took it so.
    pub packed: OnceLock<Bytes>,
}

impl Kept {
    pub(super) fn new(seq: i64, json: Bytes) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(&json);
        Self { seq, digest: hasher.finish(), json, packed: OnceLock::new() }
    }

    #[must_use]
    pub fn json(&self) -> &Bytes {
        &self.json
    }

    /// A number for what it is.
    #[must_use]
    pub fn digest(&self) -> u64 {
        self.digest
    }

    /// The members of the JSON object that come after `seq`, and the commas between them.
    #[must_use]
    pub fn members(&self) -> &str {
        let json = str::from_utf8(&self.json).unwrap_or_default();
        json.split_once(',').and_then(|(_, rest)| rest.strip_suffix('}')).unwrap_or_default()
    }
}

#[derive(Clone)]
struct InBytes;

impl Weighter<Key, Arc<Kept>> for InBytes {
    fn weight(&self, _: &Key, kept: &Arc<Kept>) -> u64 {
        // What it is packed into, and what it is found by, counts too.
        (kept.json.len() + kept.json.len() / 4 + size_of::<Key>() + size_of::<Kept>()) as u64
    }
}

pub(in crate::app) struct Snapshots(Cache<Key, Arc<Kept>, InBytes>);

impl Snapshots {
    pub(in crate::app) fn new() -> Self {
        /// About as many boards as that is in bytes.
        const ITEMS: usize = 1_000;
        // Each has a part of the bytes, and takes nothing that is larger.
        const SHARDS: usize = 4;
        let options = OptionsBuilder::new()
            .estimated_items_capacity(ITEMS)
            .weight_capacity(limits::SNAPSHOT_BYTES as u64)
            .shards(SHARDS)
            .build()
            .expect("the options are complete");
        Self(Cache::with_options(options, InBytes, DefaultHashBuilder::default(), DefaultLifecycle::default()))
    }

    pub(super) fn find(&self, key: &Key) -> Option<Arc<Kept>> {
        self.0.get(key)
    }

    /// However many ask for it at once, one of them writes it.
    pub(super) async fn find_or_write(&self, key: Key, write: impl AsyncFnOnce() -> Result<Kept>) -> Result<Arc<Kept>> {
        self.0.get_or_insert_async(&key, async { write().await.map(Arc::new) }).await
    }
}
