//! What one client, statement or server may take of the others.

use serde_json::json;

use crate::processes::register;
use crate::support::{Engine, Process, TestApp, stories, story};

stories![how_its_connections_do_is_in_the_metrics];

/// Of PostgreSQL only: SQLite has one writer, who waits in the program.
#[test]
fn the_database_is_told_how_long_things_may_take() {
    story(Engine::Postgres, async |app| {
        let db = &app.ctx().db;
        // Looking after the tables may take its time, and leaves the limits as they were.
        db.maintain().await.unwrap();
        for db in [db.clone(), db.for_job_engine(2)] {
            let limits = [("statement_timeout", "30s"), ("lock_timeout", "20s"), ("idle_in_transaction_session_timeout", "2min")];
            for (name, value) in limits {
                let (set,): (String,) = db.sql("SELECT current_setting($1)").bind(name.to_owned()).one().await.unwrap();
                assert_eq!(set, value, "{name}");
            }
        }
    });
}

async fn how_its_connections_do_is_in_the_metrics(app: &TestApp) {
    app.jobs_may_stay();
    let process = Process::start(app.place(), "all", &[]).await;
    register(&process, "ada").await.post("/projects", json!({"name": "Website"})).await.expect(201);
    let text = process.operator().outside(reqwest::Method::GET, "/metrics").await.text();
    let metric = |line: &str| text.lines().find_map(|found| found.strip_prefix(line)?.trim().parse::<u32>().ok());
    let pools: &[(&str, u32)] =
        if app.ctx().db.engine() == Engine::Postgres { &[("all", 8), ("jobs", 8)] } else { &[("read", 4), ("write", 1)] };
    for (pool, most) in pools {
        let max = metric(&format!("boardwire_database_connections_max{{pool=\"{pool}\"}} "));
        assert_eq!(max, Some(*most), "{pool}: {text}");
        let of = |state| metric(&format!("boardwire_database_connections{{pool=\"{pool}\",state=\"{state}\"}} "));
        let open = of("idle").zip(of("used")).map(|(idle, used)| idle + used);
        assert!(open.is_some_and(|open| (1..=*most).contains(&open)), "{pool}: {open:?}");
    }
    assert!(metric("boardwire_database_waits_total ").is_some(), "{text}");
}
