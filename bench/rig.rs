//! What is measured: servers of our own, and the program's processes on them, each measurement in an installation of
//! its own so that none finds the rows of another.

use std::{collections::BTreeMap, time::Duration};

use shared::{
    app::Ctx,
    process,
    store::{self, Schema},
};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use url::Url;
use uuid::Uuid;

use crate::{
    million::Form,
    support::{
        Engine, Place,
        own_servers::{Postgres, Redis},
    },
};

pub struct Size {
    pub durable: bool,
    /// How long each limit of the machine is measured.
    pub limit: Duration,
    pub transactions: usize,
    pub empty_jobs: i64,
    pub single_jobs: i64,
    pub mails: usize,
    /// How many people they go to.
    pub readers: usize,
    pub assignments: usize,
    /// How many sockets are opened, how many of them then listen, and to how many events.
    pub sockets: usize,
    pub listeners: usize,
    pub events: usize,
    /// How many boards people work on, and how many cards there are on each.
    pub boards: usize,
    pub cards: usize,
    /// How often the program is started.
    pub starts: usize,
    /// An installation where nothing was archived yet, and one that grew for years.
    pub new: Form,
    pub grown: Form,
}

impl Size {
    pub fn is_short(&self) -> bool {
        !self.durable
    }

    pub const LONG: Size = Size {
        durable: true,
        limit: Duration::from_secs(3),
        transactions: 1_000,
        empty_jobs: 60_000,
        single_jobs: 500,
        mails: 4_000,
        readers: 200,
        assignments: 300,
        sockets: 5_000,
        listeners: 1_000,
        events: 200,
        boards: 100,
        cards: 50,
        starts: 10,
        new: Form::NEW,
        grown: Form::MILLION,
    };
    pub const SHORT: Size = Size {
        durable: false,
        limit: Duration::from_millis(100),
        transactions: 20,
        empty_jobs: 500,
        single_jobs: 10,
        mails: 24,
        readers: 6,
        assignments: 8,
        sockets: 48,
        listeners: 32,
        events: 4,
        boards: 3,
        cards: 6,
        starts: 1,
        new: Form { boards: 10, cards: 10, live: 10 },
        grown: Form { boards: 20, cards: 50, live: 10 },
    };
}

pub struct Rig {
    pub postgres: Postgres,
    pub redis: Redis,
}

/// An installation: a database and a name in Redis.
pub struct Site {
    place: Place,
    database: String,
    redis: String,
    prefix: String,
}

impl Rig {
    pub fn start(size: &Size) -> Self {
        Self { postgres: Postgres::start(size.durable), redis: Redis::start() }
    }

    /// An installation that nobody has used yet.
    pub async fn site(&self) -> Site {
        let name = format!("site_{}", Uuid::now_v7().simple());
        let mut server = PgConnection::connect(&self.postgres.url()).await.expect("PostgreSQL answers");
        let create = format!("CREATE DATABASE {name}");
        sqlx::raw_sql(AssertSqlSafe(create)).execute(&mut server).await.expect("a database can be made");
        let mut database: Url = self.postgres.url().parse().expect("an address");
        database.set_path(&name);
        store::connect(database.as_str(), 2, Schema::Migrate).await.expect("the migrations apply").close().await;
        Site { place: Place::new(Engine::Sqlite).await, database: database.into(), redis: self.redis.url(), prefix: name }
    }
}

impl Site {
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The address of its database.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// The settings of a process, beside those that every test has.
    pub fn settings(&self, more: &[(&str, &str)]) -> Vec<(String, String)> {
        let ours = [
            ("DATABASE_URL", self.database.as_str()),
            ("DATABASE_CONNECTIONS", "16"),
            ("REDIS_URL", &self.redis),
            ("REDIS_PREFIX", &self.prefix),
            ("BASE_URL", "http://localhost:8000"),
            ("RUST_LOG", "warn"),
        ];
        ours.iter().chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    /// All settings of a process.
    pub fn all_settings(&self, more: &[(&str, &str)]) -> BTreeMap<String, String> {
        let ours = self.settings(more);
        self.place.settings(&borrowed(&ours))
    }

    /// This process as one of the installation's.
    pub async fn ctx(&self, more: &[(&str, &str)]) -> Ctx {
        let config = shared::config::Config::load(self.all_settings(more)).expect("the settings are good");
        process::connect(config, Schema::Keep).await.expect("the servers answer")
    }
}

pub fn borrowed(settings: &[(String, String)]) -> Vec<(&str, &str)> {
    settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}
