//! How many requests a person may make: counted once they are known, told in every answer, refused with 429
//! (`RateLimit` and `RateLimit-Policy` as draft-ietf-httpapi-ratelimit-headers has them).

use std::sync::{Arc, Mutex, PoisonError};

use chrono::TimeDelta;
use poem::{
    Request,
    http::{HeaderMap, HeaderName, HeaderValue},
};
use shared::{
    app::{Actor, AppError, Ctx},
    rates::Used,
};

use super::{caller::ctx, problem::Problem};

const LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// What was counted for a request, for the layer to tell.
#[derive(Clone, Default)]
pub struct Quotas(Arc<Mutex<Vec<Used>>>);

/// Counts the request for the person it is from.
pub async fn count(request: &Request, actor: &Actor) -> Result<(), Problem> {
    let ctx = ctx(request);
    let used = ctx.rates.count(&ctx.config, actor.user_id.0, !request.method().is_safe(), ctx.clock.now()).await;
    let checked = check(&used);
    if let Some(Quotas(told)) = request.data() {
        *told.lock().unwrap_or_else(PoisonError::into_inner) = used;
    }
    checked
}

/// Counts a change that someone asks for by a socket, among those that they ask for by requests.
pub async fn count_change(ctx: &Ctx, actor: &Actor) -> Result<(), Problem> {
    check(&ctx.rates.count(&ctx.config, actor.user_id.0, true, ctx.clock.now()).await)
}

fn check(used: &[Used]) -> Result<(), Problem> {
    match used.iter().filter(|used| used.exceeded()).max_by_key(|used| used.left) {
        Some(over) => Err(AppError::too_many(over.quota.name, over.left.num_microseconds().unwrap_or(i64::MAX)).into()),
        None => Ok(()),
    }
}

impl Quotas {
    pub fn tell(&self, headers: &mut HeaderMap) {
        let used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if used.is_empty() {
            return;
        }
        let list = |one: fn(&Used) -> String| HeaderValue::try_from(used.iter().map(one).collect::<Vec<_>>().join(", "));
        let policy = list(|used| format!("{:?};q={};w={}", used.quota.name, used.most, used.quota.within.num_seconds()));
        let limit = list(|used| format!("{:?};r={};t={}", used.quota.name, (used.most - used.used).max(0), seconds(used.left)));
        if let (Ok(policy), Ok(limit)) = (policy, limit) {
            headers.insert(POLICY, policy);
            headers.insert(LIMIT, limit);
        }
    }
}

/// Begun seconds count.
fn seconds(left: TimeDelta) -> i64 {
    (left.num_milliseconds() + 999) / 1000
}
