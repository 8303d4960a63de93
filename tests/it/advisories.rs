//! What went wrong in other programs of this kind, tried on this one. Each story is named after the advisory.
//!
//! Some stand where their words are at home: Vikunja's CVE-2026-28268 and Kanboard's CVE-2024-55603 in `recovery.rs`,
//! Vikunja's CVE-2026-40103 in `api_tokens.rs`.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Board, Person, TestApp, id, ids, stories, token};

stories![
    vikunja_cve_2026_33312_delete_is_not_guarded_by_the_read_right,
    vikunja_ghsa_569v_q83c_3j3g_nothing_moves_to_another_team_by_a_field,
    kanboard_cve_2023_33968_a_card_is_moved_into_no_other_project,
    kanboard_cve_2023_33969_what_people_write_runs_nowhere,
    wekan_cve_2026_2208_nobody_subscribes_to_what_they_may_not_see,
    wekan_ghsa_jggc_qvfc_jr6x_a_forwarded_address_is_not_believed,
];

async fn vikunja_cve_2026_33312_delete_is_not_guarded_by_the_read_right(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "viewer").await;
    let card = id(&ada.card(&board.todo, "Fix it").await);
    let comment = id(&ada.post(&format!("/cards/{card}/comments"), json!({"body": "Why?"})).await.expect(201));
    let invite = id(&board.invite(&ada, json!({"role": "viewer"})).await);
    let team = ada.get(&format!("/projects/{}", board.project)).await.expect(200)["team_id"].as_str().unwrap().to_owned();
    for path in [
        format!("/teams/{team}"),
        format!("/teams/{team}/members/{}", ada.id),
        format!("/projects/{}", board.project),
        format!("/projects/{}/members/{}", board.project, ada.id),
        format!("/boards/{}", board.id),
        format!("/columns/{}", board.todo),
        format!("/cards/{card}"),
        format!("/cards/{card}/assignees/{}", ada.id),
        format!("/cards/{card}/watchers/{}", ada.id),
        format!("/comments/{comment}"),
        format!("/invites/{invite}"),
    ] {
        grace.delete(&path).await.problem(403, "forbidden");
    }
    for path in [format!("/cards/{card}"), format!("/columns/{}", board.todo), format!("/boards/{}", board.id)] {
        grace.get(&path).await.expect(200);
    }
    assert_eq!(ids(&grace.get(&format!("/cards/{card}/comments")).await.expect(200)), [comment]);
}

/// The texts of what one sees of a board and its cards.
async fn seen(who: &Person, board: &Board) -> Value {
    who.get(&format!("/boards/{}/snapshot", board.id)).await.expect(200)
}

async fn vikunja_ghsa_569v_q83c_3j3g_nothing_moves_to_another_team_by_a_field(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let (hers, own) = (ada.project("Hers").await, grace.project("Own").await);
    let team = ada.get(&format!("/projects/{}", hers.project)).await.expect(200)["team_id"].clone();
    let their_card = id(&ada.card(&hers.todo, "Hers").await);
    let card = id(&grace.card(&own.todo, "Mine").await);
    let column = json!({"name": "Later", "kind": "todo"});
    let column = id(&grace.post(&format!("/boards/{}/columns", own.id), column).await.expect(201));
    let before = (seen(&ada, &hers).await, seen(&grace, &own).await);

    for (path, field, target) in [
        (format!("/projects/{}", own.project), "team_id", team.clone()),
        (format!("/boards/{}", own.id), "project_id", json!(hers.project)),
        (format!("/columns/{column}"), "board_id", json!(hers.id)),
        (format!("/cards/{card}"), "column_id", json!(hers.todo)),
        (format!("/cards/{card}"), "board_id", json!(hers.id)),
        (format!("/cards/{card}"), "project_id", json!(hers.project)),
    ] {
        grace.patch(&path, json!({field: target})).await.invalid(&[&format!("/{field}")]);
    }
    let to = format!("/cards/{card}/move");
    let there = json!({"board_id": hers.id, "column_id": hers.todo});
    grace.post(&to, there).await.problem(404, "not_found");
    grace.post(&to, json!({"board_id": hers.id, "status": "done"})).await.problem(404, "not_found");
    grace.post(&to, json!({"column_id": hers.todo})).await.invalid(&["/column_id"]);
    grace.post(&to, json!({"before": their_card})).await.invalid(&["/before"]);
    grace.post(&format!("/columns/{column}/move"), json!({"after": hers.todo})).await.invalid(&["/after"]);
    grace.delete(&format!("/columns/{}?move_cards_to={}", own.todo, hers.todo)).await.invalid(&["/move_cards_to"]);
    grace.post("/projects", json!({"name": "Mine", "team_id": team})).await.problem(404, "not_found");
    grace.post(&format!("/columns/{}/cards", hers.todo), json!({"title": "Mine"})).await.problem(404, "not_found");
    assert_eq!((seen(&ada, &hers).await, seen(&grace, &own).await), before);
}

async fn kanboard_cve_2023_33968_a_card_is_moved_into_no_other_project(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let (read, written, own) = (ada.project("Read").await, ada.project("Written").await, grace.project("Own").await);
    read.add(&ada, &grace, "viewer").await;
    written.add(&ada, &grace, "member").await;
    let card = id(&grace.card(&own.todo, "Mine").await);
    let to = |board: &Board| json!({"board_id": board.id, "column_id": board.todo});
    let path = format!("/cards/{card}/move");
    grace.post(&path, to(&read)).await.problem(403, "forbidden");
    // Where she may write, too: a card has the key of its project, and its people.
    grace.post(&path, to(&written)).await.invalid(&["/board_id"]);
    // Nor is it taken out of a project by who only reads it.
    let hers = id(&ada.card(&read.todo, "Hers").await);
    grace.post(&format!("/cards/{hers}/move"), to(&own)).await.problem(403, "forbidden");
    grace.post(&format!("/cards/{hers}/move"), json!({"status": "done"})).await.problem(403, "forbidden");
    assert_eq!(grace.get(&format!("/cards/{card}")).await.expect(200)["board_id"], own.id);
    assert_eq!(grace.get(&format!("/cards/{hers}")).await.expect(200)["column_id"], read.todo);
}

/// Whatever would run, or lead astray, in a page or mail that took it for its own HTML.
const EVIL: &str = "<script>alert(1)</script><img src=x onerror=alert(1)> [a](javascript:alert(1)) \"onmouseover=\"alert(1) '>";

/// That a page or mail shows text and nothing of what is in it.
#[track_caller]
fn is_harmless(html: &str, what: &str) {
    let lower = html.to_lowercase();
    for run in ["<script", "<img", "href=\"javascript:", "href='javascript:", "\"onmouseover=\"", "<svg", "<iframe"] {
        assert!(!lower.contains(run), "{run} in {what}: {html}");
    }
}

async fn kanboard_cve_2023_33969_what_people_write_runs_nowhere(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    ada.patch("/users/me", json!({"name": EVIL})).await.expect(200);
    let team = id(&ada.post("/teams", json!({"name": EVIL, "description": EVIL})).await.expect(201));
    ada.put(&format!("/teams/{team}/members/{}", grace.id), json!({"role": "member"})).await.expect(201);
    let new = json!({"name": EVIL, "description": EVIL, "team_id": team, "visibility": "team"});
    let project = id(&ada.post("/projects", new).await.expect(201));
    let board = ids(&ada.get(&format!("/projects/{project}/boards")).await.expect(200)).remove(0);
    ada.patch(&format!("/boards/{board}"), json!({"name": EVIL, "description": EVIL})).await.expect(200);
    let column = json!({"name": EVIL, "kind": "todo"});
    let column = id(&ada.post(&format!("/boards/{board}/columns"), column).await.expect(201));
    let new = json!({"title": EVIL, "description": EVIL, "assignees": [grace.id]});
    let card = id(&ada.card_with(&column, new).await);
    let comment = json!({"body": format!("@grace {EVIL}")});
    let comment = ada.post(&format!("/cards/{card}/comments"), comment).await.expect(201);
    ada.post(&format!("/projects/{project}/messages"), json!({"text": format!("@grace {EVIL}")})).await.expect(201);
    let to = json!({"role": "viewer", "email": "new@example.org"});
    let invite = ada.post(&format!("/boards/{board}/invites"), to).await.expect(201);
    app.run_jobs().await;

    // It is kept as it was typed: whoever shows it knows where it ends up.
    let shown = grace.get(&format!("/cards/{card}")).await.expect(200);
    assert_eq!((&shown["title"], &shown["description"]), (&json!(EVIL), &json!(EVIL)));
    assert!(comment["body"].as_str().unwrap().ends_with(EVIL));

    let invited = format!("/invites/{}", token(&invite));
    for path in [
        format!("/cards/{card}"),
        format!("/boards/{board}"),
        format!("/projects/{project}"),
        format!("/teams/{team}"),
        invited,
        "/dev/mail".to_owned(),
    ] {
        let page = grace.outside(Method::GET, &path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.text().contains("&lt;script&gt;"), "{path} shows it: {}", page.text());
        assert!(page.header("content-security-policy").contains("default-src 'none'"), "{path}");
        is_harmless(&page.text(), &path);
    }
    let mut mails = app.mails_to(&grace.email);
    mails.extend(app.mails_to("new@example.org"));
    assert!(mails.iter().any(|mail| mail.html.contains("&lt;script&gt;")), "some mail tells of it");
    assert!(mails.iter().any(|mail| mail.to == "new@example.org"));
    for mail in &mails {
        is_harmless(&mail.html, &mail.subject);
        assert!(!mail.subject.contains(['\r', '\n']));
        let unsubscribe = mail.header("List-Unsubscribe");
        let Some(at) = unsubscribe.find("/api/") else { continue };
        let page = app.outside(Method::GET, unsubscribe[at..].trim_end_matches('>')).await;
        assert_eq!(page.status, 200, "{unsubscribe}");
        is_harmless(&page.text(), &unsubscribe);
    }
}

async fn wekan_cve_2026_2208_nobody_subscribes_to_what_they_may_not_see(app: &TestApp) {
    app.register("root").await;
    let (ada, grace, eve) = (app.register("ada").await, app.register("grace").await, app.register("eve").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let of_board = json!({"scope": "board", "board_id": board.id});
    let of_project = json!({"scope": "project", "project_id": board.project});
    for ticket in [&of_board, &of_project] {
        grace.post("/ws/tickets", ticket.clone()).await.expect(201);
        eve.post("/ws/tickets", ticket.clone()).await.problem(404, "not_found");
        app.post("/ws/tickets", ticket.clone()).await.problem(401, "unauthenticated");
    }
    // A board that is hidden from a member of its project is not to be followed, the project is.
    let rights = format!("/boards/{}/members/{}", board.id, grace.id);
    ada.patch(&rights, json!({"revoke": ["board_view"]})).await.expect(200);
    grace.post("/ws/tickets", of_board.clone()).await.problem(404, "not_found");
    let ticket = grace.post("/ws/tickets", of_project.clone()).await.expect(201)["ticket"].as_str().unwrap().to_owned();
    // A ticket opens the stream that it was got for and no other.
    let mut socket = app.socket(&format!("/ws/notifications?ticket={ticket}")).await;
    assert_eq!(socket.closed().await, 4403);
    ada.delete(&format!("/projects/{}/members/{}", board.project, grace.id)).await.expect(204);
    grace.post("/ws/tickets", of_project).await.problem(404, "not_found");
}

async fn wekan_ghsa_jggc_qvfc_jr6x_a_forwarded_address_is_not_believed(app: &TestApp) {
    app.register("root").await;
    app.run_jobs().await;
    let forwarded = ["x-forwarded-for", "forwarded", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip"];
    // As many tries as one address has, each as if it came from another.
    let strict = app.another(&[("RATE_LIMIT", "0.1")]).await;
    let sign_in = |n: usize| {
        let body = json!({"email": format!("person{n}"), "password": "wrong-otter-3-quarry"});
        let name = forwarded[n % forwarded.len()];
        let value = if name == "forwarded" { format!("for=203.0.113.{n}") } else { format!("203.0.113.{n}") };
        strict.post("/auth/login", body).header(name, value)
    };
    for n in 0..10 {
        sign_in(n).await.problem(401, "invalid_credentials");
    }
    for n in 10..16 {
        sign_in(n).await.problem(429, "too_many_requests");
    }
    // What says that it was handed on is not from this machine, whatever address it names.
    assert_eq!(app.outside(Method::GET, "/dev/mail").await.status, 200);
    for name in ["x-forwarded-for", "forwarded", "x-real-ip", "x-forwarded-host"] {
        for value in ["127.0.0.1", "::1", "localhost", "203.0.113.9, 127.0.0.1", ""] {
            assert_eq!(app.outside(Method::GET, "/dev/mail").header(name, value).await.status, 404, "{name}: {value}");
        }
    }
    strict.shut_down().await;
}
