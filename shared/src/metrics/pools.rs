//! How the pools of connections to the database do, read when someone scrapes.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use prometheus::{IntGaugeVec, register_int_gauge_vec};

use crate::store::{Db, db::WAITS};

struct Gauges {
    connections: IntGaugeVec,
    most: IntGaugeVec,
}

static GAUGES: LazyLock<Gauges> = LazyLock::new(|| {
    const ONCE: &str = "the name is registered once";
    Gauges {
        connections: register_int_gauge_vec!(
            "boardwire_database_connections",
            "Connections to the database, by pool (all, jobs; on SQLite read, write) and state (used or idle)",
            &["pool", "state"]
        )
        .expect(ONCE),
        most: register_int_gauge_vec!("boardwire_database_connections_max", "The most connections that a pool opens", &["pool"])
            .expect(ONCE),
    }
});

/// A database whose pools are watched, and what they are called where that is not for it to say.
type Entry = (Db, Option<&'static str>);

static WATCHED: Mutex<Vec<(Arc<()>, Entry)>> = Mutex::new(Vec::new());

/// For as long as this is kept, the pools are told of. A pool that is watched does not end by itself.
#[must_use = "the pools are watched for as long as this is kept"]
pub struct Watched(Arc<()>);

/// Tells of this database's pools in `/metrics`.
pub fn watch_pools(db: &Db, name: Option<&'static str>) -> Watched {
    let key = Arc::new(());
    WATCHED.lock().unwrap_or_else(PoisonError::into_inner).push((key.clone(), (db.clone(), name)));
    Watched(key)
}

impl Drop for Watched {
    fn drop(&mut self) {
        WATCHED.lock().unwrap_or_else(PoisonError::into_inner).retain(|(key, _)| !Arc::ptr_eq(key, &self.0));
    }
}

pub(super) fn refresh() {
    let _ = WAITS.get(); // It is there, with 0, before anybody has waited.
    let gauges = &*GAUGES;
    gauges.connections.reset();
    gauges.most.reset();
    for (_, (db, name)) in WATCHED.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        for pool in db.pools() {
            let name = name.unwrap_or(pool.name);
            gauges.connections.with_label_values(&[name, "idle"]).add(i64::from(pool.idle));
            gauges.connections.with_label_values(&[name, "used"]).add(i64::from(pool.open - pool.idle));
            gauges.most.with_label_values(&[name]).add(i64::from(pool.most));
        }
    }
}
