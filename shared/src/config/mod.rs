//! Settings: from the environment, else from an optional file of `NAME=value` lines, else the default. Every setting
//! is one row of [`SETTINGS`], with its section and meaning; `docs/settings.md` and `.env.example` are made from it.

mod given;
mod oidc;
mod parse;
mod reference;
mod settings;
mod storage;
mod traces;

use std::{fmt, net::SocketAddr, path::PathBuf, time::Duration};

use chrono::TimeDelta;
use ipnet::IpNet;
use url::Url;

use crate::jobs::Queue;
pub use given::{BadSetting, BadSettings, Given, Shown, metrics_addr};
pub use oidc::OidcProvider;
pub use reference::{example_file, reference_page};
pub use settings::{SETTINGS, Setting};
pub use storage::{S3Config, S3Keys, StorageConfig};
pub use traces::TracesConfig;

/// Whether it is certain, without asking anyone, that an address is this machine's: names below `localhost` are (RFC 6761, 6.3).
#[must_use]
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// A value that must not be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value itself: for handing to what needs it, never for messages.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

/// Who may register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registration {
    Open,
    Invited,
    Closed,
}

/// Where the database is. The address may hold a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    Sqlite(PathBuf),
    Postgres(Secret),
}

#[derive(Clone, Debug)]
pub struct Config {
    pub bind_addr: SocketAddr,
    /// For how long the API lets people in after it was asked to end.
    pub drain_delay: Duration,
    /// Without a slash at its end.
    pub base_url: Url,
    pub data_dir: PathBuf,
    pub database: Database,
    pub database_connections: u32,
    pub redis_url: Option<Secret>,
    /// Before every name this installation uses in Redis.
    pub redis_prefix: String,
    pub smtp_url: Option<Secret>,
    /// Authorities to trust beside the system's when talking to the mail server.
    pub smtp_ca_file: Option<PathBuf>,
    /// The most connections one process holds to the mail server.
    pub smtp_connections: usize,
    /// The least time between two mails, over all processes.
    pub smtp_pace: Option<Duration>,
    pub mail_from: String,
    /// For how long changes to one card are gathered into one mail.
    pub mail_window: TimeDelta,
    pub storage: StorageConfig,
    /// The largest file that is taken, in bytes.
    pub upload_limit: u64,
    /// The first signs; all are accepted. Empty: made on first start and kept in `data_dir`.
    pub secret_keys: Vec<Secret>,
    pub metrics_addr: SocketAddr,
    /// Whether `METRICS_ADDR` was given: a default that is taken gives way to a free port.
    pub metrics_addr_given: bool,
    pub access_ttl: Duration,
    pub refresh_ttl: Duration,
    /// Addresses or networks whose forwarded-for headers count.
    pub trusted_proxies: Vec<IpNet>,
    /// The queues that this process's worker serves, and how many jobs of each at a time.
    pub worker_queues: Vec<(Queue, usize)>,
    pub log_format: Option<LogFormat>,
    pub log_filter: String,
    /// Where traces go, if anywhere.
    pub traces: Option<TracesConfig>,
    pub registration: Registration,
    /// Whether whoever registers is to show that mail to their address reaches them.
    pub verify_email: bool,
    /// Whom people may sign in with beside us.
    pub oidc_providers: Vec<OidcProvider>,
    /// Multiplies every rate limit; `None` is off.
    pub rate_limit: Option<f64>,
    /// The most connections to the API that one process holds open.
    pub http_connections: usize,
    /// The most sockets one process holds open for one person, and for one address.
    pub sockets_per_user: usize,
    pub sockets_per_address: usize,
    /// A folder with the built web app, in the place of the one that is part of the program.
    pub web_dir: Option<PathBuf>,
    /// Origins (`https://host`) that may use cookies and sockets.
    pub allowed_origins: Vec<String>,
}

/// For tests: whatever stands in this checkout's `.env`.
#[cfg(test)]
fn load(pairs: &[(&str, &str)]) -> Result<Config, BadSettings> {
    Config::load(
        pairs.iter().chain(&[("CONFIG_FILE", "/dev/null")]).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    )
}

impl Config {
    /// Reads the settings. `given` are those of the environment; a file named by `CONFIG_FILE`, or `.env` where that
    /// exists, gives what the environment does not.
    ///
    /// # Errors
    /// One line for each missing, unknown or wrong value, naming it and saying why.
    pub fn load(given: impl IntoIterator<Item = (String, String)>) -> Result<Self, BadSettings> {
        Given::of(given).config()
    }

    /// The settings of this process's environment and file.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn from_env() -> Result<Self, BadSettings> {
        Given::of_this_process().config()
    }

    /// A limit of `most` as `RATE_LIMIT` makes it; `None`: there is none.
    #[must_use]
    pub fn limit(&self, most: u32) -> Option<i64> {
        #[expect(clippy::cast_possible_truncation, reason = "a small count; what is too large becomes the largest")]
        self.rate_limit.map(|factor| (f64::from(most) * factor).floor().clamp(1.0, 1e6) as i64)
    }

    /// Whether people reach this instance only from the machine it runs on.
    #[must_use]
    pub fn on_localhost(&self) -> bool {
        is_loopback(&self.base_url)
    }

    /// The address of `path` (which begins with a slash) for people, as mails and answers give it.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.base_url.as_str().trim_end_matches('/'))
    }

    /// The database's address as sqlx reads it.
    #[must_use]
    pub fn database_url(&self) -> Secret {
        match &self.database {
            Database::Postgres(url) => url.clone(),
            Database::Sqlite(path) => Secret::new(format!("sqlite://{}", path.display())),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    #[test]
    fn proxies_are_addresses_or_networks_of_any_width() {
        let trusts = |network: &str, ip: &str| {
            let config = load(&[("TRUSTED_PROXIES", network)]).unwrap();
            config.trusted_proxies[0].contains(&ip.parse::<IpAddr>().unwrap())
        };
        assert!(trusts("0.0.0.0/0", "203.0.113.9") && trusts("10.0.0.1", "10.0.0.1") && !trusts("10.0.0.1", "10.0.0.2"));
        assert!(trusts("10.1.2.3/8", "10.9.9.9") && trusts("::ffff:10.0.0.1", "10.0.0.1"));
        assert!(trusts("fd00::/8", "fd12::1") && !trusts("fd00::/8", "fe80::1"));
    }

    #[test]
    fn what_is_below_localhost_is_this_machine() {
        for here in ["http://localhost", "http://id.localhost:8080", "http://127.0.0.9", "http://[::1]:9"] {
            assert!(is_loopback(&here.parse().unwrap()), "{here}");
        }
        for elsewhere in ["http://localhost.example.org", "http://notlocalhost", "http://10.0.0.1"] {
            assert!(!is_loopback(&elsewhere.parse().unwrap()), "{elsewhere}");
        }
    }
}
