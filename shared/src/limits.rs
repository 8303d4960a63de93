//! Every limit of a process, named in one place: how long things may take, how large they may be, how many there may be at
//! once. Whoever keeps a limit takes it from here; the page of settings lists them from [`ALL`].
//!
//! What counts over all processes, or goes by person, is not here: rate limits are in `rates` and `app::limit`, what
//! jobs may take in `jobs`.

use std::time::Duration;

/// How long what still runs may take at the end of a process: requests and sockets after `DRAIN_DELAY`, jobs from the signal
/// on. Whoever starts processes gives them a little longer than both (40 s in containers) before killing them.
pub const DRAIN: Duration = Duration::from_secs(25);
/// How long those who were the last to be let in may take to say what they want.
pub const LAST_WORDS: Duration = Duration::from_millis(500);

/// The head of a request has to be there by then, counted from when the connection is free for it. So it is also how long an
/// idle connection is kept: longer than proxies keep theirs (60 s), which would else send a request into one that closes.
pub const HEAD_WITHIN: Duration = Duration::from_secs(75);
/// The request line and all header fields.
pub const HEAD_BYTES: usize = 64 << 10;
pub const HEADER_FIELDS: usize = 100;
/// The largest JSON body, in bytes.
pub const JSON_BYTES: usize = 1 << 20;
/// How long a JSON body may take to arrive.
pub const JSON_WITHIN: Duration = Duration::from_secs(30);
/// How long the next piece of an upload may take, and all of them.
pub const PIECE_WITHIN: Duration = Duration::from_secs(30);
pub const UPLOAD_WITHIN: Duration = Duration::from_mins(10);
/// The largest file to be imported, in bytes.
pub const IMPORT_BYTES: usize = 25_000_000;
/// How long a request may take to be answered, uploads apart: less than the minute after which proxies give up.
pub const ANSWER_WITHIN: Duration = Duration::from_secs(50);
/// How long a client may take nothing of an answer.
pub const STALLED_WITHIN: Duration = Duration::from_mins(1);
/// Connections to `METRICS_ADDR` at a time.
pub const PROBES: usize = 64;
/// How long the head of a request to `METRICS_ADDR` may take, and all of it: it is asked by machines nearby, and those that
/// say nothing must not keep the others out.
pub const PROBE_HEAD_WITHIN: Duration = Duration::from_secs(5);
pub const PROBE_WITHIN: Duration = Duration::from_secs(10);

/// How long letting someone into a socket may take.
pub const SOCKET_OPEN_WITHIN: Duration = Duration::from_secs(10);
/// The largest message that a socket takes, in bytes; it may come in fragments.
pub const SOCKET_MESSAGE_BYTES: usize = 64 << 10;
/// How long a client may take nothing of a frame of a socket, and how many bytes of it give a second more.
pub const SOCKET_STALLED_WITHIN: Duration = Duration::from_secs(5);
pub const SOCKET_BYTES_PER_SECOND: usize = 64 << 10;
/// How many frames a client may send in how long.
pub const SOCKET_FRAMES: usize = 100;
pub const SOCKET_FRAMES_WITHIN: Duration = Duration::from_secs(10);
/// For how long a client may send nothing, not even the answer to a ping.
pub const SOCKET_SILENT_WITHIN: Duration = Duration::from_secs(75);
/// How much of the latest of a board or project is kept for all who follow it, in bytes, and for how long one may be further
/// behind than that.
pub const SOCKET_KEPT_BYTES: usize = 256 << 10;
pub const SOCKET_BEHIND_WITHIN: Duration = Duration::from_secs(15);

/// Snapshots of boards that are kept to be shown again, in bytes.
pub const SNAPSHOT_BYTES: usize = 32 << 20;

/// How long one waits for a connection to the database.
pub const DATABASE_TURN: Duration = Duration::from_secs(5);
/// How long a statement may take on PostgreSQL. Migrations have no such limit, here and below.
pub const STATEMENT_WITHIN: Duration = Duration::from_secs(30);
/// How long a statement may wait for somebody else's lock on PostgreSQL.
pub const LOCK_WITHIN: Duration = Duration::from_secs(20);
/// How long a transaction may do nothing on PostgreSQL: longer than an export waits for its reader.
pub const IDLE_IN_TRANSACTION: Duration = Duration::from_mins(2);
/// How long a process that ends waits for PostgreSQL to answer what it was asked last.
pub const DATABASE_CLOSED_WITHIN: Duration = Duration::from_secs(2);
/// How long a change waits for its turn on SQLite, which lets one in at a time.
pub const SQLITE_TURN: Duration = Duration::from_secs(30);
/// Connections that read from SQLite at a time, where `DATABASE_CONNECTIONS` is not less.
pub const SQLITE_READERS: u32 = 4;
/// Connections to PostgreSQL that a worker has for the statements of its engine, beside `DATABASE_CONNECTIONS`: two each
/// for claims and finishes on their way, and some for renewing, marking and looking.
pub const JOB_CONNECTIONS: u32 = 8;

/// Exports that are being read at a time, each on a connection to the database.
pub const EXPORTS: usize = 4;
/// How long all of an export may take: so long it holds what it reads as of its moment.
pub const EXPORT_WITHIN: Duration = Duration::from_mins(10);
/// How long one operation of the storage of files may take, or the next piece of a content be waited for.
pub const STORAGE_WITHIN: Duration = Duration::from_secs(20);
/// How long connecting to a mail server may take, and everything before a mail itself.
pub const SMTP_CONNECT_WITHIN: Duration = Duration::from_secs(30);
pub const SMTP_WITHIN: Duration = Duration::from_mins(4);
/// A server may need this long to answer the final dot (RFC 5321 4.5.3.2.6).
pub const SMTP_CONTENT_WITHIN: Duration = Duration::from_mins(10);
/// How long asking an OpenID provider may take.
pub const PROVIDER_WITHIN: Duration = Duration::from_secs(10);
/// No request waits longer for its count in Redis; after that its process counts for itself.
pub const RATES_WITHIN: Duration = Duration::from_millis(250);
/// Whoever asks for a process's health waits no longer for the database.
pub const HEALTH_WITHIN: Duration = Duration::from_secs(2);

/// How much.
#[derive(Clone, Copy, Debug)]
pub enum Amount {
    Time(Duration),
    Bytes(usize),
    Count(u64),
    /// What this setting says.
    Setting(&'static str),
}

/// A line of the list of limits.
pub struct Limit {
    pub what: &'static str,
    pub most: Amount,
    /// What happens to what goes beyond it.
    pub then: &'static str,
}

const fn limit(what: &'static str, most: Amount, then: &'static str) -> Limit {
    Limit { what, most, then }
}

use Amount::{Bytes, Count, Setting, Time};

/// All of them, by what they are of.
pub const ALL: &[(&str, &[Limit])] = &[
    (
        "Requests",
        &[
            limit("connections of a process", Setting("HTTP_CONNECTIONS"), "the next wait until one closes"),
            limit("the head of a request; an idle connection", Time(HEAD_WITHIN), "the connection is closed"),
            limit("the size of a head", Bytes(HEAD_BYTES), "431"),
            limit("the header fields of a request", Count(HEADER_FIELDS as u64), "431"),
            limit("the size of a JSON body", Bytes(JSON_BYTES), "413"),
            limit("the arrival of a JSON body", Time(JSON_WITHIN), "408"),
            limit("the size of an upload", Setting("UPLOAD_LIMIT"), "413, and the rest is not read"),
            limit("the size of a file to be imported", Bytes(IMPORT_BYTES), "413, and the rest is not read"),
            limit("the arrival of the next piece of an upload", Time(PIECE_WITHIN), "408"),
            limit("the arrival of a whole upload", Time(UPLOAD_WITHIN), "408"),
            limit("the answer to a request", Time(ANSWER_WITHIN), "503; what was not committed is undone"),
            limit("a client that takes nothing of its answer", Time(STALLED_WITHIN), "the connection is closed"),
            limit("connections to METRICS_ADDR", Count(PROBES as u64), "the next wait until one closes"),
            limit("the head of a request to METRICS_ADDR", Time(PROBE_HEAD_WITHIN), "the connection is closed"),
            limit("a connection to METRICS_ADDR, which is for one request", Time(PROBE_WITHIN), "it is closed"),
        ],
    ),
    (
        "Sockets",
        &[
            limit("sockets of one person in a process", Setting("SOCKETS_PER_USER"), "4429"),
            limit("sockets of one address in a process", Setting("SOCKETS_PER_ADDRESS"), "4429"),
            limit("opening a socket", Time(SOCKET_OPEN_WITHIN), "it is closed"),
            limit("the size of a message", Bytes(SOCKET_MESSAGE_BYTES), "1009"),
            limit("frames of a client in ten seconds, pings among them", Count(SOCKET_FRAMES as u64), "4429"),
            limit(
                "a client that takes nothing of a frame, with a second more for each 64 KiB",
                Time(SOCKET_STALLED_WITHIN),
                "4408",
            ),
            limit(
                "the latest of a board or project, kept for all who follow it",
                Bytes(SOCKET_KEPT_BYTES),
                "who is behind reads rows",
            ),
            limit("a client that is further behind than that", Time(SOCKET_BEHIND_WITHIN), "4408"),
            limit("a client that sends nothing, answers to pings included", Time(SOCKET_SILENT_WITHIN), "4408"),
        ],
    ),
    (
        "Memory",
        &[limit(
            "snapshots of boards that are kept to be shown again",
            Bytes(SNAPSHOT_BYTES),
            "those not asked for are read again",
        )],
    ),
    (
        "The database",
        &[
            limit("connections of a process", Setting("DATABASE_CONNECTIONS"), "requests wait for one"),
            limit("connections of a worker for its queues, beside those", Count(JOB_CONNECTIONS as u64), "claims wait for one"),
            limit("readers of SQLite in a process", Count(SQLITE_READERS as u64), "reads wait for one"),
            limit("waiting for a connection", Time(DATABASE_TURN), "503"),
            limit("waiting for one's turn to write to SQLite", Time(SQLITE_TURN), "503"),
            limit("a statement (statement_timeout)", Time(STATEMENT_WITHIN), "503"),
            limit("waiting for a lock (lock_timeout)", Time(LOCK_WITHIN), "503"),
            limit(
                "a transaction that does nothing (idle_in_transaction_session_timeout)",
                Time(IDLE_IN_TRANSACTION),
                "it is rolled back",
            ),
        ],
    ),
    (
        "What else is asked",
        &[
            limit("one operation of the storage of files", Time(STORAGE_WITHIN), "503"),
            limit("exports read at a time in a process", Count(EXPORTS as u64), "429 after some seconds"),
            limit("reading an export", Time(EXPORT_WITHIN), "it is broken off"),
            limit("connections of a worker to the mail server", Setting("SMTP_CONNECTIONS"), "the mail waits"),
            limit("connecting to the mail server", Time(SMTP_CONNECT_WITHIN), "the mail is put off"),
            limit("all that comes before a mail itself", Time(SMTP_WITHIN), "the mail is put off"),
            limit("the mail itself, and the answer to it", Time(SMTP_CONTENT_WITHIN), "the mail is sent again"),
            limit("asking an OpenID provider", Time(PROVIDER_WITHIN), "the page says so"),
            limit("counting a request in Redis", Time(RATES_WITHIN), "its process counts for itself"),
            limit("asking the database for /readyz", Time(HEALTH_WITHIN), "/readyz says 503"),
        ],
    ),
    (
        "The end of a process",
        &[
            limit("/readyz says no, and connections are still taken", Setting("DRAIN_DELAY"), "connections are refused"),
            limit(
                "finishing requests, closing sockets, finishing jobs: all in",
                Time(DRAIN),
                "given up; jobs run again elsewhere",
            ),
            limit("a PostgreSQL that does not answer any more", Time(DATABASE_CLOSED_WITHIN), "its connections are left to it"),
        ],
    ),
];
