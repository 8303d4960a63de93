//! Who may read reports and what is in theirs, and how reports are asked for and given out.

use serde_json::{Value, json};

use crate::support::{Board, Person, TestApp, id, ids, stories};

stories![
    what_is_hidden_is_in_no_number,
    reports_are_for_those_who_see_the_project_or_are_in_the_team,
    reports_come_as_csv_that_no_spreadsheet_runs,
    what_makes_no_sense_is_refused,
    a_dashboard_shows_what_is_ones_own,
    what_is_archived_or_deleted_is_off_the_board,
    the_past_is_filled_in_from_what_events_tell,
];

async fn progress(who: &Person, board: &Board) -> Value {
    who.get(&format!("/projects/{}/progress", board.project)).await.expect(200)
}

/// Another board of the project, with one overdue card that `who` is assigned to; gives its id and that of its first column.
async fn second_board(ada: &Person, board: &Board, who: &Person) -> (String, String) {
    let second = id(&ada.post(&format!("/projects/{}/boards", board.project), json!({"name": "Secret"})).await.expect(201));
    let column = ids(&ada.get(&format!("/boards/{second}/columns")).await.expect(200)).remove(0);
    let card = json!({"title": "Hush", "due": "2026-01-01", "assignees": [who.id], "priority": "urgent"});
    ada.card_with(&column, card).await;
    (second, column)
}

async fn what_is_hidden_is_in_no_number(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    ada.card(&board.todo, "Seen").await;
    let (second, _) = second_board(&ada, &board, &grace).await;
    let team = id(&ada.get("/teams").await.expect(200)["items"][0]);
    let both = json!({"total": 2, "todo": 2, "in_progress": 0, "done": 0, "overdue": 1, "percent": 0});
    assert_eq!((progress(&ada, &board).await, progress(&grace, &board).await), (both.clone(), both.clone()));

    ada.patch(&format!("/boards/{second}/members/{}", grace.id), json!({"revoke": ["board_view"]})).await.expect(200);
    let one = json!({"total": 1, "todo": 1, "in_progress": 0, "done": 0, "overdue": 0, "percent": 0});
    assert_eq!((progress(&ada, &board).await, progress(&grace, &board).await), (both.clone(), one.clone()));
    let report = grace.get(&format!("/reports/projects/{}", board.project)).await.expect(200);
    let today = report["days"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&report["progress"], &report["overdue"], &today["created"], &today["todo"]),
        (&one, &json!([]), &json!(1), &json!(1))
    );
    let report = ada.get(&format!("/reports/projects/{}", board.project)).await.expect(200);
    let today = report["days"].as_array().unwrap().last().unwrap();
    assert_eq!((&report["progress"], &today["created"], &today["todo"]), (&both, &json!(2), &json!(2)));
    assert_eq!(report["overdue"][0]["title"], "Hush");
    for (reader, cards) in [(&ada, 1), (&grace, 0)] {
        let found = reader.get(&format!("/reports/workload?team_id={team}")).await.expect(200);
        let of_grace = found["items"].as_array().unwrap().iter().find(|one| one["user"]["id"] == grace.id).unwrap();
        let shown = (&of_grace["open"], &of_grace["by_priority"]["urgent"], &of_grace["overdue"]);
        assert_eq!(shown, (&json!(cards), &json!(cards), &json!(cards)));
        let found = reader.get(&format!("/reports/team-performance?team_id={team}")).await.expect(200);
        let of_grace = found["items"].as_array().unwrap().iter().find(|one| one["user"]["id"] == grace.id).unwrap();
        assert_eq!(of_grace["total"], cards);
    }
    let dashboard = grace.get("/dashboard").await.expect(200);
    assert_eq!((&dashboard["project_progress"][0]["progress"], &dashboard["overdue"]), (&one, &json!([])));
    assert!(!dashboard.to_string().contains("Hush"), "{dashboard:#}");
}

async fn reports_are_for_those_who_see_the_project_or_are_in_the_team(app: &TestApp) {
    let (root, ada, eve) = (app.register("root").await, app.register("ada").await, app.register("eve").await);
    let board = ada.project("Website").await;
    ada.card(&board.todo, "Fix it").await;
    let team = id(&ada.get("/teams").await.expect(200)["items"][0]);
    let of_project = [format!("/projects/{}/progress", board.project), format!("/reports/projects/{}", board.project)];
    let of_team = [format!("/reports/team-performance?team_id={team}"), format!("/reports/workload?team_id={team}")];
    for path in of_project.iter().chain(&of_team) {
        app.get(path).await.problem(401, "unauthenticated");
        eve.get(path).await.problem(404, "not_found");
        ada.get(path).await.expect(200);
        root.get(path).await.expect(200);
    }
    assert_eq!(root.get(&of_project[0]).await.expect(200)["total"], 1);
    // Eve comes into the team by a project of it, and sees what is in that alone.
    let other = id(&ada.post("/projects", json!({"name": "Other"})).await.expect(201));
    ada.put(&format!("/projects/{other}/members/{}", eve.id), json!({"role": "viewer"})).await.expect(201);
    for path in &of_project {
        eve.get(path).await.problem(404, "not_found");
    }
    for path in &of_team {
        assert_eq!(eve.get(path).await.expect(200)["items"].as_array().unwrap().len(), 2);
    }
    // Of all one's teams, for who has none but their own, it is of themselves.
    let alone = root.get("/reports/workload").await.expect(200);
    assert_eq!((alone["items"].as_array().unwrap().len(), &alone["items"][0]["user"]), (1, &root.view()));
    ada.delete(&format!("/projects/{}", board.project)).await.expect(204);
    for path in &of_project {
        ada.get(path).await.problem(404, "not_found");
    }
}

async fn reports_come_as_csv_that_no_spreadsheet_runs(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let due = json!({"title": "Fix it", "assignees": [ada.id], "priority": "low", "due": "2026-01-01"});
    ada.card_with(&board.todo, due).await;
    let own = json!({"name": "=HYPERLINK(\"https://example.org\"), \"Ada\""});
    ada.patch("/users/me", own).await.expect(200);

    let answer = ada.get("/reports/workload?format=csv").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"workload.csv\"; filename*=UTF-8''workload.csv");
    let name = "\"'=HYPERLINK(\"\"https://example.org\"\"), \"\"Ada\"\"\"";
    let wanted = format!("name,handle,open,urgent,high,medium,low,none,overdue\r\n{name},ada,1,0,0,0,1,0,1\r\n");
    assert_eq!(answer.text(), wanted);
    let tag = answer.header("etag").to_owned();
    ada.get("/reports/workload?format=csv").header("if-none-match", &tag).await.expect_status(304);
    ada.get("/reports/workload").header("if-none-match", &tag).await.expect_status(200);

    let answer = ada.get("/reports/team-performance?format=csv").await;
    let wanted = format!("name,handle,total,done,in_progress,todo,completion_rate\r\n{name},ada,1,0,0,1,0\r\n");
    assert_eq!(answer.text(), wanted);

    let path = format!("/reports/projects/{}", board.project);
    let report = ada.get(&path).await.expect(200);
    let answer = ada.get(&format!("{path}?format=csv")).await;
    let file = format!("project-{}-{}.csv", report["from"].as_str().unwrap(), report["to"].as_str().unwrap());
    assert!(answer.header("content-disposition").contains(&format!("filename=\"{file}\"")));
    let text = answer.text();
    let lines: Vec<_> = text.split_terminator("\r\n").collect();
    assert_eq!((lines.len(), lines[0]), (31, "date,created,completed,todo,in_progress,done"));
    assert_eq!(lines[30], format!("{},1,0,1,0,0", report["to"].as_str().unwrap()));
    assert_eq!(ada.get(&format!("{path}?format=json")).await.expect(200), report);
}

async fn what_makes_no_sense_is_refused(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let report = format!("/reports/projects/{}", board.project);
    for (query, pointers) in [
        ("format=xml", &["/format"][..]),
        ("format=CSV", &["/format"]),
        ("from=yesterday", &["/from"]),
        ("from=2026-02-30&to=2026-1-1", &["/from", "/to"]),
        ("from=-5000-1-01&to=-5000-1-02", &["/from", "/to"]),
        ("from=2026-03-02&to=2026-03-01", &["/from"]),
        ("from=2999-01-01", &["/from"]),
        ("from=2025-01-01&to=2026-01-02", &["/from"]),
        ("time_zone=Mars/Olympus", &["/time_zone"]),
        ("time_zone=&days=5", &["/days"]),
        ("team_id=5", &["/team_id"]),
    ] {
        ada.get(&format!("{report}?{query}")).await.invalid(pointers);
    }
    // A year that is a leap year fits, and so do days of long ago and of times to come.
    for query in ["from=2024-01-01&to=2024-12-31", "from=0001-01-01&to=0001-01-02", "to=9999-12-31"] {
        ada.get(&format!("{report}?{query}")).await.expect(200);
    }
    for path in ["/reports/workload", "/reports/team-performance"] {
        ada.get(&format!("{path}?team_id=5")).await.invalid(&["/team_id"]);
        ada.get(&format!("{path}?format=pdf")).await.invalid(&["/format"]);
        ada.get(&format!("{path}?team_id={}", uuid::Uuid::now_v7())).await.problem(404, "not_found");
    }
    ada.get("/reports/projects/5").await.problem(404, "not_found");
}

fn titles(cards: &Value) -> Vec<&str> {
    cards.as_array().expect("a list").iter().map(|card| card["title"].as_str().expect("a title")).collect()
}

async fn a_dashboard_shows_what_is_ones_own(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    app.get("/dashboard").await.problem(401, "unauthenticated");
    let empty = grace.get("/dashboard").await.expect(200);
    let nothing = json!({"recent_cards": [], "overdue": [], "due_soon": [], "project_progress": [], "unread_count": 0,
        "unread_notifications": []});
    assert_eq!(empty, nothing);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let office = ada.project("Office").await;
    let day = |days: i64| (app.clock().now() + chrono::TimeDelta::days(days)).to_rfc3339();
    let with = |title: &str, days: i64| json!({"title": title, "due": day(days), "assignees": [grace.id]});
    for (title, days) in [("Next week", 6), ("Tomorrow", 1), ("Next month", 30), ("Late", -1), ("Later", -3)] {
        ada.card_with(&board.todo, with(title, days)).await;
    }
    ada.card_with(&board.done, with("Done", 2)).await;
    let archived = id(&ada.card_with(&board.todo, with("Archived", 2)).await);
    ada.patch(&format!("/cards/{archived}"), json!({"archived": true})).await.expect(200);
    ada.card_with(&board.todo, json!({"title": "Ada's", "due": day(1), "assignees": [ada.id]})).await;
    let touched = id(&ada.card(&board.todo, "Touched").await);
    ada.card(&board.todo, "Somebody else's").await;
    ada.card(&office.todo, "Elsewhere").await;
    grace.post(&format!("/cards/{touched}/comments"), json!({"body": "Why?"})).await.expect(201);
    app.run_jobs().await;

    let shown = grace.get("/dashboard").await.expect(200);
    assert_eq!(titles(&shown["overdue"]), ["Later", "Late"]);
    assert_eq!(titles(&shown["due_soon"]), ["Tomorrow", "Next week"]);
    assert_eq!(titles(&shown["recent_cards"]), ["Touched", "Done", "Later", "Late", "Next month", "Tomorrow", "Next week"]);
    assert_eq!(shown["due_soon"][0]["assignees"], json!([grace.view()]));
    let projects = shown["project_progress"].as_array().unwrap();
    assert_eq!((projects.len(), &projects[0]["project"]), (1, &json!({"id": board.project, "name": "Website"})));
    let progress = json!({"total": 9, "todo": 8, "in_progress": 0, "done": 1, "overdue": 2, "percent": 11});
    assert_eq!(projects[0]["progress"], progress);
    let inbox = grace.get("/notifications?unread=true").await.expect(200);
    assert_eq!(shown["unread_count"], inbox["unread_count"]);
    let latest = inbox["items"].as_array().unwrap();
    assert_eq!(shown["unread_notifications"].as_array().unwrap(), &latest[..latest.len().min(10)]);
    assert!(shown["unread_count"].as_i64().unwrap() >= 7, "{shown:#}");
    assert_eq!(ada.get("/dashboard").await.expect(200)["project_progress"].as_array().unwrap().len(), 2);
    // What one had is not there when one is out.
    ada.delete(&format!("/projects/{}/members/{}", board.project, grace.id)).await.expect(204);
    let out = grace.get("/dashboard").await.expect(200);
    assert_eq!((&out["recent_cards"], &out["project_progress"]), (&json!([]), &json!([])));
}

async fn what_is_archived_or_deleted_is_off_the_board(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    for title in ["A", "B"] {
        let card = id(&ada.card(&board.todo, title).await);
        ada.post(&format!("/cards/{card}/move"), json!({"status": "done"})).await.expect(200);
        ada.patch(&format!("/cards/{card}"), json!({"archived": true})).await.expect(200);
    }
    let report = ada.get(&format!("/reports/projects/{}", board.project)).await.expect(200);
    let today = report["days"].as_array().unwrap().last().unwrap();
    // Both were made and done today, and are no longer on the board.
    assert_eq!((&report["progress"]["total"], &today["created"], &today["completed"]), (&json!(0), &json!(2), &json!(2)));
    assert_eq!((&today["todo"], &today["done"], &report["lead_time"]["count"]), (&json!(0), &json!(0), &json!(2)));
    assert_eq!(report["cycle_time"], json!({"count": 0, "average_s": null, "median_s": null, "p85_s": null}));
    // The cards of a column go with it, or on to another.
    let column = id(&ada.post(&format!("/boards/{}/columns", board.id), json!({"name": "X", "kind": "todo"})).await.expect(201));
    ada.card(&column, "C").await;
    ada.delete(&format!("/columns/{column}?move_cards_to={}", board.in_progress)).await.expect(204);
    let figures = async || {
        let report = ada.get(&format!("/reports/projects/{}", board.project)).await.expect(200);
        let today = report["days"].as_array().unwrap().last().unwrap().clone();
        ([today["todo"].clone(), today["in_progress"].clone(), today["done"].clone()], progress(&ada, &board).await)
    };
    let (flow, now) = figures().await;
    assert_eq!((flow, &now["in_progress"]), ([json!(0), json!(1), json!(0)], &json!(1)));
    // A card that moved while it was archived comes back as what it is then.
    let moved = id(&ada.card(&board.todo, "D").await);
    ada.patch(&format!("/cards/{moved}"), json!({"archived": true})).await.expect(200);
    ada.post(&format!("/cards/{moved}/move"), json!({"status": "in_progress"})).await.expect(200);
    assert_eq!(figures().await.0, [json!(0), json!(1), json!(0)]);
    ada.patch(&format!("/cards/{moved}"), json!({"archived": false})).await.expect(200);
    assert_eq!(figures().await.0, [json!(0), json!(2), json!(0)]);
    ada.delete(&format!("/columns/{}", board.in_progress)).await.expect(204);
    let (flow, now) = figures().await;
    assert_eq!((flow, &now["total"]), ([json!(0), json!(0), json!(0)], &json!(0)));
    let copied = id(&ada.card(&board.done, "E").await);
    ada.post(&format!("/cards/{copied}/copy"), json!({"column_id": board.todo})).await.expect(201);
    assert_eq!(figures().await.0, [json!(1), json!(0), json!(1)]);
}

type Stay = (uuid::Uuid, String, chrono::DateTime<chrono::Utc>, Option<chrono::DateTime<chrono::Utc>>);

/// The migration that began to keep how long cards were of which kind fills in what was before. What it makes of a database's
/// events is what the program notes while they happen.
async fn the_past_is_filled_in_from_what_events_tell(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let cards = ["A", "B", "C", "D"].map(|title| ada.card(&board.todo, title));
    let cards: Vec<_> = futures_util::future::join_all(cards).await.iter().map(id).collect();
    for (card, status) in
        [(0, "in_progress"), (1, "done"), (0, "done"), (2, "in_progress"), (0, "todo"), (2, "todo"), (2, "done")]
    {
        ada.post(&format!("/cards/{}/move", cards[card]), json!({"status": status})).await.expect(200);
    }
    ada.card(&board.done, "E").await;
    ada.patch(&format!("/cards/{}", cards[2]), json!({"archived": true})).await.expect(200);
    let db = &app.ctx().db;
    let stays = async || {
        let text = "SELECT card_id, kind, entered_at, left_at FROM card_stays ORDER BY card_id, entered_at";
        db.sql(text).all::<Stay>().await.expect("the stays can be read")
    };
    let noted = stays().await;
    assert_eq!(noted.len(), 4 + 7 + 1);
    assert_eq!(noted.iter().filter(|(.., left)| left.is_none()).count(), 4);

    let engine = match app.place().engine {
        crate::support::Engine::Sqlite => "sqlite",
        crate::support::Engine::Postgres => "postgres",
    };
    let path = format!("{}/migrations/{engine}/0018_reports.sql", env!("CARGO_MANIFEST_DIR"));
    let migration = std::fs::read_to_string(path).expect("the migration is there");
    let fill = &migration[migration.find("WITH changes").unwrap()..migration.find("-- What someone did last").unwrap()];
    db.write("DELETE FROM card_stays").run().await.unwrap();
    for statement in fill.split(';').filter(|text| text.lines().any(|line| !line.trim().is_empty() && !line.starts_with("--"))) {
        db.write(statement.to_owned()).run().await.unwrap();
    }
    assert_eq!(stays().await, noted);
}
