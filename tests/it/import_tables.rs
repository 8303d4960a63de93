//! Tables of cards, in and out.

use serde_json::{Value, json};

use crate::{
    imports::{board_named, crew, imported, left_out},
    support::{Person, TestApp, id, ids, stories},
};

stories!(
    a_table_comes_over,
    a_table_that_was_given_out_comes_over_as_it_was,
    tables_of_other_programs_are_read,
    rows_without_a_column_go_where_their_status_says,
    rows_are_told_apart_and_known_again_by_their_ids,
);

/// All cards of a board, archived ones too, by their titles.
async fn cards(who: &Person, board: &str) -> Vec<Value> {
    let mut found = Vec::new();
    for archived in ["false", "true"] {
        let page = who.get(&format!("/boards/{board}/cards?limit=200&archived={archived}")).await.expect(200);
        found.extend(page["items"].as_array().unwrap().clone());
    }
    found.sort_by_key(|card| card["title"].as_str().unwrap().to_owned());
    found
}

async fn a_table_comes_over(app: &TestApp) {
    let (ada, grace, _, board) = crew(app).await;
    let table = "\u{FEFF}Title,Description,Column,Priority,Due date,Labels,Assignees,Archived,Points\r\n\
        One,\"two\r\nlines, \"\"quoted\"\"\",to do,high,2027-03-04,\"bug, \"\"a, b\"\"\",\"grace, nobody\",,3\r\n\
        Two,,Review,,2027-03-04T10:00:00Z,BUG,LINUS@example.org,yes,\r\n\
        ,no title,,,,,,,\r\n\
        Bad,,,highest,,,,,\r\n\
        Late,,,,2027-02-30,,,,\r\n\
        Much,,,,,,,,,one more\r\n\
        '=1+1,,,,,,,,\r\n\
        \r\n\
        Two,,Review,,2027-03-04T10:00:00Z,BUG,LINUS@example.org,yes,\r\n";
    let import = imported(app, &ada, &board.project, "csv", table).await;
    assert_eq!((&import["state"], &import["report"]["created"]), (&json!("done"), &json!(4)), "{import:#}");
    let rows: Vec<_> = import["report"]["left_out"].as_array().unwrap().iter().filter(|one| one["what"] == "row").collect();
    let lines: Vec<_> = rows.iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(lines, ["line 5", "line 6", "line 7", "line 8"], "{rows:#?}");
    assert_eq!((left_out(&import, "column"), left_out(&import, "assignee")), (1, 1), "{import:#}");

    let found = cards(&ada, &board.id).await;
    let titles: Vec<_> = found.iter().map(|card| card["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["=1+1", "One", "Two", "Two"]);
    let one = &found[1];
    assert_eq!((&one["column_id"], &one["description"]), (&json!(board.todo), &json!("two\r\nlines, \"quoted\"")));
    assert_eq!((&one["priority"], &one["due"]), (&json!("high"), &json!("2027-03-04")));
    assert_eq!(one["assignees"][0]["id"], grace.id.as_str());
    let labels: Vec<_> = one["labels"].as_array().unwrap().iter().map(|label| label["name"].as_str().unwrap()).collect();
    assert_eq!(labels, ["a, b", "bug"]);
    assert!(found[2]["archived_at"].is_string());
    assert_eq!(found[2]["assignees"][0]["handle"], "linus");
    let columns = ada.get(&format!("/boards/{}/columns", board.id)).await.expect(200);
    let names: Vec<_> = columns["items"].as_array().unwrap().iter().map(|column| column["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["To Do", "In Progress", "Done", "Review"]);

    let again = imported(app, &ada, &board.project, "csv", table).await;
    assert_eq!((&again["report"]["created"], &again["report"]["skipped"]), (&json!(0), &json!(4)));
    assert_eq!(cards(&ada, &board.id).await, found);
}

async fn table_of(who: &Person, project: &str) -> String {
    let answer = who.get(&format!("/projects/{project}/export?format=csv")).await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert!(
        answer.header("content-disposition").starts_with("attachment; filename=\"WEB"),
        "{}",
        answer.header("content-disposition")
    );
    answer.expect_status(200);
    String::from_utf8(answer.unpacked()).unwrap()
}

/// The rows without what differs between two instances: ids, keys and times.
fn rows(table: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    rows.map(|mut row| {
        row.drain(13..);
        row.drain(..2);
        row
    })
    .collect()
}

async fn a_table_that_was_given_out_comes_over_as_it_was(app: &TestApp) {
    let (ada, grace, _, board) = crew(app).await;
    let label = |name: &'static str| json!({"name": name, "color": "#0e8a16"});
    let mut labels = Vec::new();
    for name in ["=cmd|' /C calc'!A0", "a, \"b\"", "+1"] {
        labels.push(id(&ada.post(&format!("/projects/{}/labels", board.project), label(name)).await.expect(201)));
    }
    let card = ada
        .card_with(
            &board.in_progress,
            json!({"title": "=HYPERLINK(\"http://evil.example\")", "description": "@SUM(A1)\r\n\"quoted\", \t", "priority": "urgent",
                "due": "2027-03-04", "labels": labels, "assignees": [grace.id, ada.id]}),
        )
        .await;
    for (text, done) in [("first", true), ("[x] second", false)] {
        ada.post(&format!("/cards/{}/checklist", id(&card)), json!({"text": text, "done": done})).await.expect(201);
    }
    for title in ["'=quoted", "''", "-1", "plain"] {
        ada.card(&board.done, title).await;
    }
    let away = ada.card_with(&board.todo, json!({"title": "Away", "due": "2027-03-04T05:06:07.5Z"})).await;
    ada.patch(&format!("/cards/{}", id(&away)), json!({"archived": true})).await.expect(200);
    let table = table_of(&ada, &board.project).await;
    for row in csv::ReaderBuilder::new().from_reader(table.as_bytes()).records() {
        for cell in &row.unwrap() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell} would be run");
        }
    }
    // Into the project that it is of, where all of it is; and into another.
    let own = imported(app, &ada, &board.project, "csv", table.clone()).await;
    assert_eq!((&own["report"]["created"], &own["report"]["skipped"]), (&json!(0), &json!(6)), "{own:#}");
    let other = ada.project("Website").await;
    board_with(&ada, &other.project, &grace).await;
    let import = imported(app, &ada, &other.project, "csv", table.clone()).await;
    assert_eq!((&import["report"]["created"], &import["report"]["left_out"]), (&json!(6), &json!([])), "{import:#}");
    assert_eq!(rows(&table_of(&ada, &other.project).await), rows(&table));
}

async fn board_with(ada: &Person, project: &str, member: &Person) {
    ada.put(&format!("/projects/{project}/members/{}", member.id), json!({"role": "member"})).await.expect(201);
}

async fn tables_of_other_programs_are_read(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    // Semicolons, as spreadsheets of half of Europe write them; columns and a board that there are not yet.
    let table = "name;list;board\n\"A; b\";Doing;Ideas\nC;Completed;Ideas\nÄ;;\n";
    let import = imported(app, &ada, &board.project, "csv", table).await;
    assert_eq!(import["report"]["created"], 3, "{import:#}");
    let ideas = board_named(&ada, &board.project, "Ideas").await;
    let seen: Vec<_> = ideas["cards"].as_array().unwrap().iter().map(|card| (&card["title"], &card["status"])).collect();
    assert_eq!(seen, [(&json!("A; b"), &json!("in_progress")), (&json!("C"), &json!("done"))]);
    assert_eq!(board.titles(&ada, &board.todo).await, ["Ä"]);
    // What is not UTF-8 is said, and the rest comes; a limit that blocks holds.
    ada.patch(&format!("/boards/{}", board.id), json!({"wip_mode": "block"})).await.expect(200);
    ada.patch(&format!("/columns/{}", board.todo), json!({"wip_limit": 2})).await.expect(200);
    let import = imported(app, &ada, &board.project, "csv", b"title,column\nM\xFCll,To Do\nB,To Do\nC,To Do\n".to_vec()).await;
    assert_eq!(
        (&import["report"]["created"], left_out(&import, "row"), left_out(&import, "card")),
        (&json!(1), 1, 1),
        "{import:#}"
    );
    assert_eq!(ids(&ada.get(&format!("/boards/{}/cards", board.id)).await.expect(200)).len(), 2);
}

async fn rows_without_a_column_go_where_their_status_says(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let table = "title,status,column\nA,done,\nB,,\nC,In Progress,\nD,in-progress,Review\nE,Waiting for Bob,\nF,Closed,\nG,To do,\n\
        H,Waiting for Bob,Done\n";
    let import = imported(app, &ada, &board.project, "csv", table).await;
    assert_eq!((&import["state"], &import["report"]["created"]), (&json!("done"), &json!(8)), "{import:#}");
    assert_eq!(board.titles(&ada, &board.todo).await, ["B", "E", "G"]);
    assert_eq!(board.titles(&ada, &board.in_progress).await, ["C"]);
    assert_eq!(board.titles(&ada, &board.done).await, ["A", "F", "H"]);
    let columns = ada.get(&format!("/boards/{}/columns", board.id)).await.expect(200);
    assert_eq!((&columns["items"][3]["name"], &columns["items"][3]["kind"]), (&json!("Review"), &json!("in_progress")));
    assert_eq!(left_out(&import, "status"), 2, "{import:#}");
    assert!(import.to_string().contains("\"Waiting for Bob\""), "{import:#}");
}

async fn rows_are_told_apart_and_known_again_by_their_ids(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let table = "id,title\nA,First\nA,Second\nA 2,Third\n";
    for (created, skipped) in [(3, 0), (0, 3)] {
        let import = imported(app, &ada, &board.project, "csv", table).await;
        assert_eq!(
            (&import["report"]["created"], &import["report"]["skipped"]),
            (&json!(created), &json!(skipped)),
            "{import:#}"
        );
    }
    assert_eq!(board.titles(&ada, &board.todo).await, ["First", "Second", "Third"]);
    // An id of a card here is one however it is written; it is counted once.
    let own = ids(&ada.get(&format!("/boards/{}/cards", board.id)).await.expect(200)).remove(0);
    let table = format!("id,title\n{},Changed\n", own.to_uppercase());
    let import = imported(app, &ada, &board.project, "csv", table).await;
    assert_eq!((&import["report"]["created"], &import["report"]["skipped"]), (&json!(0), &json!(1)), "{import:#}");
}
