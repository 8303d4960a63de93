//! Keeping a claim, and giving it back.

use chrono::{DateTime, Utc};

use super::{Lease, claim::LEASE, padded, pairs, these};
use crate::{
    domain::JobId,
    store::{Db, Result, db::Query},
};

/// Renews leases until [`LEASE`] from `now`, and tells which of them are still held. A row that is being finished at this moment is passed over: waiting for it could
/// end with both statements waiting for each other.
pub async fn renew(db: &Db, leases: &[Lease], now: DateTime<Utc>) -> Result<Vec<Lease>> {
    if leases.is_empty() {
        return Ok(Vec::new());
    }
    let leases = padded(leases);
    let select = format!(
        "SELECT id FROM jobs JOIN {} AS held ON jobs.id = held.column1 AND jobs.lease_token = held.column2",
        pairs(2, leases.len())
    );
    let text = format!(
        "UPDATE jobs SET due_at = $1 WHERE id {} RETURNING id, lease_token",
        these(db, &select).replace("FOR UPDATE", "FOR UPDATE OF jobs")
    );
    let renewed = bind(db.write(text).bind(now + LEASE), leases).all::<(JobId, i64)>().await?;
    Ok(renewed.into_iter().map(|(id, token)| Lease { id, token }).collect())
}

/// Gives claims back: the jobs are due at once for whoever comes next, and neither an attempt nor a loss is counted.
pub async fn release(db: &Db, leases: &[Lease], now: DateTime<Utc>) -> Result<u64> {
    if leases.is_empty() {
        return Ok(0);
    }
    let leases = padded(leases);
    let text = format!(
        "UPDATE jobs SET state = 'ready', lease_token = NULL, dispatched_at = NULL, due_at = $1 \
         FROM {} AS held WHERE jobs.id = held.column1 AND jobs.lease_token = held.column2",
        pairs(2, leases.len())
    );
    bind(db.write(text).bind(now), leases).run().await
}

pub(super) fn bind(query: Query<'_>, leases: Vec<Lease>) -> Query<'_> {
    leases.into_iter().fold(query, |query, lease| query.bind(lease.id).bind(lease.token))
}
