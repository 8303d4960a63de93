//! The numbers of reports, held against a small project whose figures were counted by hand.
//!
//! Four cards and a bit, over a week-end on which Berlin puts its clocks forward: Friday 26 to Tuesday 30 March 2027. Berlin
//! is one hour ahead of UTC until Sunday 01:00 UTC and two hours from then on, so Saturday ends at 23:00 UTC and Sunday, which
//! has 23 hours, at 22:00 UTC.
//!
//! | UTC | what happens | to do | in progress | done |
//! |---|---|---|---|---|
//! | Fri 09:00 | A, B, C are made to do, D in progress, E done | A B C | D | E |
//! | Fri 15:00 | A is begun | B C | A D | E |
//! | **Fri ends** | made 5 (A–E), completed 1 (E) | **2** | **2** | **1** |
//! | Sat 10:00 | D is done | B C | A | D E |
//! | Sat 22:30 | F is made to do (Sat 23:30 in Berlin) | B C F | A | D E |
//! | **Sat ends** | F will be deleted: made 0, completed 1 (D) | **2** | **1** | **2** |
//! | Sat 23:15 | A is done (Sun 00:15 in Berlin) | B C F | | A D E |
//! | Sun 12:00 | E is archived | B C F | | A D |
//! | Sun 21:30 | B is done (Sun 23:30 in Berlin) | C F | | A B D |
//! | **Sun ends** | B will be taken up again: made 0, completed 1 (A) | **1** | **0** | **3** |
//! | Sun 22:30 | G is made in progress (Mon 00:30 in Berlin) | C F | G | A B D |
//! | Mon 08:00 | B is taken up again | C F | B G | A D |
//! | Mon 09:00 | F is deleted: it was never there | C | B G | A D |
//! | **Mon ends** | made 1 (G), completed 0 | **1** | **2** | **2** |
//! | Tue 06:00 | the column To Do becomes one of what is in progress | | B C G | A D |
//! | Tue 07:00 | B is done again | | C G | A B D |
//! | Tue 08:00 | E is restored | | C G | A B D E |
//! | Tue 10:00 | the reports are read: made 0, completed 1 (B) | **0** | **2** | **4** |
//!
//! C is due on Monday, which ends at Mon 22:00 UTC: it is overdue. G is due on Tuesday at 12:00 UTC and A was due on Saturday:
//! neither is.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::support::{Board, Person, TestApp, id, stories};

stories![a_project_is_counted_as_by_hand, people_are_counted_as_by_hand, other_days_and_zones_give_other_figures,];

/// Where it all ends: the people and the project on Tuesday at 10:00.
struct Week {
    ada: Person,
    grace: Person,
    ben: Person,
    board: Board,
    cards: Cards,
}

struct Cards {
    c: String,
    g: String,
}

/// Moves the clock to this time of March 2027, in UTC. Access tokens have expired by then.
async fn wait_until(app: &TestApp, person: &mut Person, day_and_time: &str) {
    let at: DateTime<Utc> = format!("2027-03-{day_and_time}:00Z").parse().expect("a time");
    app.clock().advance(at - app.clock().now());
    *person = person.sign_in_again().await;
}

async fn go(person: &Person, card: &str, status: &str) {
    person.post(&format!("/cards/{card}/move"), json!({"status": status})).await.expect(200);
}

async fn archive(person: &Person, card: &str, archived: bool) {
    person.patch(&format!("/cards/{card}"), json!({"archived": archived})).await.expect(200);
}

async fn week(app: &TestApp) -> Week {
    let (mut ada, grace, ben) = (app.register("ada").await, app.register("grace").await, app.register("ben").await);
    wait_until(app, &mut ada, "26T08:00").await;
    ada.patch("/users/me", json!({"time_zone": "Europe/Berlin"})).await.expect(200);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    board.add(&ada, &ben, "viewer").await;
    let make = async |ada: &Person, column: &str, title: &str, more: Value| {
        let mut body = json!({"title": title});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        id(&ada.card_with(column, body).await)
    };

    wait_until(app, &mut ada, "26T09:00").await;
    let first = make(&ada, &board.todo, "A", json!({"assignees": [ada.id], "due": "2027-03-27T00:00:00Z"})).await;
    let second = make(&ada, &board.todo, "B", json!({"assignees": [grace.id]})).await;
    let third = make(&ada, &board.todo, "C", json!({"assignees": [grace.id], "due": "2027-03-29", "priority": "high"})).await;
    let fourth = make(&ada, &board.in_progress, "D", json!({"assignees": [ada.id]})).await;
    let fifth = make(&ada, &board.done, "E", json!({})).await;
    wait_until(app, &mut ada, "26T15:00").await;
    go(&ada, &first, "in_progress").await;
    wait_until(app, &mut ada, "27T10:00").await;
    go(&ada, &fourth, "done").await;
    wait_until(app, &mut ada, "27T22:30").await;
    let sixth = make(&ada, &board.todo, "F", json!({})).await;
    wait_until(app, &mut ada, "27T23:15").await;
    go(&ada, &first, "done").await;
    wait_until(app, &mut ada, "28T12:00").await;
    archive(&ada, &fifth, true).await;
    wait_until(app, &mut ada, "28T21:30").await;
    go(&ada, &second, "done").await;
    wait_until(app, &mut ada, "28T22:30").await;
    let due = json!({"assignees": [grace.id], "due": "2027-03-30T12:00:00Z", "priority": "urgent"});
    let seventh = make(&ada, &board.in_progress, "G", due).await;
    wait_until(app, &mut ada, "29T08:00").await;
    go(&ada, &second, "in_progress").await;
    wait_until(app, &mut ada, "29T09:00").await;
    ada.delete(&format!("/cards/{sixth}")).await.expect(204);
    wait_until(app, &mut ada, "30T06:00").await;
    ada.patch(&format!("/columns/{}", board.todo), json!({"kind": "in_progress"})).await.expect(200);
    wait_until(app, &mut ada, "30T07:00").await;
    go(&ada, &second, "done").await;
    wait_until(app, &mut ada, "30T08:00").await;
    archive(&ada, &fifth, false).await;
    wait_until(app, &mut ada, "30T10:00").await;
    app.jobs_may_stay(); // What people are told of this week is for other stories.
    Week { grace: grace.sign_in_again().await, ben: ben.sign_in_again().await, ada, board, cards: Cards { c: third, g: seventh } }
}

fn day(date: &str, created: i64, completed: i64, [todo, in_progress, done]: [i64; 3]) -> Value {
    let date = format!("2027-03-{date}");
    json!({"date": date, "created": created, "completed": completed, "todo": todo, "in_progress": in_progress, "done": done})
}

/// Lengths of time in minutes: what happens at a time takes a moment to happen.
fn minutes(times: &Value) -> Value {
    let minutes = |name: &str| times[name].as_i64().map(|seconds| (seconds + 30) / 60);
    json!({"count": times["count"], "average": minutes("average_s"), "median": minutes("median_s"), "p85": minutes("p85_s")})
}

async fn a_project_is_counted_as_by_hand(app: &TestApp) {
    let Week { ada, ben, board, cards, .. } = week(app).await;
    let path = format!("/reports/projects/{}?from=2027-03-26&to=2027-03-30", board.project);
    let report = ada.get(&path).await.expect(200);
    let days = json!([
        day("26", 5, 1, [2, 2, 1]),
        day("27", 0, 1, [2, 1, 2]),
        day("28", 0, 1, [1, 0, 3]),
        day("29", 1, 0, [1, 2, 2]),
        day("30", 0, 1, [0, 2, 4]),
    ]);
    assert_eq!(report["days"], days, "{report:#}");
    let asked = (&report["from"], &report["to"], &report["time_zone"], &report["project_id"]);
    assert_eq!(asked, (&json!("2027-03-26"), &json!("2027-03-30"), &json!("Europe/Berlin"), &json!(board.project)));
    // Six cards are left, four of them done: 66.7 of a hundred. C alone is overdue.
    let progress = json!({"total": 6, "todo": 0, "in_progress": 2, "done": 4, "overdue": 1, "percent": 67});
    assert_eq!(report["progress"], progress);
    assert_eq!(ada.get(&format!("/projects/{}/progress", board.project)).await.expect(200), progress);
    // From when it was first in progress until it was done: A from Fri 15:00 to Sat 23:15, 32 h 15; B from Mon 08:00 to Tue
    // 07:00, 23 h; D from Fri 09:00 to Sat 10:00, 25 h; E never was. On average 80 h 15 / 3 = 26 h 45.
    let cycle = json!({"count": 3, "average": 26 * 60 + 45, "median": 25 * 60, "p85": 32 * 60 + 15});
    assert_eq!(minutes(&report["cycle_time"]), cycle, "{report:#}");
    // From Fri 09:00 on: E at once, D 25 h, A 38 h 15, B until Tue 07:00, which is 94 h. On average 157 h 15 / 4 = 39 h 18:45;
    // half are no longer than (25 h + 38 h 15) / 2 = 31 h 37:30; of four, the fourth is the 85th of a hundred.
    assert_eq!(report["lead_time"]["count"], 4);
    let lead = minutes(&report["lead_time"]);
    assert!((lead["average"].as_i64().unwrap() - (39 * 60 + 19)).abs() <= 1, "{lead}");
    assert!((lead["median"].as_i64().unwrap() - (31 * 60 + 38)).abs() <= 1, "{lead}");
    assert_eq!(lead["p85"], 94 * 60);
    let overdue = report["overdue"].as_array().unwrap();
    assert_eq!(overdue.len(), 1);
    assert_eq!(
        (&overdue[0]["id"], &overdue[0]["key"], &overdue[0]["due"]),
        (&json!(cards.c), &json!("WEB-3"), &json!("2027-03-29"))
    );
    assert_eq!((&overdue[0]["due_at"], &overdue[0]["assignees"][0]["handle"]), (&json!("2027-03-29T22:00:00Z"), &json!("grace")));
    // A viewer reads the same.
    assert_eq!(ben.get(&format!("{path}&time_zone=Europe/Berlin")).await.expect(200), report);
    // Two hours and a moment later, G is overdue, too.
    app.clock().advance(chrono::TimeDelta::minutes(121));
    let ada = ada.sign_in_again().await;
    let report = ada.get(&path).await.expect(200);
    let overdue: Vec<_> = report["overdue"].as_array().unwrap().iter().map(|card| card["id"].as_str().unwrap()).collect();
    assert_eq!((overdue, &report["progress"]["overdue"]), (vec![cards.c.as_str(), &cards.g], &json!(2)));
}

async fn people_are_counted_as_by_hand(app: &TestApp) {
    let Week { ada, grace, ben, .. } = week(app).await;
    let team = id(&ada.get("/teams").await.expect(200)["items"][0]);
    // Ada has A and D, both done. Grace has B, which is done, and C and G, which are not. Ben has none.
    let performance = json!({"items": [
        {"user": ada.view(), "total": 2, "done": 2, "in_progress": 0, "todo": 0, "completion_rate": 100},
        {"user": ben.view(), "total": 0, "done": 0, "in_progress": 0, "todo": 0, "completion_rate": 0},
        {"user": grace.view(), "total": 3, "done": 1, "in_progress": 2, "todo": 0, "completion_rate": 33},
    ]});
    let work = |urgent, high| json!({"none": 0, "low": 0, "medium": 0, "high": high, "urgent": urgent});
    let workload = json!({"items": [
        {"user": ada.view(), "open": 0, "by_priority": work(0, 0), "overdue": 0},
        {"user": ben.view(), "open": 0, "by_priority": work(0, 0), "overdue": 0},
        {"user": grace.view(), "open": 2, "by_priority": work(1, 1), "overdue": 1},
    ]});
    for reader in [&ada, &grace, &ben] {
        assert_eq!(reader.get(&format!("/reports/team-performance?team_id={team}")).await.expect(200), performance);
        assert_eq!(reader.get(&format!("/reports/workload?team_id={team}")).await.expect(200), workload);
        // Of all their teams: each has one more, with nobody else and nothing in it.
        assert_eq!(reader.get("/reports/team-performance").await.expect(200), performance);
        assert_eq!(reader.get("/reports/workload").await.expect(200), workload);
    }
}

async fn other_days_and_zones_give_other_figures(app: &TestApp) {
    let Week { ada, grace, board, .. } = week(app).await;
    let path = format!("/reports/projects/{}", board.project);
    // What was before the first day counts in what there is, not in what happened.
    let report = ada.get(&format!("{path}?from=2027-03-28&to=2027-03-29")).await.expect(200);
    assert_eq!(report["days"], json!([day("28", 0, 1, [1, 0, 3]), day("29", 1, 0, [1, 2, 2])]));
    assert_eq!((&report["cycle_time"]["count"], &report["lead_time"]["count"]), (&json!(1), &json!(1)));
    assert_eq!(report["progress"]["total"], 6);
    // In UTC, which is Grace's zone, A was completed and G was made a day earlier; at the end of Sunday (Mon 00:00 UTC) G was
    // in progress.
    let of_utc = grace.get(&format!("{path}?from=2027-03-26&to=2027-03-30")).await.expect(200);
    let days = json!([
        day("26", 5, 1, [2, 2, 1]),
        day("27", 0, 2, [2, 0, 3]),
        day("28", 1, 0, [1, 1, 3]),
        day("29", 0, 0, [1, 2, 2]),
        day("30", 0, 1, [0, 2, 4]),
    ]);
    assert_eq!((&of_utc["days"], &of_utc["time_zone"]), (&days, &json!("UTC")));
    // Days that have not begun are not there; nothing asked for is 30 days up to today.
    let report = ada.get(&format!("{path}?from=2027-03-30&to=2027-04-30")).await.expect(200);
    assert_eq!((&report["days"], &report["to"]), (&json!([day("30", 0, 1, [0, 2, 4])]), &json!("2027-04-30")));
    let report = ada.get(&format!("{path}?from=2027-04-01&to=2027-04-02")).await.expect(200);
    assert_eq!((&report["days"], minutes(&report["lead_time"])), (&json!([]), minutes(&json!({"count": 0}))));
    let report = ada.get(&path).await.expect(200);
    assert_eq!((&report["from"], &report["to"]), (&json!("2027-03-01"), &json!("2027-03-30")));
    assert_eq!(report["days"].as_array().unwrap().len(), 30);
    assert_eq!(report["days"][29], day("30", 0, 1, [0, 2, 4]));
    assert_eq!(report["days"][0], day("01", 0, 0, [0, 0, 0]));
}
