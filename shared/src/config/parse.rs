//! From text to settings, with one clear line for each that is missing or wrong.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    str::FromStr,
    time::Duration,
};

use chrono::TimeDelta;
use ipnet::IpNet;
use url::Url;

use super::{Config, Database, LogFormat, Registration, Secret, given::BadSetting, given::BadSettings, oidc, storage, traces};
use crate::jobs::Queue;

/// Takes values out of what was given and collects what is wrong with them.
pub(super) struct Reader<'a> {
    values: &'a BTreeMap<String, String>,
    bad: Vec<BadSetting>,
    /// Every name that was asked for.
    asked: RefCell<BTreeSet<String>>,
}

impl<'a> Reader<'a> {
    fn of(values: &'a BTreeMap<String, String>) -> Self {
        Self { values, bad: Vec::new(), asked: RefCell::default() }
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.asked.borrow_mut().insert(name.to_owned());
        self.values.get(name).map(String::as_str)
    }

    pub(super) fn read<T>(&mut self, name: &str, default: T, parse: impl Fn(&str) -> Result<T, String>) -> T {
        match self.text(name).map(|text| parse(text.trim())) {
            None => default,
            Some(Ok(value)) => value,
            Some(Err(why)) => {
                self.complain(name, why);
                default
            }
        }
    }

    pub(super) fn optional<T>(&mut self, name: &str, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        self.read(name, None, |text| parse(text).map(Some))
    }

    pub(super) fn complain(&mut self, name: &str, why: impl Into<String>) {
        self.bad.push(BadSetting { name: name.to_owned(), why: why.into() });
    }
}

pub(super) fn config(values: &BTreeMap<String, String>) -> Result<Config, BadSettings> {
    read(&mut Reader::of(values))
}

/// Where this process answers whoever watches it, of what is given for it.
pub(super) fn metrics_addr(given: Option<String>) -> Result<SocketAddr, BadSettings> {
    let values = given.map(|given| ("METRICS_ADDR".to_owned(), given)).into_iter().collect();
    let mut from = Reader::of(&values);
    let found = watched_at(&mut from);
    if from.bad.is_empty() { Ok(found) } else { Err(BadSettings(from.bad)) }
}

fn watched_at(from: &mut Reader<'_>) -> SocketAddr {
    from.read("METRICS_ADDR", SocketAddr::from(([127, 0, 0, 1], 9464)), address)
}

fn read(from: &mut Reader<'_>) -> Result<Config, BadSettings> {
    let bind_addr = from.read("BIND_ADDR", SocketAddr::from(([127, 0, 0, 1], 8000)), address);
    let local = Url::parse(&format!("http://localhost:{}", bind_addr.port())).expect("a port always makes an address");
    let base_url = from.read("BASE_URL", local, web_address);
    let data_dir = PathBuf::from(from.text("DATA_DIR").unwrap_or("data"));
    let embedded = Database::Sqlite(data_dir.join("boardwire.db"));
    let database = from.read("DATABASE_URL", embedded, database);
    let secret_keys = from.read("SECRET_KEY", Vec::new(), secret_keys);
    if matches!(database, Database::Postgres(_)) && from.text("SECRET_KEY").is_none() {
        from.complain("SECRET_KEY", "is required with PostgreSQL, so that all processes sign alike: at least 32 random bytes");
    }
    let origin = base_url.origin().ascii_serialization();
    let config = Config {
        bind_addr,
        drain_delay: from.read("DRAIN_DELAY", Duration::from_secs(1), |text| at_most(Duration::from_mins(5), text)),
        database,
        secret_keys,
        database_connections: from.read("DATABASE_CONNECTIONS", 16, |text| {
            text.parse().ok().filter(|n| (2..=1000).contains(n)).ok_or_else(|| "must be a number from 2 to 1000".to_owned())
        }),
        redis_url: from.optional("REDIS_URL", |text| with_scheme(text, &["redis"])),
        redis_prefix: from.read("REDIS_PREFIX", "boardwire".to_owned(), |text| {
            let fits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
            if fits { Ok(text.to_owned()) } else { Err("must be letters, digits, - and _ only".into()) }
        }),
        smtp_url: from.optional("SMTP_URL", |text| with_scheme(text, &["smtp", "smtps"])),
        smtp_ca_file: from.optional("SMTP_CA_FILE", certificates),
        smtp_connections: from.read("SMTP_CONNECTIONS", 16, |text| {
            text.parse().ok().filter(|n| (1..=256).contains(n)).ok_or_else(|| "must be a number from 1 to 256".to_owned())
        }),
        smtp_pace: from.optional("SMTP_RATE", pace),
        mail_from: from.read("MAIL_FROM", "Boardwire <boardwire@localhost>".to_owned(), sender),
        mail_window: from.read("MAIL_WINDOW", TimeDelta::minutes(2), |text| {
            Ok(TimeDelta::from_std(at_most(Duration::from_hours(1), text)?).unwrap_or_default())
        }),
        upload_limit: storage::upload_limit(from),
        storage: storage::read(from, &data_dir),
        traces: traces::read(from),
        metrics_addr: watched_at(from),
        metrics_addr_given: from.text("METRICS_ADDR").is_some(),
        access_ttl: from.read("ACCESS_TTL", Duration::from_mins(15), duration),
        refresh_ttl: from.read("REFRESH_TTL", Duration::from_hours(30 * 24), duration),
        trusted_proxies: from.read("TRUSTED_PROXIES", Vec::new(), |text| list(text, proxy)),
        worker_queues: from.read("WORKER_QUEUES", Queue::ALL.map(|q| (q, q.default_slots())).to_vec(), |text| list(text, queue)),
        log_format: from.optional("LOG_FORMAT", |text| match text {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            _ => Err("must be text or json".into()),
        }),
        log_filter: from.read("RUST_LOG", "info".to_owned(), |text| {
            tracing_subscriber::EnvFilter::try_new(text).map(|_| text.to_owned()).map_err(|e| format!("is no filter: {e}"))
        }),
        registration: from.read("REGISTRATION", Registration::Open, |text| match text {
            "open" => Ok(Registration::Open),
            "invited" => Ok(Registration::Invited),
            "closed" => Ok(Registration::Closed),
            _ => Err("must be open, invited or closed".into()),
        }),
        verify_email: from.read("VERIFY_EMAIL", true, |text| match text {
            "on" => Ok(true),
            "off" => Ok(false),
            _ => Err("must be on or off".into()),
        }),
        oidc_providers: oidc::providers(from),
        rate_limit: from.read("RATE_LIMIT", Some(1.0), |text| match text {
            "off" => Ok(None),
            _ => f64::from_str(text)
                .ok()
                .filter(|factor| factor.is_finite() && *factor > 0.0)
                .map(Some)
                .ok_or_else(|| "must be off or a number above 0".to_owned()),
        }),
        http_connections: from.read("HTTP_CONNECTIONS", 10_000, sockets),
        sockets_per_user: from.read("SOCKETS_PER_USER", 100, sockets),
        sockets_per_address: from.read("SOCKETS_PER_ADDRESS", 1000, sockets),
        web_dir: from.optional("WEB_DIR", web_dir),
        allowed_origins: from.read("ALLOWED_ORIGINS", vec![origin], |text| list(text, web_origin)),
        base_url,
        data_dir,
    };
    if from.bad.is_empty() { Ok(config) } else { Err(BadSettings(std::mem::take(&mut from.bad))) }
}

pub(super) fn list<T>(text: &str, one: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(one).collect()
}

fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "must be an address and a port, such as 127.0.0.1:8000".to_owned())
}

pub(super) fn web_address(text: &str) -> Result<Url, String> {
    let wrong = || "must be a web address, such as https://boards.example.org".to_owned();
    let url = Url::parse(text).map_err(|_| wrong())?;
    let fits = matches!(url.scheme(), "http" | "https") && url.has_host() && url.query().is_none() && url.fragment().is_none();
    if fits && url.username().is_empty() && url.password().is_none() { Ok(url) } else { Err(wrong()) }
}

fn web_origin(text: &str) -> Result<String, String> {
    let url = web_address(text)?;
    if url.path() == "/" {
        Ok(url.origin().ascii_serialization())
    } else {
        Err("must be origins: scheme, host and port, no path".into())
    }
}

fn with_scheme(text: &str, schemes: &[&str]) -> Result<Secret, String> {
    let url = Url::parse(text).map_err(|e| format!("is no address: {e}"))?;
    if schemes.contains(&url.scheme()) {
        Ok(Secret::new(text))
    } else {
        Err(format!("must begin with {}", schemes.iter().map(|s| format!("{s}://")).collect::<Vec<_>>().join(" or ")))
    }
}

fn database(text: &str) -> Result<Database, String> {
    if let Some(path) = text.strip_prefix("sqlite://") {
        let path = path.split('?').next().unwrap_or_default();
        return if path.is_empty() { Err("names no file after sqlite://".into()) } else { Ok(Database::Sqlite(path.into())) };
    }
    with_scheme(text, &["postgres", "postgresql"])
        .map(Database::Postgres)
        .map_err(|_| "must be postgres://user@host/name or sqlite://path".to_owned())
}

fn secret_keys(text: &str) -> Result<Vec<Secret>, String> {
    list(text, |key| {
        let kinds: std::collections::HashSet<char> = key.chars().collect();
        if key.len() < 32 {
            Err(format!("is too short: {} bytes where at least 32 random ones are needed", key.len()))
        } else if kinds.len() < 8 {
            Err("is too easy to guess: use 32 random bytes, for example from openssl rand -hex 32".into())
        } else {
            Ok(Secret::new(key))
        }
    })
}

fn sockets(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| (1..=1_000_000).contains(n)).ok_or_else(|| "must be a number from 1 to 1000000".to_owned())
}

/// `90s`, `15m`, `12h` or `30d`.
fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || "must be a number and s, m, h or d, such as 15m".to_owned();
    let unit = match text.chars().last() {
        Some('s') => 1,
        Some('m') => 60,
        Some('h') => 3_600,
        Some('d') => 86_400,
        _ => return Err(wrong()),
    };
    let number: u64 = text[..text.len() - 1].parse().map_err(|_| wrong())?;
    let seconds = number.saturating_mul(unit);
    if (1..=3_650 * 86_400).contains(&seconds) {
        Ok(Duration::from_secs(seconds))
    } else {
        Err("must be from 1s to 3650d".into())
    }
}

/// `10/s`, `600/m` or `1000/h`, as the time between two.
fn pace(text: &str) -> Result<Duration, String> {
    let wrong = || "must be a number and /s, /m or /h, from 1/h to 10000/s, such as 10/s".to_owned();
    let (number, unit) = text.split_once('/').ok_or_else(wrong)?;
    let number: u32 = number.trim().parse().map_err(|_| wrong())?;
    let unit = match unit.trim() {
        "s" => Duration::from_secs(1),
        "m" => Duration::from_mins(1),
        "h" => Duration::from_hours(1),
        _ => return Err(wrong()),
    };
    let between = unit.checked_div(number).ok_or_else(wrong)?;
    if (Duration::from_micros(100)..=Duration::from_hours(1)).contains(&between) { Ok(between) } else { Err(wrong()) }
}

fn web_dir(text: &str) -> Result<PathBuf, String> {
    let folder = PathBuf::from(text);
    if folder.join("index.html").is_file() {
        Ok(folder)
    } else {
        Err("holds no index.html: tools/web build makes one".to_owned())
    }
}

/// A file of certificates. What is in them is read by whoever uses them.
fn certificates(text: &str) -> Result<PathBuf, String> {
    match std::fs::read_to_string(text) {
        Ok(pem) if pem.contains("-----BEGIN CERTIFICATE-----") => Ok(text.into()),
        Ok(_) => Err("names a file without a certificate (PEM)".to_owned()),
        Err(error) => Err(format!("names a file that cannot be read: {error}")),
    }
}

/// Short enough that nobody waits long for news.
fn at_most(longest: Duration, text: &str) -> Result<Duration, String> {
    if text == "0" {
        return Ok(Duration::ZERO);
    }
    let given = duration(text).ok().filter(|given| *given <= longest);
    given.ok_or_else(|| format!("must be 0, or from 1s to {}m, such as 10s", longest.as_secs() / 60))
}

fn queue(text: &str) -> Result<(Queue, usize), String> {
    let (name, slots) = text.split_once(':').map_or((text, None), |(name, slots)| (name, Some(slots)));
    let queue = Queue::parse(name)
        .ok_or_else(|| format!("names the queue “{name}”; there are {}", Queue::ALL.map(Queue::as_str).join(", ")))?;
    match slots.map_or(Ok(queue.default_slots()), str::parse) {
        Ok(slots) if (1..=1024).contains(&slots) => Ok((queue, slots)),
        _ => Err(format!("must give {name} a number from 1 to 1024, such as {name}:16")),
    }
}

/// An address is a network of one.
fn proxy(text: &str) -> Result<IpNet, String> {
    let address = text.parse::<IpAddr>().map(|ip| ip.to_canonical().into());
    address.or_else(|_| text.parse()).map_err(|_| format!("has “{text}”, which is no address and no network"))
}

/// `Name <address>` or an address; no control characters, which would add mail headers.
fn sender(text: &str) -> Result<String, String> {
    let address = match text.rsplit_once('<') {
        Some((_, rest)) => rest.strip_suffix('>').unwrap_or(""),
        None => text,
    };
    if text.chars().any(char::is_control) || crate::domain::text::email(address).is_err() {
        return Err("must be a sender, such as Boardwire <boards@example.org>".into());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{
        super::{SETTINGS, load},
        *,
    };

    #[test]
    fn nothing_given_is_the_embedded_way() {
        let config = load(&[("BIND_ADDR", "127.0.0.1:8123")]).unwrap();
        assert_eq!(config.link("/docs"), "http://localhost:8123/docs");
        assert_eq!(config.database, Database::Sqlite("data/boardwire.db".into()));
        assert_eq!(config.allowed_origins, ["http://localhost:8123"]);
        assert!(config.on_localhost() && config.redis_url.is_none());
    }

    #[test]
    fn each_wrong_value_is_one_line_that_names_it() {
        for (name, value, why) in [
            ("BIND_ADDR", "8000", "address and a port"),
            ("DRAIN_DELAY", "6m", "from 1s to 5m"),
            ("BASE_URL", "boards.example.org", "web address"),
            ("DATABASE_URL", "mysql://x", "postgres://"),
            ("REDIS_URL", "http://localhost", "redis://"),
            ("SMTP_URL", "mail.example.org", "address"),
            ("SMTP_CA_FILE", "/nowhere/ca.pem", "cannot be read"),
            ("SMTP_CA_FILE", "/dev/null", "without a certificate"),
            ("SMTP_CONNECTIONS", "0", "from 1 to 256"),
            ("SMTP_RATE", "10", "such as 10/s"),
            ("SMTP_RATE", "0/s", "such as 10/s"),
            ("SMTP_RATE", "100000/s", "from 1/h"),
            ("MAIL_FROM", "nobody", "sender"),
            ("SECRET_KEY", "hunter2", "too short"),
            ("SECRET_KEY", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "easy to guess"),
            ("ACCESS_TTL", "15", "number and"),
            ("WORKER_QUEUES", "mails:4", "there are notifications, mail, maintenance"),
            ("WORKER_QUEUES", "mail:0", "from 1 to 1024"),
            ("REGISTRATION", "maybe", "open, invited or closed"),
            ("VERIFY_EMAIL", "no", "on or off"),
            ("RATE_LIMIT", "-1", "above 0"),
            ("HTTP_CONNECTIONS", "0", "from 1 to"),
            ("SOCKETS_PER_USER", "0", "from 1 to"),
            ("SOCKETS_PER_ADDRESS", "many", "from 1 to"),
            ("TRUSTED_PROXIES", "10.0.0.0/99", "no address and no network"),
            ("ALLOWED_ORIGINS", "https://a.example/x", "no path"),
        ] {
            let said = load(&[(name, value)]).unwrap_err().to_string();
            assert!(said.starts_with(name) && said.contains(why) && !said.contains('\n'), "{said}");
        }
    }

    #[test]
    fn postgres_needs_a_key_and_keeps_its_password() {
        let url = "postgres://boardwire:hunter2@localhost/boardwire";
        assert!(load(&[("DATABASE_URL", url)]).unwrap_err().to_string().starts_with("SECRET_KEY is required"));
        let key = "0123456789abcdef0123456789abcdef";
        let config = load(&[("DATABASE_URL", url), ("SECRET_KEY", key)]).unwrap();
        let printed = format!("{config:?}");
        assert!(!printed.contains("hunter2") && !printed.contains(key), "{printed}");
    }

    #[test]
    fn a_rate_is_the_time_between_two() {
        let between = |rate| load(&[("SMTP_RATE", rate)]).unwrap().smtp_pace.unwrap();
        assert_eq!(between("10/s"), Duration::from_millis(100));
        assert_eq!(between("600/m"), Duration::from_millis(100));
        assert_eq!(between("60/h"), Duration::from_mins(1));
    }

    /// With what makes each part ask for all that it may want.
    #[test]
    fn every_setting_is_in_the_list_and_every_one_of_the_list_is_read() {
        let pairs =
            [("OIDC_PROVIDERS", "x"), ("STORAGE_URL", "s3://bucket"), ("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b")];
        let values = pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let mut from = Reader::of(&values);
        let _ = read(&mut from);
        let asked: BTreeSet<String> = from.asked.take().iter().map(|name| name.replace("OIDC_X_", "OIDC_<NAME>_")).collect();
        // It says where to read the others, and is read by whoever reads that.
        let listed = SETTINGS.iter().map(|setting| setting.name.to_owned()).filter(|name| name != "CONFIG_FILE").collect();
        assert_eq!(asked, listed, "read by the program (left), in the list of settings (right)");
    }

    #[test]
    fn queues_are_chosen_with_their_slots() {
        let config = load(&[("WORKER_QUEUES", "mail:16,notifications")]).unwrap();
        assert_eq!(config.worker_queues, [(Queue::Mail, 16), (Queue::Notifications, Queue::Notifications.default_slots())]);
    }
}
