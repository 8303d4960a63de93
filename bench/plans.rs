//! No request and no job reads more of the database where there is more: neither more boards, people and cards than somebody
//! sees, nor what was archived. On PostgreSQL by the counters of what was read, in two installations of which one grew; on
//! SQLite by how it would run each statement that was made.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use shared::{
    app::Ctx,
    jobs::{NewJob, ScanDigests, ScanDue, ScanReminders},
    server::Tcp,
    store::{self, Engine, Schema},
};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};
use tokio_util::sync::CancellationToken;

use crate::{
    million::{Form, sign_in},
    rig::{Rig, Site, Size},
    support::{Client, Person, Place, Process, block_on, id, ids},
};

const NEW: Form = Form { boards: 10, cards: 20, live: 20 };
const GROWN: Form = Form { boards: 40, cards: 420, live: 20 };

/// Somebody who may make cards and has not many: what somebody has may take its time.
const READER: i64 = 16;

/// What people look at.
const LOOKS: [&str; 28] = [
    "/teams",
    "/teams/{team}/members",
    "/teams/{team}/activity",
    "/projects",
    "/projects/{project}/members?q=per",
    "/projects/{project}/activity",
    "/projects/{project}/labels",
    "/boards",
    "/projects/{project}/boards",
    "/boards/{board}/columns",
    "/boards/{board}/snapshot",
    "/boards/{board}/activity",
    "/boards/{board}/activity?after_seq=3",
    "/boards/{board}/cards",
    "/boards/{board}/cards?archived=true&limit=5",
    "/cards/{card}",
    "/cards/{card}/activity",
    "/cards/{card}/comments",
    "/cards?assignee=me",
    "/cards?sort=due_at&limit=10",
    "/cards?q=look+after",
    "/cards?label={label}&limit=5",
    "/cards?q=v4711",
    "/notifications",
    "/notifications?unread=true",
    "/dashboard",
    "/reports/projects/{project}?from={from}",
    "/reports/workload",
];

/// Tables that grow with an installation.
const LARGE: [&str; 24] = [
    "boards",
    "card_assignees",
    "card_documents",
    "card_labels",
    "card_stays",
    "card_watchers",
    "cards",
    "columns",
    "comments",
    "deliveries",
    "delivery_items",
    "events",
    "jobs",
    "labels",
    "notifications",
    "project_members",
    "projects",
    "sessions",
    "streams",
    "team_members",
    "teams",
    "user_events",
    "users",
    "notification_settings",
];

/// Somebody's day: what they look at and what they change.
struct Day {
    me: Person,
    names: Vec<(&'static str, String)>,
    column: String,
    colleague: String,
}

impl Day {
    async fn begin(base: &str) -> Self {
        let (me, other) = (sign_in(&Client::new(base), READER).await, sign_in(&Client::new(base), 2).await);
        let boards = me.get("/boards").await.expect(200);
        let text = |value: &Value| value.as_str().expect("an id").to_owned();
        let (board, project) = (text(&boards["items"][0]["id"]), text(&boards["items"][0]["project_id"]));
        let team = text(&me.get(&format!("/projects/{project}")).await.expect(200)["team_id"]);
        let column = ids(&me.get(&format!("/boards/{board}/columns")).await.expect(200)).remove(0);
        let card = ids(&me.get(&format!("/boards/{board}/cards")).await.expect(200)).remove(0);
        let label = ids(&me.get(&format!("/projects/{project}/labels")).await.expect(200)).remove(0);
        // Of the last week: in both installations the same was done in it.
        let from = (shared::clock::Clock::default().now() - chrono::TimeDelta::days(6)).date_naive().to_string();
        let names = vec![
            ("{team}", team),
            ("{project}", project),
            ("{board}", board),
            ("{card}", card),
            ("{label}", label),
            ("{from}", from),
        ];
        Self { me, names, column, colleague: other.id.clone() }
    }

    async fn look(&self, base: &str, path: &str) {
        let path = self.names.iter().fold(path.to_owned(), |path, (name, id)| path.replace(name, id));
        self.me.asking(base).get(&path).await.expect(200);
    }

    /// A card from its making to its end.
    async fn change(&self, base: &str) {
        let me = self.me.asking(base);
        let body = json!({"title": "One of many", "description": "It is.", "assignees": [self.colleague]});
        let card = id(&me.post(&format!("/columns/{}/cards", self.column), body).await.expect(201));
        me.patch(&format!("/cards/{card}"), json!({"title": "One of a few"})).await.expect(200);
        me.post(&format!("/cards/{card}/comments"), json!({"body": "What about it, @person2?"})).await.expect(201);
        me.post(&format!("/cards/{card}/move"), json!({"status": "done"})).await.expect(200);
        me.patch(&format!("/cards/{card}"), json!({"archived": true})).await.expect(200);
        me.delete(&format!("/cards/{card}")).await.expect(204);
    }
}

/// How many rows of each large table were read for each thing that was done.
type Read = BTreeMap<String, BTreeMap<String, i64>>;

struct Counted {
    site: Site,
    server: PgConnection,
}

impl Counted {
    async fn fill(rig: &Rig, form: Form) -> Self {
        let site = rig.site().await;
        form.fill_postgres(site.database()).await;
        let server = PgConnection::connect(site.database()).await.expect("PostgreSQL answers");
        Self { site, server }
    }

    /// This process as one of the installation's. Of small tables PostgreSQL rather reads all; as if they were large it looks
    /// for rows one by one.
    async fn ctx(&self) -> Ctx {
        let off = ["seqscan", "hashjoin", "mergejoin"].map(|way| format!("&options[enable_{way}]=off")).concat();
        self.site.ctx(&[("DATABASE_URL", &format!("{}{off}", self.site.database()))]).await
    }

    /// The rows of each table that were read so far: once nobody is connected any more, all is counted.
    async fn rows(&mut self) -> BTreeMap<String, i64> {
        let others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
                      AND backend_type = 'client backend'";
        let asked = std::time::Instant::now();
        while sqlx::query_scalar::<_, i64>(others).fetch_one(&mut self.server).await.expect("it can be asked") > 0 {
            assert!(asked.elapsed() < std::time::Duration::from_mins(1), "somebody stays connected");
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        sqlx::query("SELECT pg_stat_clear_snapshot()").execute(&mut self.server).await.expect("it can be asked");
        let text = "SELECT t.relname::text, t.seq_tup_read + COALESCE((SELECT sum(i.idx_tup_read)::bigint \
                    FROM pg_stat_user_indexes i WHERE i.relid = t.relid), 0) FROM pg_stat_user_tables t";
        let rows: Vec<(String, i64)> = sqlx::query_as(text).fetch_all(&mut self.server).await.expect("it counts");
        rows.into_iter().filter(|(table, _)| LARGE.contains(&table.as_str())).collect()
    }

    /// Does something with an API of its own, and notes what was read meanwhile.
    async fn note(&mut self, what: &str, read: &mut Read, work: impl AsyncFnOnce(&Ctx, &str)) {
        let before = self.rows().await;
        let ctx = self.ctx().await;
        let listener = Tcp::bind(([127, 0, 0, 1], 0).into()).expect("there is a free port");
        let (base, stop) = (format!("http://{}", listener.address()), CancellationToken::new());
        let serving = tokio::spawn(api::serve(ctx.clone(), listener, stop.clone()));
        work(&ctx, &base).await;
        stop.cancel();
        serving.await.expect("the API ends by itself").expect("and well");
        ctx.db.close().await;
        drop(ctx);
        let after = self.rows().await;
        let rows = after.into_iter().map(|(table, rows)| (table.clone(), rows - before.get(&table).unwrap_or(&0)));
        read.insert(what.to_owned(), rows.collect());
    }

    async fn day(mut self) -> Read {
        let (mut read, mut day) = (Read::new(), None);
        self.note("signing in", &mut read, async |_, base| day = Some(Day::begin(base).await)).await;
        let day = day.expect("it began");
        for path in LOOKS {
            self.note(path, &mut read, async |_, base| day.look(base, path).await).await;
        }
        self.note("changes", &mut read, async |_, base| day.change(base).await).await;
        self.note("jobs", &mut read, async |ctx, _| {
            let mut work = ctx.begin_unattended().await.expect("a transaction begins");
            work.enqueue_new(NewJob::new(&ScanDue {}));
            work.enqueue_new(NewJob::new(&ScanReminders {}));
            work.enqueue_new(NewJob::new(&ScanDigests {}));
            work.commit().await.expect("it commits");
            worker::run_due_jobs(ctx).await.expect("the jobs can be run");
        })
        .await;
        read
    }
}

#[test]
fn nothing_reads_more_of_postgres_where_there_is_more() {
    block_on(async {
        let rig = Rig::start(&Size::SHORT);
        let new = Counted::fill(&rig, NEW).await.day().await;
        let grown = Counted::fill(&rig, GROWN).await.day().await;
        let mut slips = Vec::new();
        for (what, rows) in &grown {
            for (table, rows) in rows {
                let before = new[what][table];
                // Less than all cards of one board, or one card of each. Somebody's own cards are some more, too, and the cards
                // of their boards that are not archived may all be looked at.
                if *rows > before * 3 / 2 + 300 {
                    slips.push(format!("{what}: {rows} rows of {table}, which were {before} when there were fewer"));
                }
            }
        }
        assert!(slips.is_empty(), "{}", slips.join("\n"));
        let read: BTreeSet<_> = new.values().flatten().filter(|(_, rows)| **rows > 0).map(|(table, _)| table).collect();
        assert!(read.len() > 15, "it is counted: {read:?}");
    });
}

#[test]
fn sqlite_reads_no_large_table_whole() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let file = place.folder().join("boardwire.db");
        let url = format!("sqlite://{}", file.display());
        store::connect(&url, 2, Schema::Migrate).await.expect("the migrations apply").close().await;
        GROWN.fill_sqlite(&file).await;
        let settings = [("RUST_LOG", "warn,sqlx::query=debug"), ("LOG_FORMAT", "json"), ("ACCESS_TTL", "12h")];
        let mut whole = Process::start(&place, "all", &settings).await;
        let day = Day::begin(whole.base()).await;
        for path in LOOKS {
            day.look(whole.base(), path).await;
        }
        day.change(whole.base()).await;
        let changed = std::time::Instant::now();
        while !whole.log().contains("INSERT INTO delivery_items") {
            assert!(changed.elapsed() < std::time::Duration::from_mins(1), "nothing is mailed");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        whole.terminate().await;
        let statements = statements(&whole.log());
        assert!(statements.len() > 80, "they are in the log: {}", statements.len());
        let mut reader = SqliteConnection::connect(&url).await.expect("the file opens");
        // As the engine would know tables that are a thousand times as large: in more boards, not in larger ones.
        let grow = "UPDATE sqlite_stat1 SET stat = CAST(stat AS INTEGER) * 1000 || substr(stat, instr(stat || ' ', ' ')); ANALYZE sqlite_schema";
        sqlx::raw_sql(grow).execute(&mut reader).await.expect("it takes its statistics from a table");
        let mut slips = Vec::new();
        for statement in &statements {
            for step in steps(&mut reader, statement).await {
                if let Some(table) = scanned(statement, &step) {
                    slips.push(format!("{table}: {step}\n    {statement}"));
                }
            }
        }
        assert!(slips.is_empty(), "these read tables whole:\n{}", slips.join("\n"));
        let [all, some] = ["SELECT c.id FROM cards AS c", "SELECT id FROM cards WHERE id = $1"];
        assert_eq!(scanned(all, &steps(&mut reader, all).await[0]), Some("cards"));
        assert_eq!(scanned(some, &steps(&mut reader, some).await[0]), None);
    });
}

/// The statements in a log, each once.
fn statements(log: &str) -> BTreeSet<String> {
    let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let said = lines.filter(|line| line["target"] == "sqlx::query").map(|line| {
        let text = line["db.statement"].as_str().filter(|text| !text.is_empty()).or(line["summary"].as_str());
        text.unwrap_or_default().trim().to_owned()
    });
    // Those that are sent at once are logged as one.
    let said = said.flat_map(|text| text.split("; ").map(str::to_owned).collect::<Vec<_>>());
    let begins = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"];
    said.filter(|text| begins.iter().any(|word| text.starts_with(word)) && text != ANYONE).collect()
}

/// Reads one row: whether there is an account at all.
const ANYONE: &str = "SELECT id FROM users LIMIT 1";

async fn steps(reader: &mut SqliteConnection, statement: &str) -> Vec<String> {
    let explain = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"))).persistent(false);
    let rows = explain.fetch_all(reader).await.unwrap_or_else(|error| panic!("{error}: {statement}"));
    rows.iter().map(|row| row.get("detail")).collect()
}

/// The large table that this step of a statement reads from one end to the other.
fn scanned(statement: &str, step: &str) -> Option<&'static str> {
    let name = step.strip_prefix("SCAN ")?.split(' ').next()?;
    let words: Vec<&str> = statement.split([' ', '(', ')', ',', '\n']).filter(|word| !word.is_empty() && *word != "AS").collect();
    let is_of = |table: &str| name == table || words.windows(2).any(|pair| pair == [table, name]);
    LARGE.into_iter().find(|table| is_of(table))
}
