//! Invitations: who may make one, what it lets one do, and when it no longer does.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{PASSWORD, TestApp, id, ids, stories, token};

stories![
    a_link_shows_where_it_leads_and_makes_a_member,
    a_team_is_joined_by_a_link_too,
    of_those_who_come_at_once_no_more_get_in_than_may,
    what_is_revoked_spent_expired_or_deleted_is_gone,
    an_invitation_never_lowers_and_counts_once_for_each,
    nobody_invites_to_more_than_they_hold,
    an_invitation_gives_what_its_maker_may_give_when_it_is_used,
    what_makes_no_sense_is_refused,
];

async fn a_link_shows_where_it_leads_and_makes_a_member(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    let made = ada.post(&format!("/boards/{}/invites", board.id), json!({"role": "member"})).await;
    let location = made.header("location").to_owned();
    let made = made.expect(201);
    assert_eq!(location, format!("/api/v1/invites/{}", id(&made)));
    let token = token(&made);
    assert!(token.len() >= 22 && made["url"].as_str().unwrap().ends_with(&format!("/invites/{token}")), "{made:#}");
    assert_eq!((&made["uses"], &made["max_uses"], &made["state"]), (&json!(0), &json!(null), &json!("open")));
    let week = made["expires_at"].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap() - app.clock().now();
    assert!(week > TimeDelta::days(7) - TimeDelta::minutes(5) && week <= TimeDelta::days(7), "{week}");

    // Anyone who has the link sees where it leads, and is no member by that.
    let info = app.visitor().get(&format!("/invites/{token}")).await.expect(200);
    assert_eq!(info["board"], json!({"id": board.id, "name": "Website"}));
    assert_eq!(info["project"], json!({"id": board.project, "name": "Website"}));
    assert_eq!((&info["role"], &info["invited_by"]), (&json!("member"), &ada.view()));
    assert!(info.get("token").is_none());
    app.visitor().post(&format!("/invites/{token}/accept"), json!({})).await.problem(401, "unauthenticated");
    grace.get(&format!("/boards/{}", board.id)).await.problem(404, "not_found");

    let accepted = grace.post(&format!("/invites/{token}/accept"), json!({})).await.expect(200);
    assert_eq!((&accepted["board"]["id"], &accepted["project"]["role"]), (&json!(board.id), &json!("member")));
    assert_eq!(accepted["team"]["role"], "guest");
    assert_eq!(board.members(&ada).await, [("ada".into(), "manager".into()), ("grace".into(), "member".into())]);
    grace.card(&board.todo, "From Grace").await;

    // The token is shown once, and nobody finds it in a list.
    let list = ada.get(&format!("/boards/{}/invites", board.id)).await.expect(200);
    let listed = &list["items"][0];
    assert_eq!((&listed["token"], &listed["url"], &listed["uses"]), (&json!(null), &json!(null), &json!(1)));
    grace.get(&format!("/boards/{}/invites", board.id)).await.problem(403, "forbidden");
    let activity = ada.get(&format!("/projects/{}/activity", board.project)).await.expect(200);
    let said: Vec<_> = activity["items"].as_array().unwrap().iter().map(|one| one["text"].clone()).collect();
    assert!(said.contains(&json!("Grace joined as member")), "{said:?}");
}

async fn a_team_is_joined_by_a_link_too(app: &TestApp) {
    app.register("root").await;
    let (ada, grace, eve) = (app.register("ada").await, app.register("grace").await, app.register("eve").await);
    let team = id(&ada.post("/teams", json!({"name": "Lighthouse"})).await.expect(201));
    let path = format!("/teams/{team}/invites");
    let made = ada.post(&path, json!({"role": "admin", "max_uses": 1})).await.expect(201);
    eve.get(&path).await.problem(404, "not_found");
    eve.post(&path, json!({"role": "guest"})).await.problem(404, "not_found");
    let info = app.visitor().get(&format!("/invites/{}", token(&made))).await.expect(200);
    assert_eq!((&info["team"]["name"], &info["board"], &info["project"]), (&json!("Lighthouse"), &json!(null), &json!(null)));
    let accepted = grace.post(&format!("/invites/{}/accept", token(&made)), json!({})).await.expect(200);
    assert_eq!(
        (&accepted["team"]["role"], &accepted["board"], &accepted["project"]),
        (&json!("admin"), &json!(null), &json!(null))
    );
    // Admins invite, but only owners make owners.
    grace.post(&path, json!({"role": "owner"})).await.problem(403, "forbidden");
    ada.post(&path, json!({"role": "owner"})).await.expect(201);
    let low = grace.post(&path, json!({"role": "member"})).await.expect(201);
    eve.post(&format!("/invites/{}/accept", token(&low)), json!({})).await.expect(200);
    eve.get(&path).await.problem(403, "forbidden");
    eve.post(&path, json!({"role": "guest"})).await.problem(403, "forbidden");
    let states: Vec<_> =
        ada.get(&path).await.expect(200)["items"].as_array().unwrap().iter().map(|i| i["state"].clone()).collect();
    assert_eq!(states, ["open", "open", "spent"]);
    let activity = ada.get(&format!("/teams/{team}/activity")).await.expect(200);
    assert_eq!(activity["items"][0]["text"], "Eve joined as member");
}

async fn of_those_who_come_at_once_no_more_get_in_than_may(app: &TestApp) {
    app.register("root").await;
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let made = board.invite(&ada, json!({"role": "viewer", "max_uses": 5})).await;
    let other = app.another(&[]).await;
    let mut people = Vec::new();
    for n in 0..20 {
        people.push(app.register(&format!("person{n}")).await);
    }
    let path = format!("/invites/{}/accept", token(&made));
    // A hundred at a time, each person five times, at two processes.
    let all = (0..100).map(|n| {
        let person = &people[n % people.len()];
        let client = person.asking(if n % 2 == 0 { app.base() } else { other.base() });
        let path = &path;
        async move { client.post(path, json!({})).await.status.as_u16() }
    });
    let statuses = join_all(all).await;
    assert!(statuses.iter().all(|status| matches!(status, 200 | 410)), "{statuses:?}");
    assert_eq!(board.members(&ada).await.len(), 6, "{statuses:?}");
    let list = ada.get(&format!("/boards/{}/invites", board.id)).await.expect(200);
    assert_eq!((&list["items"][0]["uses"], &list["items"][0]["state"]), (&json!(5), &json!("spent")));
}

async fn what_is_revoked_spent_expired_or_deleted_is_gone(app: &TestApp) {
    app.register("root").await;
    let (ada, grace, eve) = (app.register("ada").await, app.register("grace").await, app.register("eve").await);
    let board = ada.project("Website").await;
    let over = async |token: &str| {
        app.visitor().get(&format!("/invites/{token}")).await.problem(410, "gone");
        eve.post(&format!("/invites/{token}/accept"), json!({})).await.problem(410, "gone");
        let body = json!({"name": "Zed", "email": "zed@example.org", "password": PASSWORD, "invite": token});
        app.visitor().post("/auth/register", body).await.problem(410, "gone");
    };
    let revoked = board.invite(&ada, json!({"role": "member"})).await;
    let path = format!("/invites/{}", id(&revoked));
    eve.delete(&path).await.problem(404, "not_found");
    board.add(&ada, &grace, "member").await;
    grace.delete(&path).await.problem(403, "forbidden");
    app.visitor().get(&format!("/invites/{}", token(&revoked))).await.expect(200);
    ada.delete(&path).await.expect(204);
    ada.delete(&path).await.problem(404, "not_found");
    over(token(&revoked)).await;

    let spent = board.invite(&ada, json!({"role": "manager", "max_uses": 1})).await;
    grace.post(&format!("/invites/{}/accept", token(&spent)), json!({})).await.expect(200);
    over(token(&spent)).await;

    let until = (app.clock().now() + TimeDelta::minutes(5)).to_rfc3339();
    let expired = board.invite(&ada, json!({"role": "member", "expires_at": until})).await;
    let kept = board.invite(&ada, json!({"role": "member"})).await;
    app.clock().advance(TimeDelta::minutes(6));
    over(token(&expired)).await;

    ada.delete(&format!("/boards/{}", board.id)).await.expect(204);
    over(token(&kept)).await;
    let unknown = "A".repeat(43);
    for path in [&*unknown, "x", id(&kept).as_str()] {
        app.visitor().get(&format!("/invites/{path}")).await.problem(404, "not_found");
        eve.post(&format!("/invites/{path}/accept"), json!({})).await.problem(404, "not_found");
    }
    // Nobody came in by any of it.
    assert!(ids(&eve.get("/projects").await.expect(200)).is_empty());
}

async fn an_invitation_never_lowers_and_counts_once_for_each(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let low = board.invite(&ada, json!({"role": "viewer"})).await;
    let high = board.invite(&ada, json!({"role": "manager"})).await;
    let accept = |made: &Value| grace.post(&format!("/invites/{}/accept", token(made)), json!({}));
    let uses = async || {
        let list = ada.get(&format!("/boards/{}/invites", board.id)).await.expect(200);
        list["items"].as_array().unwrap().iter().map(|one| one["uses"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(accept(&low).await.expect(200)["project"]["role"], "member");
    assert_eq!(uses().await, [0, 0], "who is in already uses nothing up");
    for _ in 0..2 {
        assert_eq!(accept(&high).await.expect(200)["project"]["role"], "manager");
    }
    assert_eq!(uses().await, [1, 0]);

    // What was taken away since is not taken back by the same link.
    let member = format!("/projects/{}/members/{}", board.project, grace.id);
    ada.put(&member, json!({"role": "viewer"})).await.expect(200);
    assert_eq!(accept(&high).await.expect(200)["project"]["role"], "viewer");
    ada.delete(&member).await.expect(204);
    accept(&high).await.problem(410, "gone");
    assert_eq!(accept(&low).await.expect(200)["project"]["role"], "viewer");
}

async fn nobody_invites_to_more_than_they_hold(app: &TestApp) {
    app.register("root").await;
    let (ada, grace, eve) = (app.register("ada").await, app.register("grace").await, app.register("eve").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let path = format!("/boards/{}/invites", board.id);
    let role = |role: &str| json!({"role": role});
    app.visitor().post(&path, role("viewer")).await.problem(401, "unauthenticated");
    eve.post(&path, role("viewer")).await.problem(404, "not_found");
    eve.get(&path).await.problem(404, "not_found");
    grace.post(&path, role("viewer")).await.problem(403, "forbidden");
    let rights = format!("/boards/{}/members/{}", board.id, grace.id);
    ada.patch(&rights, json!({"grant": ["user_manage"]})).await.expect(200);
    grace.post(&path, role("member")).await.expect(201);
    grace.post(&path, role("manager")).await.problem(403, "forbidden");
    // What one holds on this board alone gives nobody the whole project.
    ada.patch(&rights, json!({"role": "manager"})).await.expect(200);
    grace.post(&path, role("manager")).await.problem(403, "forbidden");
}

async fn an_invitation_gives_what_its_maker_may_give_when_it_is_used(app: &TestApp) {
    let root = app.register("root").await;
    let (ada, grace, eve) = (app.register("ada").await, app.register("grace").await, app.register("eve").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "manager").await;
    let made = board.invite(&grace, json!({"role": "manager"})).await;
    let member = format!("/projects/{}/members/{}", board.project, grace.id);
    ada.put(&member, json!({"role": "member"})).await.expect(200);
    eve.post(&format!("/invites/{}/accept", token(&made)), json!({})).await.problem(410, "gone");
    assert_eq!(board.members(&ada).await.len(), 2);
    ada.put(&member, json!({"role": "manager"})).await.expect(200);
    // Nor does one of an account that was closed meanwhile let anyone in, until it is opened again.
    let account = format!("/users/{}", grace.id);
    root.patch(&account, json!({"disabled": true})).await.expect(200);
    eve.post(&format!("/invites/{}/accept", token(&made)), json!({})).await.problem(410, "gone");
    root.patch(&account, json!({"disabled": false})).await.expect(200);
    eve.post(&format!("/invites/{}/accept", token(&made)), json!({})).await.expect(200);

    // The same of a team.
    let grace = grace.sign_in_again().await;
    let team = id(&ada.post("/teams", json!({"name": "Lighthouse"})).await.expect(201));
    let member = format!("/teams/{team}/members/{}", grace.id);
    ada.put(&member, json!({"role": "admin"})).await.expect(201);
    let made = grace.post(&format!("/teams/{team}/invites"), json!({"role": "admin"})).await.expect(201);
    ada.put(&member, json!({"role": "member"})).await.expect(200);
    eve.post(&format!("/invites/{}/accept", token(&made)), json!({})).await.problem(410, "gone");
    ada.put(&member, json!({"role": "admin"})).await.expect(200);
    eve.post(&format!("/invites/{}/accept", token(&made)), json!({})).await.expect(200);
}

async fn what_makes_no_sense_is_refused(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let path = format!("/boards/{}/invites", board.id);
    let past = (app.clock().now() - TimeDelta::seconds(1)).to_rfc3339();
    let far = (app.clock().now() + TimeDelta::days(400)).to_rfc3339();
    for (body, pointer) in [
        (json!({}), "/role"),
        (json!({"role": "owner"}), "/role"),
        (json!({"role": "viewer", "email": "ada@example.org\r\nBcc: eve@example.org"}), "/email"),
        (json!({"role": "viewer", "email": "nobody"}), "/email"),
        (json!({"role": "viewer", "expires_at": past}), "/expires_at"),
        (json!({"role": "viewer", "expires_at": far}), "/expires_at"),
        (json!({"role": "viewer", "max_uses": 0}), "/max_uses"),
        (json!({"role": "viewer", "max_uses": -1}), "/max_uses"),
        (json!({"role": "viewer", "token": "mine"}), "/token"),
        (json!({"role": "viewer", "board_id": board.id}), "/board_id"),
    ] {
        ada.post(&path, body).await.invalid(&[pointer]);
    }
    assert!(ids(&ada.get(&path).await.expect(200)).is_empty());
}
