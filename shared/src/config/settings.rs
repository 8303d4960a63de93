//! The list of settings: what each means and what it is when not given.

pub struct Setting {
    pub section: &'static str,
    pub name: &'static str,
    /// What it is when not given, in words where it is no fixed value.
    pub default: &'static str,
    pub meaning: &'static str,
    pub example: &'static str,
    /// Whether the example says what it is, and is not what one could type.
    pub example_in_words: bool,
    /// What its value looks like, and its unit.
    pub form: &'static str,
    /// Which processes go by it. (All read and check it.)
    pub read_by: &'static str,
    /// Whether it must not be shown.
    pub secret: bool,
}

impl Setting {
    const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    const fn in_words(self) -> Self {
        Self { example_in_words: true, ..self }
    }

    const fn form(self, form: &'static str) -> Self {
        Self { form, ..self }
    }

    const fn read_by(self, read_by: &'static str) -> Self {
        Self { read_by, ..self }
    }
}

const fn setting(
    section: &'static str,
    name: &'static str,
    default: &'static str,
    example: &'static str,
    meaning: &'static str,
) -> Setting {
    Setting { section, name, default, meaning, example, example_in_words: false, form: "text", read_by: "all", secret: false }
}

const SERVER: &str = "Server";
const STORE: &str = "Data";
const JOBS: &str = "Jobs and events";
const MAIL: &str = "Mail";
const ACCESS: &str = "Accounts and access";
const WATCH: &str = "Logs and metrics";

pub const SETTINGS: &[Setting] = &[
    setting(SERVER, "BIND_ADDR", "127.0.0.1:8000", "127.0.0.1:8000", "Where the API listens: address and port.")
        .form("address:port")
        .read_by("api"),
    setting(
        SERVER,
        "BASE_URL",
        "http://localhost: and the port of BIND_ADDR",
        "https://boards.example.org",
        "The address people use. Links in mails are made from it.",
    )
    .form("URL")
    .read_by("api, worker"),
    setting(
        SERVER,
        "ALLOWED_ORIGINS",
        "the origin of BASE_URL",
        "https://boards.example.org",
        "Browser origins that may use cookies and sockets, separated by commas.",
    )
    .form("list, with commas")
    .read_by("api"),
    setting(
        SERVER,
        "TRUSTED_PROXIES",
        "none",
        "10.0.0.0/8",
        "Addresses or networks of proxies whose forwarded-for headers count, separated by commas.",
    )
    .form("list, with commas")
    .read_by("api"),
    setting(
        SERVER,
        "DRAIN_DELAY",
        "1s",
        "10s",
        "For how long the API lets people in after it was asked to end, while /readyz says 503: as long as your load \
         balancer takes to look elsewhere. A number and s or m, up to 5m, or 0.",
    )
    .form("duration")
    .read_by("api"),
    setting(
        SERVER,
        "HTTP_CONNECTIONS",
        "10000",
        "2000",
        "The most connections to the API that one process holds open; the next wait until one closes. Each \
         takes a file descriptor.",
    )
    .form("number")
    .read_by("api"),
    setting(SERVER, "SOCKETS_PER_USER", "100", "100", "The most WebSockets one process holds open for one person.")
        .form("number")
        .read_by("api"),
    setting(
        SERVER,
        "SOCKETS_PER_ADDRESS",
        "1000",
        "1000",
        "The most WebSockets one process holds open for one address (of IPv6: for one /64 network).",
    )
    .form("number")
    .read_by("api"),
    setting(
        SERVER,
        "WEB_DIR",
        "none: the web app that is part of the program, where it was built with one",
        "web/dist/app",
        "A folder with a built web app to serve at /app/ in the place of the program's own.",
    )
    .form("folder")
    .read_by("api"),
    setting(STORE, "DATA_DIR", "data", "data", "The folder of everything that the embedded way to run stores.").form("folder"),
    setting(
        STORE,
        "DATABASE_URL",
        "a SQLite file in DATA_DIR",
        "postgres://boardwire@localhost/boardwire",
        "The database: postgres://… or sqlite://path.",
    )
    .secret()
    .form("URL"),
    setting(STORE, "DATABASE_CONNECTIONS", "16", "16", "The most connections one process opens to the database, 2 to 1000.")
        .form("number"),
    setting(
        STORE,
        "STORAGE_URL",
        "the folder files in DATA_DIR",
        "s3://bucket/prefix",
        "Where uploaded files are kept: file:///folder, or s3://bucket/prefix with the settings of AWS below.",
    )
    .form("URL")
    .read_by("api, worker"),
    setting(STORE, "UPLOAD_LIMIT", "10MB", "10MB", "The largest file that may be uploaded: a number and kB or MB, up to 1000MB.")
        .form("size: a number and kB or MB")
        .read_by("api, worker"),
    setting(
        STORE,
        "AWS_ENDPOINT",
        "that of AWS in the region",
        "https://minio.example.org",
        "Where S3 answers, for S3 of other makers. Buckets are named in the path.",
    )
    .form("URL")
    .read_by("api, worker"),
    setting(STORE, "AWS_REGION", "us-east-1", "eu-central-1", "The region of the bucket.").read_by("api, worker"),
    setting(
        STORE,
        "AWS_ACCESS_KEY_ID",
        "none: the role that the machine, the task or the pod has",
        "AKIAIOSFODNN7EXAMPLE",
        "The key for S3, with AWS_SECRET_ACCESS_KEY.",
    )
    .read_by("api, worker"),
    setting(STORE, "AWS_SECRET_ACCESS_KEY", "none", "the secret of the key", "The secret of the key for S3.")
        .in_words()
        .secret()
        .read_by("api, worker"),
    setting(STORE, "AWS_SESSION_TOKEN", "none", "a token", "Comes with keys for S3 that are good for a while only.")
        .in_words()
        .secret()
        .read_by("api, worker"),
    setting(
        JOBS,
        "REDIS_URL",
        "none: one process does everything",
        "redis://localhost:6379",
        "Redis for handing out jobs, and for hints between processes.",
    )
    .secret()
    .form("URL"),
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
        "all: notifications:64,mail:16,maintenance:2",
        "mail:16,notifications:8",
        "The queues that a worker serves, and how many jobs of each at a time.",
    )
    .form("list, with commas")
    .read_by("worker"),
    setting(
        MAIL,
        "SMTP_URL",
        "none: mails become .eml files in DATA_DIR/mail",
        "smtp://user:password@mail.example.org:587?tls=required",
        "The mail server: smtp:// or smtps://, with ?tls=required or ?tls=opportunistic for STARTTLS.",
    )
    .secret()
    .form("URL")
    .read_by("api, worker"),
    setting(
        MAIL,
        "SMTP_CA_FILE",
        "none: the system's certificate authorities",
        "/etc/ssl/our-ca.pem",
        "Certificate authorities (PEM) that the mail server's certificate may come from, beside the system's.",
    )
    .form("file")
    .read_by("worker"),
    setting(MAIL, "SMTP_CONNECTIONS", "16", "4", "The most connections one worker holds to the mail server, 1 to 256.")
        .form("number")
        .read_by("worker"),
    setting(
        MAIL,
        "SMTP_RATE",
        "none",
        "10/s",
        "The most mails handed to the mail server by all workers together, evenly spaced: a number and /s, \
         /m or /h.",
    )
    .form("rate: a number and /s, /m or /h")
    .read_by("worker"),
    setting(
        MAIL,
        "MAIL_WINDOW",
        "2m",
        "2m",
        "For how long changes to one card are gathered into one mail: a number and s, m or h, up to 1h, or 0.",
    )
    .form("time: a number and s, m, h or d")
    .read_by("worker"),
    setting(MAIL, "MAIL_FROM", "Boardwire <boardwire@localhost>", "Boardwire <boards@example.org>", "The sender of every mail.")
        .read_by("worker"),
    setting(
        ACCESS,
        "SECRET_KEY",
        "made on first start and kept in DATA_DIR; required with PostgreSQL",
        "at least 32 random bytes, for example from openssl rand -hex 32",
        "Signs tokens. Several, separated by commas, rotate keys: the first signs, all are accepted.",
    )
    .in_words()
    .secret()
    .form("list, with commas"),
    setting(ACCESS, "ACCESS_TTL", "15m", "15m", "How long an access token is good: a number and s, m, h or d.")
        .form("time: a number and s, m, h or d")
        .read_by("api"),
    setting(ACCESS, "REFRESH_TTL", "30d", "30d", "How long a sign-in lasts without use: a number and s, m, h or d.")
        .form("time: a number and s, m, h or d")
        .read_by("api"),
    setting(ACCESS, "REGISTRATION", "open", "invited", "Who may make an account: open, invited or closed.")
        .form("open, invited or closed")
        .read_by("api"),
    setting(
        ACCESS,
        "VERIFY_EMAIL",
        "on",
        "on",
        "Whether whoever registers is mailed a link to verify their address with; off: every address counts \
         as verified.",
    )
    .form("on or off")
    .read_by("api"),
    setting(
        ACCESS,
        "OIDC_PROVIDERS",
        "none",
        "company",
        "OpenID providers that people may sign in with, by names of your choice: small letters, digits and \
         -, separated by commas.",
    )
    .form("list, with commas")
    .read_by("api"),
    setting(
        ACCESS,
        "OIDC_<NAME>_ISSUER",
        "none: required for each name in OIDC_PROVIDERS, in capitals and with _ for -",
        "https://id.example.org",
        "The provider's issuer, to the letter. What else is to be known is read from \
         /.well-known/openid-configuration below it.",
    )
    .form("URL")
    .read_by("api"),
    setting(
        ACCESS,
        "OIDC_<NAME>_CLIENT_ID",
        "none: required",
        "boardwire",
        "What the provider knows this instance by. Register BASE_URL/api/v1/auth/oidc/<name>/callback there.",
    )
    .read_by("api"),
    setting(ACCESS, "OIDC_<NAME>_CLIENT_SECRET", "none: a public client", "what the provider gave you", "The client's secret.")
        .in_words()
        .secret()
        .read_by("api"),
    setting(ACCESS, "OIDC_<NAME>_NAME", "the name, with a capital", "Company", "What people are shown: “Sign in with Company”.")
        .read_by("api"),
    setting(ACCESS, "RATE_LIMIT", "1", "1", "Multiplies every rate limit; off for tests and benchmarks.")
        .form("number, or off")
        .read_by("api"),
    setting(
        WATCH,
        "METRICS_ADDR",
        "127.0.0.1:9464, or a free port where that is taken",
        "127.0.0.1:9464",
        "Where each process answers /metrics, /healthz and /readyz.",
    )
    .form("address:port"),
    setting(WATCH, "LOG_FORMAT", "text on a terminal, else json", "json", "How log lines look: text or json.")
        .form("text or json"),
    setting(WATCH, "RUST_LOG", "info", "info,sqlx=warn", "Which log lines are written, by level and module."),
    setting(
        WATCH,
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "none: no traces are sent",
        "http://localhost:4318",
        "The OpenTelemetry collector that traces go to, over HTTP with protobuf, at /v1/traces below this address.",
    )
    .form("URL"),
    setting(
        WATCH,
        "OTEL_EXPORTER_OTLP_HEADERS",
        "none",
        "x-api-key=the key",
        "Headers for the collector: name=value, separated by commas; values are decoded as in web addresses.",
    )
    .secret(),
    setting(WATCH, "OTEL_SERVICE_NAME", "boardwire", "boards", "What the traces' service is called."),
    setting(
        WATCH,
        "CONFIG_FILE",
        ".env where that exists",
        "/etc/boardwire.env",
        "A file of NAME=value lines; the environment beats it.",
    )
    .form("file"),
];
