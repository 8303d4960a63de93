//! Lists of cards stay fast where there are very many: how the engines would run each statement that a list really makes.
//! None may read all cards, whatever the filters, the order and the page.
//!
//! `cargo test --test it card_plans::measure -- --ignored --nocapture` prints how long each takes on 100,000 cards.

use std::time::{Duration, Instant};

use serde_json::json;
use shared::{
    domain::{CardSort, ColumnKind, search::terms},
    store::{
        Engine,
        card_search::{Assigned, Plan, Search, explain, find},
    },
};

use crate::support::{Board, Person, TestApp, databases, id, stories, story_within};

stories![no_list_reads_all_cards];

const CARDS: i64 = 100_000;

/// A board with this many cards that differ in everything, made past the API.
struct Crowd {
    ada: Person,
    board: Board,
    label: String,
    rare: String,
}

async fn crowd(app: &TestApp) -> Crowd {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let label = async |name: &str| {
        let body = json!({"name": name, "color": "#d73a4a"});
        id(&ada.post(&format!("/projects/{}/labels", board.project), body).await.expect(201))
    };
    let (label, rare) = (label("bug").await, label("rare").await);
    let db = &app.ctx().db;
    // Number n of the series, on either engine: its id, and a time that grows with it.
    let (series, made_id, at) = match db.engine() {
        Engine::Sqlite => (
            "WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < $1)",
            "CAST(unhex(printf('0198c2a47b7e7cc0a4f3%012x', n)) AS BLOB)",
            "strftime('%Y-%m-%dT%H:%M:%S+00:00', 1700000000 + {} * 60, 'unixepoch')",
        ),
        Engine::Postgres => (
            "WITH s AS (SELECT generate_series(1, $1::bigint) AS n)",
            "('0198c2a47b7e7cc0a4f3' || lpad(to_hex(n), 12, '0'))::uuid",
            "to_timestamp(1700000000 + {} * 60)",
        ),
    };
    let at = |number: &str| at.replace("{}", number);
    let uuid = |id: &str| match db.engine() {
        Engine::Sqlite => format!("unhex('{}')", id.replace('-', "")),
        Engine::Postgres => format!("'{id}'::uuid"),
    };
    let (todo, doing, done) = (uuid(&board.todo), uuid(&board.in_progress), uuid(&board.done));
    let (project, on, by) = (uuid(&board.project), uuid(&board.id), uuid(&ada.id));
    let (created, updated, due) = (at("n"), at("((n * 7919) % $1)"), at("((n * 104729) % $1)"));
    databases::unstamped(db).await;
    for text in [
        format!(
            "INSERT INTO cards (id, project_id, board_id, column_id, number, title, description, position, priority, due_at, \
             archived_at, watchers_count, comments_count, files_count, checklist_done, checklist_total, version, created_by, \
             created_at, updated_at) {series} SELECT {made_id}, {project}, {on}, \
             CASE WHEN n % 10 < 6 THEN {done} WHEN n % 1000 = 7 THEN {doing} ELSE {todo} END, n, 'Card ' || n, \
             'Some text of a usual length that says what is to be done, by whom and why; it is stored beside the others.', \
             'V', n % 5, CASE WHEN n % 3 = 0 THEN {due} END, CASE WHEN n % 4 = 0 THEN {created} END, \
             0, 0, 0, 0, 0, 1, {by}, {created}, {updated} FROM s"
        ),
        format!(
            "INSERT INTO card_documents (card_id, card_words, comment_words) {series} SELECT {made_id}, \
             'card common ' || CASE WHEN n % 100 = 1 THEN 'some' ELSE 'other' END || ' w' || n, \
             CASE WHEN n % 1000 = 1 THEN 'said' ELSE '' END FROM s"
        ),
        format!(
            "INSERT INTO card_assignees (card_id, user_id, assigned_at) {series} SELECT {made_id}, {by}, {created} FROM s WHERE n % 5 = 1"
        ),
        format!("INSERT INTO card_labels (card_id, label_id) {series} SELECT {made_id}, {} FROM s WHERE n % 5 < 2", uuid(&label)),
        format!(
            "INSERT INTO card_labels (card_id, label_id) {series} SELECT {made_id}, {} FROM s WHERE n % 5000 = 1",
            uuid(&rare)
        ),
    ] {
        db.write(text).bind(CARDS).run().await.unwrap();
    }
    db.maintain().await.unwrap();
    Crowd { ada, board, label, rare }
}

impl Crowd {
    fn search(&self, sort: CardSort) -> Search {
        Search {
            boards: vec![self.board.id.parse().unwrap()],
            column_id: None,
            assignee: None,
            status: None,
            priority: None,
            label: None,
            due_before: None,
            due_after: None,
            archived: false,
            terms: None,
            sort,
        }
    }

    /// The shapes that a list can have: each filter, narrow and wide, some together, each order.
    fn shapes(&self) -> Vec<(String, Search)> {
        let newest = || self.search(CardSort::CreatedAtDown);
        let at = |text: &str| Some(text.parse().unwrap());
        let me = Some(Assigned::To(self.ada.id.parse().unwrap()));
        let words = |q: &str| Some(terms(q));
        let label = |label: &str| Some(label.parse().unwrap());
        let mut shapes: Vec<(String, Search)> =
            CardSort::ALL.iter().map(|sort| (format!("sort={sort}"), self.search(*sort))).collect();
        for (name, search) in [
            ("archived", Search { archived: true, ..newest() }),
            ("column", Search { column_id: Some(self.board.todo.parse().unwrap()), ..newest() }),
            ("column, few", Search { column_id: Some(self.board.in_progress.parse().unwrap()), ..newest() }),
            ("assignee", Search { assignee: me, ..newest() }),
            ("assignee, nobody", Search { assignee: Some(Assigned::ToNobody), ..newest() }),
            ("status", Search { status: Some(ColumnKind::Done), ..newest() }),
            ("status, few", Search { status: Some(ColumnKind::InProgress), ..newest() }),
            ("priority", Search { priority: Some(4), ..newest() }),
            ("label", Search { label: label(&self.label), ..newest() }),
            ("label, few", Search { label: label(&self.rare), ..newest() }),
            ("due before", Search { due_before: at("2023-12-01T00:00:00Z"), ..newest() }),
            ("due before, few", Search { due_before: at("2023-11-15T00:00:00Z"), ..newest() }),
            ("due after, by due", Search { due_after: at("2023-11-20T00:00:00Z"), ..self.search(CardSort::DueAt) }),
            ("words, one card", Search { terms: words("w4711"), ..newest() }),
            ("words, few", Search { terms: words("said some"), ..newest() }),
            ("words, some", Search { terms: words("some"), ..newest() }),
            ("words, all cards", Search { terms: words("comm ca"), ..newest() }),
            ("words, none", Search { terms: words("nothing"), ..newest() }),
            ("mine, urgent", Search { assignee: me, priority: Some(1), ..self.search(CardSort::DueAt) }),
            (
                "everything",
                Search {
                    assignee: me,
                    status: Some(ColumnKind::Done),
                    priority: Some(1),
                    label: label(&self.label),
                    due_after: at("2023-11-20T00:00:00Z"),
                    terms: words("card comm"),
                    ..self.search(CardSort::PriorityDown)
                },
            ),
        ] {
            shapes.push((name.to_owned(), search));
        }
        shapes
    }
}

/// Says so if a plan reads a table of cards, or of what is theirs, from one end to the other.
fn slip(name: &str, plan: &Plan) -> Option<String> {
    let reads_all = |at: usize| {
        let step = plan.steps[at].trim().trim_start_matches("->").trim();
        // SQLite searches a table by an index, and scans it without.
        if let Some(what) = step.strip_prefix("SCAN ") {
            let name = what.split(' ').next().unwrap_or_default();
            return ["c", "d", "t", "a", "k", "card_assignees", "card_labels"].contains(&name);
        }
        let tables = ["cards", "card_documents", "card_assignees", "card_labels"];
        if !tables.iter().any(|table| step.contains(&format!(" on {table} "))) {
            return false;
        }
        // PostgreSQL: from end to end of the table, or of an index that it does not enter at a place.
        let entered = || plan.steps.get(at + 1).is_some_and(|next| next.trim().starts_with("Index Cond"));
        step.starts_with("Seq Scan") || step.starts_with("Index") && !entered()
    };
    let found = (0..plan.steps.len()).any(reads_all);
    found.then(|| format!("{name}: {}\n    {}", plan.statement, plan.steps.join("\n    ")))
}

async fn no_list_reads_all_cards(app: &TestApp) {
    let crowd = crowd(app).await;
    let db = &app.ctx().db;
    let mut slips = Vec::new();
    for (name, search) in crowd.shapes() {
        let (first, mut plans) = explain(db, &search, None, 51).await.unwrap();
        if let Some(spot) = first.get(25) {
            plans.extend(explain(db, &search, Some(*spot), 51).await.unwrap().1);
        }
        slips.extend(plans.iter().filter_map(|plan| slip(&name, plan)));
    }
    assert!(slips.is_empty(), "these read all cards:\n{}", slips.join("\n"));
    // The check sees such a scan where there is one.
    for step in
        ["SCAN c", "  ->  Seq Scan on cards c  (cost=0.00..1.00 rows=1 width=16)", "Index Scan using x on cards c  (cost=0.00)"]
    {
        let plan = Plan { statement: String::new(), steps: vec![step.to_owned()] };
        assert!(slip("", &plan).is_some(), "{step}");
    }
    let page = crowd.ada.get("/cards?q=some&limit=5").await.expect(200);
    assert_eq!(page["items"].as_array().unwrap().len(), 5);
}

async fn measure_all(app: &TestApp) {
    let crowd = crowd(app).await;
    let db = &app.ctx().db;
    println!("{:?}, {CARDS} cards", db.engine());
    for (name, search) in crowd.shapes() {
        let mut times: Vec<Duration> = Vec::new();
        let mut after = None;
        for _ in 0..31 {
            let begun = Instant::now();
            let found = find(db, &search, after, 51).await.unwrap();
            times.push(begun.elapsed());
            after = found.get(49).copied();
        }
        let plans = explain(db, &search, None, 51).await.unwrap().1;
        plans.iter().filter_map(|plan| slip(&name, plan)).for_each(|slip| println!("{slip}"));
        times.sort();
        println!("{name:24} p50 {:8.2?}  slowest {:8.2?}", times[15], times[30]);
    }
}

#[test]
#[ignore = "prints figures for a person to read"]
fn measure_on_sqlite() {
    story_within(Duration::from_mins(9), Engine::Sqlite, measure_all);
}

#[test]
#[ignore = "prints figures for a person to read"]
fn measure_on_postgres() {
    story_within(Duration::from_mins(9), Engine::Postgres, measure_all);
}
