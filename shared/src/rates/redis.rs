//! Windows of all processes, in Redis: one round trip a request. While Redis is away nobody waits for it: each process
//! counts for itself, and looks for it again every other second.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use redis::{AsyncConnectionConfig, Client, RedisResult, Script, aio::MultiplexedConnection};
use tokio::time::Instant;
use uuid::Uuid;

use super::{Count, Quota};
use crate::{events::redis_client, limits::RATES_WITHIN};

/// How long Redis is left alone after it did not answer.
const PAUSE: Duration = Duration::from_secs(2);

/// For each key: counts one in its window of so many milliseconds, and tells the count and what is left of the window.
const COUNT: &str = "
local now, told = tonumber(ARGV[1]), {}
for i, key in ipairs(KEYS) do
    local within = tonumber(ARGV[i + 1])
    local began = tonumber(redis.call('HGET', key, 'began'))
    if not began or now >= began + within or now < began then
        began = now
        redis.call('HSET', key, 'began', now, 'count', 0)
        redis.call('PEXPIRE', key, within)
    end
    told[#told + 1] = redis.call('HINCRBY', key, 'count', 1)
    told[#told + 1] = began + within - now
end
return told";

pub(super) struct Windows {
    client: Client,
    prefix: String,
    script: Script,
    link: Mutex<Link>,
}

enum Link {
    Open(MultiplexedConnection),
    /// Not to be tried before.
    Away(Option<Instant>),
}

impl Windows {
    pub(super) fn new(url: &str, prefix: &str) -> RedisResult<Self> {
        Ok(Self {
            client: redis_client(url)?,
            prefix: format!("{prefix}:rates"),
            script: Script::new(COUNT),
            link: Mutex::new(Link::Away(None)),
        })
    }

    /// `None` while Redis does not answer.
    pub(super) async fn count(&self, who: Uuid, quotas: &[&'static Quota], now: DateTime<Utc>) -> Option<Vec<Count>> {
        let mut connection = self.connection().await?;
        let mut call = self.script.prepare_invoke();
        call.arg(now.timestamp_millis());
        for quota in quotas {
            call.key(format!("{}:{}:{who}", self.prefix, quota.name)).arg(quota.within.num_milliseconds());
        }
        let told: Vec<i64> = match call.invoke_async(&mut connection).await {
            Ok(told) => told,
            Err(error) => {
                tracing::warn!(%error, "requests cannot be counted in Redis; this process counts its own");
                self.put(Link::Away(Some(Instant::now() + PAUSE)));
                return None;
            }
        };
        Some(told.as_chunks().0.iter().map(|[count, left]| (*count, TimeDelta::milliseconds(*left))).collect())
    }

    async fn connection(&self) -> Option<MultiplexedConnection> {
        match &*self.link.lock().unwrap_or_else(PoisonError::into_inner) {
            Link::Open(connection) => return Some(connection.clone()),
            Link::Away(Some(until)) if *until > Instant::now() => return None,
            Link::Away(_) => {}
        }
        // Whoever asks meanwhile does not wait for the same.
        self.put(Link::Away(Some(Instant::now() + PAUSE)));
        let config =
            AsyncConnectionConfig::new().set_connection_timeout(Some(RATES_WITHIN)).set_response_timeout(Some(RATES_WITHIN));
        let opened = self.client.get_multiplexed_async_connection_with_config(&config).await.ok()?;
        self.put(Link::Open(opened.clone()));
        Some(opened)
    }

    fn put(&self, link: Link) {
        *self.link.lock().unwrap_or_else(PoisonError::into_inner) = link;
    }
}
