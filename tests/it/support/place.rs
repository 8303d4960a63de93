//! Where one test's application lives: a database, a folder, a name of its own in Redis. Nothing in it is shared with
//! another test, so tests may run side by side, in several checkouts too.

use std::{collections::BTreeMap, path::Path};

use redis::AsyncCommands;
use shared::{config::Config, store::Engine};
use tempfile::TempDir;
use url::Url;
use uuid::Uuid;

use super::{databases, servers};

/// Good enough for tests, and the same in all processes of one place.
const SECRET_KEY: &str = "a-key-for-tests-only-0123456789abcdefghij";

pub struct Place {
    pub engine: Engine,
    folder: TempDir,
    database: Option<Url>,
    redis_prefix: String,
}

impl Place {
    /// A place with nothing in it: SQLite and one process's own bus, or PostgreSQL and Redis.
    pub async fn new(engine: Engine) -> Self {
        Self {
            engine,
            folder: tempfile::Builder::new().prefix("boardwire-test-").tempdir().expect("a folder can be made"),
            database: match engine {
                Engine::Sqlite => None,
                Engine::Postgres => Some(databases::create().await),
            },
            redis_prefix: format!("test-{}", Uuid::now_v7().simple()),
        }
    }

    /// Everything the application stores in files, its SQLite database too.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The settings of a process in this place, as an environment; `more` beats what tests usually want.
    pub fn settings(&self, more: &[(&str, &str)]) -> BTreeMap<String, String> {
        let folder = self.folder().to_str().expect("the folder's name is text");
        let mut settings = BTreeMap::from([
            ("CONFIG_FILE", "/dev/null"), // Whatever stands in this checkout's .env.
            ("BIND_ADDR", "127.0.0.1:0"),
            ("METRICS_ADDR", "127.0.0.1:0"),
            ("DATA_DIR", folder),
            ("DATABASE_CONNECTIONS", "8"),
            ("SECRET_KEY", SECRET_KEY),
            ("RATE_LIMIT", "off"),
            ("VERIFY_EMAIL", "off"), // A mail to each person that most stories are not about.
            ("DRAIN_DELAY", "0"),
            ("LOG_FORMAT", "text"),
            ("REDIS_PREFIX", &self.redis_prefix),
        ]);
        let redis_url = self.database.as_ref().map(|_| servers::redis_url());
        if let (Some(database), Some(redis)) = (&self.database, &redis_url) {
            settings.extend([("DATABASE_URL", database.as_str()), ("REDIS_URL", redis.as_str())]);
        }
        settings.extend(more.iter().copied());
        settings.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    pub fn config(&self, more: &[(&str, &str)]) -> Config {
        Config::load(self.settings(more)).unwrap_or_else(|error| panic!("the settings are not good: {error}"))
    }

    /// Takes it all away.
    pub async fn clear(&self) {
        if let Some(database) = &self.database {
            databases::drop(database).await;
            self.clear_redis().await.expect("Redis forgets this place's keys");
        }
    }

    async fn clear_redis(&self) -> redis::RedisResult<()> {
        let mut connection = redis::Client::open(servers::redis_url().as_str())?.get_multiplexed_async_connection().await?;
        let mut scan = connection.scan_match::<_, String>(format!("{}*", self.redis_prefix)).await?;
        let mut keys = Vec::new();
        while let Some(key) = scan.next_item().await {
            keys.push(key?);
        }
        drop(scan);
        if keys.is_empty() { Ok(()) } else { connection.del(keys).await }
    }
}
