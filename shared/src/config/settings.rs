//! The list of settings: what each means and what it is when not given.

use std::fmt::Write;

pub struct Setting {
    pub section: &'static str,
    pub name: &'static str,
    /// What it is when not given, in words where it is no fixed value.
    pub default: &'static str,
    pub meaning: &'static str,
    pub example: &'static str,
}

const fn setting(
    section: &'static str,
    name: &'static str,
    default: &'static str,
    example: &'static str,
    meaning: &'static str,
) -> Setting {
    Setting { section, name, default, meaning, example }
}

const SERVER: &str = "Server";
const STORE: &str = "Data";
const JOBS: &str = "Jobs and events";
const MAIL: &str = "Mail";
const ACCESS: &str = "Accounts and access";
const WATCH: &str = "Logs and metrics";

pub const SETTINGS: &[Setting] = &[
    setting(SERVER, "BIND_ADDR", "127.0.0.1:8000", "127.0.0.1:8000", "Where the API listens: address and port."),
    setting(
        SERVER,
        "BASE_URL",
        "http://localhost: and the port of BIND_ADDR",
        "https://boards.example.org",
        "The address people use. Links in mails are made from it.",
    ),
    setting(
        SERVER,
        "ALLOWED_ORIGINS",
        "the origin of BASE_URL",
        "https://boards.example.org",
        "Browser origins that may use cookies and sockets, separated by commas.",
    ),
    setting(
        SERVER,
        "TRUSTED_PROXIES",
        "none",
        "10.0.0.0/8",
        "Addresses or networks of proxies whose forwarded-for headers count, separated by commas.",
    ),
    setting(SERVER, "SOCKETS_PER_USER", "100", "100", "The most WebSockets one process holds open for one person."),
    setting(
        SERVER,
        "SOCKETS_PER_ADDRESS",
        "1000",
        "1000",
        "The most WebSockets one process holds open for one address (of IPv6: for one /64 network).",
    ),
    setting(STORE, "DATA_DIR", "data", "data", "The folder of everything that the embedded way to run stores."),
    setting(
        STORE,
        "DATABASE_URL",
        "a SQLite file in DATA_DIR",
        "postgres://boardwire@localhost/boardwire",
        "The database: postgres://… or sqlite://path.",
    ),
    setting(STORE, "DATABASE_CONNECTIONS", "16", "16", "The most connections one process opens to the database, 2 to 1000."),
    setting(
        STORE,
        "STORAGE_URL",
        "the folder files in DATA_DIR",
        "s3://bucket/prefix",
        "Where uploaded files are kept: file:///folder, or s3://bucket/prefix with the settings of AWS below.",
    ),
    setting(STORE, "UPLOAD_LIMIT", "10MB", "10MB", "The largest file that may be uploaded: a number and kB or MB, up to 1000MB."),
    setting(
        STORE,
        "AWS_ENDPOINT",
        "that of AWS in the region",
        "https://minio.example.org",
        "Where S3 answers, for S3 of other makers. Buckets are named in the path.",
    ),
    setting(STORE, "AWS_REGION", "us-east-1", "eu-central-1", "The region of the bucket."),
    setting(
        STORE,
        "AWS_ACCESS_KEY_ID",
        "none: the role that the machine, the task or the pod has",
        "AKIAIOSFODNN7EXAMPLE",
        "The key for S3, with AWS_SECRET_ACCESS_KEY.",
    ),
    setting(STORE, "AWS_SECRET_ACCESS_KEY", "none", "the secret of the key", "The secret of the key for S3."),
    setting(STORE, "AWS_SESSION_TOKEN", "none", "a token", "Comes with keys for S3 that are good for a while only."),
    setting(
        JOBS,
        "REDIS_URL",
        "none: one process does everything",
        "redis://localhost:6379",
        "Redis for handing out jobs, and for hints between processes.",
    ),
    setting(
        JOBS,
        "REDIS_PREFIX",
        "boardwire",
        "boardwire",
        "Stands before every name used in Redis, so that installations can share one.",
    ),
    setting(
        JOBS,
        "WORKER_QUEUES",
        "all: notifications:16,mail:16,maintenance:2",
        "mail:16,notifications:8",
        "The queues that a worker serves, and how many jobs of each at a time.",
    ),
    setting(
        MAIL,
        "SMTP_URL",
        "none: mails become .eml files in DATA_DIR/mail",
        "smtp://user:password@mail.example.org:587?tls=required",
        "The mail server: smtp:// or smtps://, with ?tls=required or ?tls=opportunistic for STARTTLS.",
    ),
    setting(
        MAIL,
        "SMTP_CA_FILE",
        "none: the system's certificate authorities",
        "/etc/ssl/our-ca.pem",
        "Certificate authorities (PEM) that the mail server's certificate may come from, beside the system's.",
    ),
    setting(MAIL, "SMTP_CONNECTIONS", "16", "4", "The most connections one worker holds to the mail server, 1 to 256."),
    setting(
        MAIL,
        "SMTP_RATE",
        "none",
        "10/s",
        "The most mails handed to the mail server by all workers together, evenly spaced: a number and /s, /m or /h.",
    ),
    setting(
        MAIL,
        "MAIL_WINDOW",
        "2m",
        "2m",
        "For how long changes to one card are gathered into one mail: a number and s, m or h, up to 1h, or 0.",
    ),
    setting(MAIL, "MAIL_FROM", "Boardwire <boardwire@localhost>", "Boardwire <boards@example.org>", "The sender of every mail."),
    setting(
        ACCESS,
        "SECRET_KEY",
        "made on first start and kept in DATA_DIR; required with PostgreSQL",
        "at least 32 random bytes, for example from openssl rand -hex 32",
        "Signs tokens. Several, separated by commas, rotate keys: the first signs, all are accepted.",
    ),
    setting(ACCESS, "ACCESS_TTL", "15m", "15m", "How long an access token is good: a number and s, m, h or d."),
    setting(ACCESS, "REFRESH_TTL", "30d", "30d", "How long a sign-in lasts without use: a number and s, m, h or d."),
    setting(ACCESS, "REGISTRATION", "open", "invited", "Who may make an account: open, invited or closed."),
    setting(
        ACCESS,
        "VERIFY_EMAIL",
        "on",
        "on",
        "Whether whoever registers is mailed a link to verify their address with; off: every address counts as verified.",
    ),
    setting(
        ACCESS,
        "OIDC_PROVIDERS",
        "none",
        "company",
        "OpenID providers that people may sign in with, by names of your choice: small letters, digits and -, separated by commas.",
    ),
    setting(
        ACCESS,
        "OIDC_<NAME>_ISSUER",
        "none: required for each name in OIDC_PROVIDERS, in capitals and with _ for -",
        "https://id.example.org",
        "The provider's issuer, to the letter. What else is to be known is read from /.well-known/openid-configuration below it.",
    ),
    setting(
        ACCESS,
        "OIDC_<NAME>_CLIENT_ID",
        "none: required",
        "boardwire",
        "What the provider knows this instance by. Register BASE_URL/api/v1/auth/oidc/<name>/callback there.",
    ),
    setting(ACCESS, "OIDC_<NAME>_CLIENT_SECRET", "none: a public client", "what the provider gave you", "The client's secret."),
    setting(ACCESS, "OIDC_<NAME>_NAME", "the name, with a capital", "Company", "What people are shown: “Sign in with Company”."),
    setting(ACCESS, "RATE_LIMIT", "1", "1", "Multiplies every rate limit; off for tests and benchmarks."),
    setting(
        WATCH,
        "METRICS_ADDR",
        "127.0.0.1:9464, or a free port where that is taken",
        "127.0.0.1:9464",
        "Where each process answers /metrics, /healthz and /readyz.",
    ),
    setting(WATCH, "LOG_FORMAT", "text on a terminal, else json", "json", "How log lines look: text or json."),
    setting(WATCH, "RUST_LOG", "info", "info,sqlx=warn", "Which log lines are written, by level and module."),
    setting(
        WATCH,
        "CONFIG_FILE",
        ".env where that exists",
        "/etc/boardwire.env",
        "A file of NAME=value lines; the environment beats it.",
    ),
];

/// What `.env.example` holds.
#[must_use]
pub fn example_file() -> String {
    let mut out = String::from(
        "# Settings of Boardwire. Copy to .env, or give them in the environment, which beats the file.\n\
         # Every line is optional; what is commented out shows an example.\n",
    );
    let mut section = "";
    for setting in SETTINGS.iter().filter(|s| s.name != "CONFIG_FILE") {
        if setting.section != section {
            section = setting.section;
            let _ = write!(out, "\n## {section}\n");
        }
        let _ = write!(out, "\n# {}\n# Default: {}.\n# {}={}\n", setting.meaning, setting.default, setting.name, setting.example);
    }
    out
}
