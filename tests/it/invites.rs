//! Invitations: who may make one, what it lets one do, and when it no longer does.

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Board, PASSWORD, Person, TestApp, id, ids, stories};

stories![
    a_link_shows_where_it_leads_and_makes_a_member,
    a_team_is_joined_by_a_link_too,
    of_those_who_come_at_once_no_more_get_in_than_may,
    what_is_revoked_spent_expired_or_deleted_is_gone,
    an_invitation_never_lowers_and_counts_once_for_each,
    nobody_invites_to_more_than_they_hold,
    an_invitation_gives_what_its_maker_may_give_when_it_is_used,
    someone_with_an_account_is_told_and_mailed,
    an_address_without_an_account_is_mailed_once_and_its_owner_registers,
    where_accounts_are_by_invitation_an_invitation_is_needed,
    mailed_invitations_are_counted,
    the_page_of_a_link_shows_it_and_accepts_it,
    what_makes_no_sense_is_refused,
];

async fn invite(by: &Person, board: &Board, body: Value) -> Value {
    by.post(&format!("/boards/{}/invites", board.id), body).await.expect(201)
}

fn token(invite: &Value) -> &str {
    invite["token"].as_str().unwrap_or_else(|| panic!("it has a token: {invite:#}"))
}

async fn members(by: &Person, board: &Board) -> Vec<(String, String)> {
    let list = by.get(&format!("/projects/{}/members", board.project)).await.expect(200);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    list["items"].as_array().unwrap().iter().map(|one| (text(&one["user"]["handle"]), text(&one["role"]))).collect()
}

async fn newest(person: &Person) -> Value {
    person.get("/notifications").await.expect(200)["items"][0].clone()
}

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
    assert_eq!(members(&ada, &board).await, [("ada".into(), "manager".into()), ("grace".into(), "member".into())]);
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
    let made = invite(&ada, &board, json!({"role": "viewer", "max_uses": 5})).await;
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
    assert_eq!(members(&ada, &board).await.len(), 6, "{statuses:?}");
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
    let revoked = invite(&ada, &board, json!({"role": "member"})).await;
    let path = format!("/invites/{}", id(&revoked));
    eve.delete(&path).await.problem(404, "not_found");
    board.add(&ada, &grace, "member").await;
    grace.delete(&path).await.problem(403, "forbidden");
    app.visitor().get(&format!("/invites/{}", token(&revoked))).await.expect(200);
    ada.delete(&path).await.expect(204);
    ada.delete(&path).await.problem(404, "not_found");
    over(token(&revoked)).await;

    let spent = invite(&ada, &board, json!({"role": "manager", "max_uses": 1})).await;
    grace.post(&format!("/invites/{}/accept", token(&spent)), json!({})).await.expect(200);
    over(token(&spent)).await;

    let until = (app.clock().now() + TimeDelta::minutes(5)).to_rfc3339();
    let expired = invite(&ada, &board, json!({"role": "member", "expires_at": until})).await;
    let kept = invite(&ada, &board, json!({"role": "member"})).await;
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
    let low = invite(&ada, &board, json!({"role": "viewer"})).await;
    let high = invite(&ada, &board, json!({"role": "manager"})).await;
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
    app.register("root").await;
    let (ada, grace, eve) = (app.register("ada").await, app.register("grace").await, app.register("eve").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "manager").await;
    let made = invite(&grace, &board, json!({"role": "manager"})).await;
    let member = format!("/projects/{}/members/{}", board.project, grace.id);
    ada.put(&member, json!({"role": "member"})).await.expect(200);
    eve.post(&format!("/invites/{}/accept", token(&made)), json!({})).await.problem(410, "gone");
    assert_eq!(members(&ada, &board).await.len(), 2);
    ada.put(&member, json!({"role": "manager"})).await.expect(200);
    eve.post(&format!("/invites/{}/accept", token(&made)), json!({})).await.expect(200);
}

async fn someone_with_an_account_is_told_and_mailed(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    let made = invite(&ada, &board, json!({"role": "member", "email": "Grace@Example.org"})).await;
    assert_eq!((&made["email"], &made["max_uses"]), (&json!("Grace@Example.org"), &json!(1)));
    app.run_jobs().await;
    let told = newest(&grace).await;
    assert_eq!((&told["kind"], &told["text"]), (&json!("invited"), &json!("Ada invited you to the board Website")));
    assert_eq!((&told["actor"], &told["url"]), (&ada.view(), &made["url"]));
    // They see nothing of the board itself yet.
    assert_eq!((&told["board"], &told["project"]), (&json!(null), &json!(null)));
    let mail = app.mails_to(&grace.email).pop().unwrap();
    assert_eq!(mail.subject, "Ada invited you to the board Website");
    assert_eq!(mail.link("/invites/"), made["url"].as_str().unwrap());
    let token = mail.link("/invites/").rsplit('/').next().unwrap();
    grace.post(&format!("/invites/{token}/accept"), json!({})).await.expect(200);

    // Who is in already is told nothing, and whoever invites cannot tell by the answer who has an account.
    let count = app.mails().len();
    let again = invite(&ada, &board, json!({"role": "member", "email": grace.email})).await;
    let mut nobody = invite(&ada, &board, json!({"role": "member", "email": "nobody@example.org"})).await;
    app.run_jobs().await;
    assert_eq!(app.mails_to(&grace.email).len(), 1);
    assert_eq!(app.mails().len(), count + 1);
    for name in ["id", "email", "url", "token", "expires_at", "created_at"] {
        nobody[name] = again[name].clone();
    }
    assert_eq!(again, nobody);
}

async fn an_address_without_an_account_is_mailed_once_and_its_owner_registers(app: &TestApp) {
    app.register("root").await;
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let made = invite(&ada, &board, json!({"role": "member", "email": "grace@example.org"})).await;
    let revoked = invite(&ada, &board, json!({"role": "member", "email": "eve@example.org"})).await;
    ada.delete(&format!("/invites/{}", id(&revoked))).await.expect(204);
    app.run_jobs().await;
    let [mail] = app.mails_to("grace@example.org").try_into().unwrap();
    assert_eq!(mail.subject, "Ada invited you to the board Website");
    assert_eq!(mail.link("/invites/"), made["url"].as_str().unwrap());
    assert!(mail.text.contains("Role: member"), "{}", mail.text);
    assert!(app.mails_to("eve@example.org").is_empty(), "what was revoked before it went is not mailed");
    // The job runs again, as after a crash: nobody is mailed twice.
    let invite_id = id(&made).parse().unwrap();
    shared::app::invites::send(app.ctx(), &shared::app::Trace::default(), invite_id).await.unwrap();
    app.run_jobs().await;
    assert_eq!(app.mails_to("grace@example.org").len(), 1);

    let body = json!({"name": "Grace", "email": "grace@example.org", "password": PASSWORD, "invite": token(&made)});
    let grace = Person::of(app, &app.post("/auth/register", body.clone()).await.expect(201));
    assert_eq!(grace.get(&format!("/projects/{}", board.project)).await.expect(200)["role"], "member");
    let activity = ada.get(&format!("/projects/{}/activity", board.project)).await.expect(200);
    assert_eq!(
        (&activity["items"][0]["text"], &activity["items"][0]["actor"]),
        (&json!("Grace joined as member"), &grace.view())
    );
    // The account and the joining are one: what lets nobody in makes no account.
    let mut late = body;
    late["email"] = json!("late@example.org");
    app.post("/auth/register", late.clone()).await.problem(410, "gone");
    late["invite"] = json!("nonsense");
    app.post("/auth/register", late).await.invalid(&["/invite"]);
    app.post("/auth/login", json!({"email": "late@example.org", "password": PASSWORD})).await.problem(401, "invalid_credentials");
}

async fn where_accounts_are_by_invitation_an_invitation_is_needed(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let made = invite(&ada, &board, json!({"role": "viewer", "max_uses": 1})).await;
    let invited = app.another(&[("REGISTRATION", "invited")]).await;
    let closed = app.another(&[("REGISTRATION", "closed")]).await;
    let body = |n: usize, invite: Value| json!({"name": "Grace", "email": format!("grace{n}@example.org"), "password": PASSWORD, "invite": invite});
    closed.post("/auth/register", body(0, made["token"].clone())).await.problem(403, "forbidden");
    invited.post("/auth/register", body(0, json!(null))).await.problem(403, "forbidden");
    invited.post("/auth/register", body(0, json!("nonsense"))).await.invalid(&["/invite"]);
    // Of four at once, one has the only place; the others have no account.
    let all = (0..4).map(|n| invited.post("/auth/register", body(n, made["token"].clone())).into_future());
    let mut statuses: Vec<_> = join_all(all).await.into_iter().map(|answer| answer.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 410, 410, 410]);
    assert_eq!(members(&ada, &board).await.len(), 2);
}

async fn mailed_invitations_are_counted(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "manager").await;
    // A tenth of 20.
    let strict = app.another(&[("RATE_LIMIT", "0.1")]).await;
    let path = format!("/boards/{}/invites", board.id);
    let body = |n: usize| json!({"role": "viewer", "email": format!("person{n}@example.org")});
    let made = join_all((0..6).map(|n| ada.at(&strict).post(&path, body(n)).into_future())).await;
    let statuses: Vec<_> = made.iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 2, "{statuses:?}");
    let refused = made.into_iter().find(|answer| answer.status == 429).unwrap();
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    assert!((3500..=3600).contains(&wait), "{wait}");
    refused.problem(429, "too_many_requests");
    // Links are not mail, and others have their own count.
    ada.at(&strict).post(&path, json!({"role": "viewer"})).await.expect(201);
    grace.at(&strict).post(&path, body(7)).await.expect(201);
    app.clock().advance(TimeDelta::seconds(wait));
    let ada = ada.sign_in_again().await;
    ada.at(&strict).post(&path, body(8)).await.expect(201);
    app.run_jobs().await;
    assert_eq!(app.mails().iter().filter(|mail| mail.to.starts_with("person")).count(), 4);
}

async fn the_page_of_a_link_shows_it_and_accepts_it(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("<b>Website</b>").await;
    let made = invite(&ada, &board, json!({"role": "member"})).await;
    let path = format!("/invites/{}", token(&made));
    let shown = app.outside(Method::GET, &path).await;
    assert_eq!(shown.status, 200);
    let text = shown.text();
    for part in ["Ada invited you to the board &lt;b&gt;Website", "Sign in to accept it", &format!("value=\"{path}\"")] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("<b>Website") && !text.contains("<script"));

    let signed_in = app.post("/auth/login", json!({"email": "grace", "password": PASSWORD, "cookie": true}));
    let own = app.base().replace("127.0.0.1", "localhost");
    let signed_in = signed_in.header("origin", &own).await;
    let lines = signed_in.headers.get_all("set-cookie").iter();
    let cookies: Vec<_> = lines.map(|line| line.to_str().unwrap().split(';').next().unwrap()).collect();
    let browser = app.with("cookie", &cookies.join("; "));
    let text = browser.outside(Method::GET, &path).await.text();
    assert!(text.contains("You are signed in as Grace") && text.contains("<button>Accept</button>"), "{text}");
    // Another site cannot make her join.
    for origin in ["https://evil.example", "null"] {
        assert_eq!(browser.outside(Method::POST, &path).header("origin", origin).await.status, 403);
    }
    assert_eq!(browser.outside(Method::POST, &path).await.status, 403);
    grace.get(&format!("/boards/{}", board.id)).await.problem(404, "not_found");
    let accepted = browser.outside(Method::POST, &path).header("origin", &own).await;
    assert_eq!((accepted.status.as_u16(), accepted.header("location")), (303, format!("/boards/{}", board.id).as_str()));
    grace.get(&format!("/boards/{}", board.id)).await.expect(200);

    ada.delete(&format!("/invites/{}", id(&made))).await.expect(204);
    let over = app.outside(Method::GET, &path).await;
    assert!(over.status == 410 && over.text().contains("This invitation is over"), "{}", over.text());
    assert_eq!(app.outside(Method::GET, "/invites/nonsense").await.status, 404);
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
