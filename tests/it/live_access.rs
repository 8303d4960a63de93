//! Who may not see a board or project any more hears nothing more of it, at once, on whichever process they are.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{
    Engine, PASSWORD, Socket, TestApp, id,
    live::{self, cast, on_board, on_project},
    stories,
};

stories![
    wekan_cve_2026_2208_after_a_removal_nothing_more_is_delivered,
    whoever_loses_sight_of_a_board_is_sent_away,
    a_deleted_board_or_project_ends_its_sockets,
    a_session_that_ends_takes_its_sockets_along,
    a_role_that_still_sees_the_board_keeps_its_socket,
    a_page_elsewhere_opens_nothing_with_the_cookie,
    a_token_that_may_only_read_takes_no_commands,
];

/// What a removal may take to arrive, on a machine that does other things too.
const SOON: Duration = Duration::from_secs(1);
/// And where it is found by looking.
const LOOKING: Duration = Duration::from_secs(5);

/// That sockets close with this code, soon, and that no event came after `secret`s began.
async fn end(sockets: Vec<Socket>, code: u16) {
    end_within(SOON, sockets, code).await;
}

async fn end_within(limit: Duration, sockets: Vec<Socket>, code: u16) {
    let begun = Instant::now();
    for mut socket in sockets {
        let (closed, why, before) = socket.ended().await;
        assert_eq!(closed, code, "{why}");
        let told = before.iter().any(|frame| frame.to_string().contains("secret"));
        assert!(!told, "{before:#?}");
    }
    assert!(begun.elapsed() < limit, "{:?}", begun.elapsed());
}

/// `WeKan` went on telling people of boards that they had been taken off. Here whatever happens after a removal, on another
/// process and without a pause, is not told to who was removed, and is told to the others.
async fn wekan_cve_2026_2208_after_a_removal_nothing_more_is_delivered(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let other = app.another(&[]).await;
    for round in 0..5 {
        let mut stays = on_board(&ada, &board).await;
        let leave = vec![
            on_board(&grace, &board).await,
            on_board(&grace.at(&other), &board).await,
            on_project(&grace, &board).await,
            on_project(&grace.at(&other), &board).await,
        ];
        let elsewhere = if round % 2 == 0 { ada.at(&other) } else { ada.at(app) };
        ada.delete(&format!("/projects/{}/members/{}", board.project, grace.id)).await.expect(204);
        let cards = format!("/columns/{}/cards", board.todo);
        for part in 0..3 {
            elsewhere.post(&cards, json!({"title": format!("secret {part}")})).await.expect(201);
            elsewhere.post(&format!("/projects/{}/messages", board.project), json!({"text": "secret"})).await.expect(201);
        }
        // Without Redis between them, two processes hear of each other by looking, which SQLite's processes do every few
        // seconds: what they deliver is looked at before it is.
        let limit = if app.place().engine == Engine::Postgres { SOON } else { LOOKING };
        end_within(limit, leave, 4403).await;
        for part in 0..3 {
            let heard = stays.skip_to(|frame| frame["name"] == "card.created").await;
            assert_eq!(heard["data"]["card"]["title"], format!("secret {part}"));
        }
        board.add(&ada, &grace, "member").await;
    }
    other.shut_down().await;
}

async fn whoever_loses_sight_of_a_board_is_sent_away(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let overrides = format!("/boards/{}/members/{}", board.id, grace.id);
    // An override: the board, and not the project.
    let (socket, mut project) = (on_board(&grace, &board).await, on_project(&grace, &board).await);
    ada.patch(&overrides, json!({"revoke": ["board_view"]})).await.expect(200);
    end(vec![socket], 4403).await;
    assert_eq!(project.command("ping", "c-1", json!({})).await["ok"], true);
    ada.patch(&overrides, json!({"revoke": []})).await.expect(200);
    // Out of the team: both.
    let sockets = vec![on_board(&grace, &board).await, project];
    let team = ada.get(&format!("/projects/{}", board.project)).await.expect(200)["team_id"].as_str().unwrap().to_owned();
    ada.delete(&format!("/teams/{team}/members/{}", grace.id)).await.expect(204);
    end(sockets, 4403).await;
    // A project that the team sees no more.
    ada.put(&format!("/teams/{team}/members/{}", grace.id), json!({"role": "member"})).await.expect(201);
    let project = format!("/projects/{}", board.project);
    ada.patch(&project, json!({"visibility": "team"})).await.expect(200);
    let sockets = vec![on_board(&grace, &board).await, on_project(&grace, &board).await];
    ada.patch(&project, json!({"visibility": "private"})).await.expect(200);
    end(sockets, 4403).await;
    // Someone who is the instance admin no longer, and was there for nothing else.
    ada.patch(&format!("/users/{}", grace.id), json!({"role": "admin"})).await.expect(200);
    let sockets = vec![on_board(&grace, &board).await, on_project(&grace, &board).await];
    ada.patch(&format!("/users/{}", grace.id), json!({"role": "member"})).await.expect(200);
    end(sockets, 4403).await;
}

async fn a_deleted_board_or_project_ends_its_sockets(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let (sockets, mut project) =
        (vec![on_board(&grace, &board).await, on_board(&ada, &board).await], on_project(&grace, &board).await);
    ada.delete(&format!("/boards/{}", board.id)).await.expect(204);
    end(sockets, 4404).await;
    let told = project.skip_to(|frame| frame["type"] == "event").await;
    assert_eq!((&told["name"], &told["data"]["board"]["id"]), (&json!("board.deleted"), &json!(board.id)));
    let second = ada.post(&format!("/projects/{}/boards", board.project), json!({"name": "Second"})).await.expect(201);
    let sockets = vec![project, live::begun(&grace, &format!("/ws/boards/{}", id(&second))).await];
    ada.delete(&format!("/projects/{}", board.project)).await.expect(204);
    end(sockets, 4404).await;
}

async fn a_session_that_ends_takes_its_sockets_along(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let phone = grace.sign_in_again().await;
    let mut here = on_board(&grace, &board).await;
    let sockets = vec![on_board(&phone, &board).await, on_project(&phone, &board).await];
    phone.post("/auth/logout", json!({})).await.expect(204);
    end(sockets, 4401).await;
    assert_eq!(here.command("ping", "c-1", json!({})).await["ok"], true);
    ada.patch(&format!("/users/{}", grace.id), json!({"disabled": true})).await.expect(200);
    end(vec![here], 4401).await;
    let sockets = vec![on_board(&ada, &board).await, on_project(&ada, &board).await];
    app.clock().advance(TimeDelta::minutes(16));
    // The clock is looked at once a second.
    end_within(2 * SOON, sockets, 4401).await;
}

async fn a_role_that_still_sees_the_board_keeps_its_socket(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let mut socket = on_board(&grace, &board).await;
    let member = format!("/projects/{}/members/{}", board.project, grace.id);
    for role in ["viewer", "manager", "viewer"] {
        ada.put(&member, json!({"role": role})).await.expect(200);
    }
    ada.patch(&format!("/boards/{}/members/{}", board.id, grace.id), json!({"revoke": ["board_comment"]})).await.expect(200);
    let refused = socket.command("card.create", "c-1", json!({"column_id": board.todo, "title": "No"})).await;
    assert_eq!((&refused["problem"]["status"], &refused["problem"]["code"]), (&json!(403), &json!("forbidden")));
    ada.card(&board.todo, "Still heard").await;
    let heard = socket.skip_to(|frame| frame["name"] == "card.created").await;
    assert_eq!(heard["data"]["card"]["title"], "Still heard");
}

async fn a_page_elsewhere_opens_nothing_with_the_cookie(app: &TestApp) {
    let (_, grace, board) = cast(app).await;
    let own = app.ctx().config.allowed_origins[0].clone();
    let sign_in = json!({"email": grace.email, "password": PASSWORD, "cookie": true});
    let signed_in = app.post("/auth/login", sign_in).header("origin", &own).await;
    signed_in.expect_status(200);
    let cookies = signed_in.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap().split(';').next().unwrap());
    let browser = app.with("cookie", &cookies.collect::<Vec<_>>().join("; "));
    for path in [format!("/ws/boards/{}", board.id), format!("/ws/projects/{}", board.project)] {
        let elsewhere = ["null", "https://evil.example", &format!("{own}.evil.example"), &format!("{own}1"), &own.to_uppercase()];
        for origin in elsewhere {
            assert_eq!(browser.try_socket_from(&path, origin).await.err().map(|status| status.as_u16()), Some(403), "{origin}");
        }
        assert_eq!(browser.try_socket(&path).await.err().map(|status| status.as_u16()), Some(403));
        browser.try_socket_from(&path, &own).await.expect("its own page may").expect("hello").await;
    }
}

async fn a_token_that_may_only_read_takes_no_commands(app: &TestApp) {
    let (_, grace, board) = cast(app).await;
    let made = grace.post("/users/me/tokens", json!({"name": "A script", "scope": "read"})).await.expect(201);
    let script = app.with_token(made["token"].as_str().unwrap());
    let mut socket = on_board(&script, &board).await;
    let card = json!({"column_id": board.todo, "title": "No"});
    let refused = socket.command("card.create", "c-1", card).await;
    assert_eq!((&refused["ok"], &refused["problem"]["status"]), (&Value::Bool(false), &json!(403)));
    let mut chat = on_project(&script, &board).await;
    for (name, data) in [("chat.message", json!({"text": "No"})), ("chat.typing", json!({}))] {
        assert_eq!(chat.command(name, "c-2", data).await["problem"]["status"], 403, "{name}");
    }
    grace.delete(&format!("/users/me/tokens/{}", id(&made))).await.expect(204);
    end(vec![socket, chat], 4401).await;
}
