//! How many requests a person may make in a while: counted in Redis for all processes where there is one, else, and while
//! it is away, in this process. Nothing here is written down: what must hold whatever happens is counted in the database
//! (`app::limit`).

mod local;
mod redis;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::config::Config;

/// So many in a window, which begins with the first of them.
#[derive(Debug, PartialEq, Eq)]
pub struct Quota {
    pub name: &'static str,
    /// By default; `RATE_LIMIT` multiplies it.
    pub most: u32,
    pub within: TimeDelta,
}

pub const REQUESTS: Quota = Quota { name: "requests", most: 600, within: TimeDelta::seconds(60) };
pub const WRITES: Quota = Quota { name: "writes", most: 60, within: TimeDelta::seconds(10) };

/// A quota after one more was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Used {
    pub quota: &'static Quota,
    pub most: i64,
    pub used: i64,
    /// Until all of it is there again.
    pub left: TimeDelta,
}

impl Used {
    #[must_use]
    pub fn exceeded(&self) -> bool {
        self.used > self.most
    }
}

/// How many were counted in a window, and how much of it is left.
type Count = (i64, TimeDelta);

pub struct Rates {
    local: local::Windows,
    redis: Option<redis::Windows>,
}

impl Rates {
    pub(crate) fn new(config: &Config) -> ::redis::RedisResult<Self> {
        let redis = config.redis_url.as_ref().map(|url| redis::Windows::new(url.expose(), &config.redis_prefix));
        Ok(Self { local: local::Windows::default(), redis: redis.transpose()? })
    }

    /// Counts one request of `who`, a change or not. Empty where there are no limits.
    pub async fn count(&self, config: &Config, who: Uuid, changes: bool, now: DateTime<Utc>) -> Vec<Used> {
        let quotas: &[&'static Quota] = if changes { &[&REQUESTS, &WRITES] } else { &[&REQUESTS] };
        let mut all = Vec::with_capacity(quotas.len());
        for quota in quotas {
            let Some(most) = config.limit(quota.most) else { return Vec::new() };
            all.push((*quota, most));
        }
        let counts = match &self.redis {
            Some(redis) => redis.count(who, quotas, now).await,
            None => None,
        };
        let counts = counts.unwrap_or_else(|| self.local.count(who, quotas, now));
        all.into_iter().zip(counts).map(|((quota, most), (used, left))| Used { quota, most, used, left }).collect()
    }
}
