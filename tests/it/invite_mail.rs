//! How invitations reach people: in the app, by mail, by the page of their link, and on the way to an account.

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{PASSWORD, Person, TestApp, id, stories, token};

stories![
    someone_with_an_account_is_told_and_mailed,
    whoever_only_says_that_an_address_is_theirs_is_not_told,
    an_address_without_an_account_is_mailed_once_and_its_owner_registers,
    where_accounts_are_by_invitation_an_invitation_is_needed,
    mailed_invitations_are_counted,
    the_page_of_a_link_shows_it_and_accepts_it,
];

async fn newest(person: &Person) -> Value {
    person.get("/notifications").await.expect(200)["items"][0].clone()
}

async fn someone_with_an_account_is_told_and_mailed(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    let made = board.invite(&ada, json!({"role": "member", "email": "Grace@Example.org"})).await;
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
    let again = board.invite(&ada, json!({"role": "member", "email": grace.email})).await;
    let mut nobody = board.invite(&ada, json!({"role": "member", "email": "nobody@example.org"})).await;
    app.run_jobs().await;
    assert_eq!(app.mails_to(&grace.email).len(), 1);
    assert_eq!(app.mails().len(), count + 1);
    for name in ["id", "email", "url", "token", "expires_at", "created_at"] {
        nobody[name] = again[name].clone();
    }
    assert_eq!(again, nobody);
}

async fn whoever_only_says_that_an_address_is_theirs_is_not_told(app: &TestApp) {
    app.register("root").await;
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    // Somebody has registered with Grace's address, and cannot read her mail.
    let eve = app.another(&[("VERIFY_EMAIL", "on")]).await.register("grace").await;
    let eve = eve.at(app);
    let invite = board.invite(&ada, json!({"role": "member", "email": "grace@example.org"})).await;
    app.run_jobs().await;
    assert_eq!(eve.get("/notifications").await.expect(200)["items"], json!([]));
    let mails = app.mails_to("grace@example.org");
    let invited: Vec<_> = mails.iter().filter(|mail| mail.subject.contains("invited you")).collect();
    assert_eq!(invited.len(), 1, "{mails:#?}");
    assert_eq!(invited[0].link("/invites/"), invite["url"].as_str().unwrap());
}

async fn an_address_without_an_account_is_mailed_once_and_its_owner_registers(app: &TestApp) {
    app.register("root").await;
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let made = board.invite(&ada, json!({"role": "member", "email": "grace@example.org"})).await;
    let revoked = board.invite(&ada, json!({"role": "member", "email": "eve@example.org"})).await;
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
    let made = board.invite(&ada, json!({"role": "viewer", "max_uses": 1})).await;
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
    assert_eq!(board.members(&ada).await.len(), 2);
}

async fn mailed_invitations_are_counted(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "manager").await;
    // A fifth of 20.
    let strict = app.another(&[("RATE_LIMIT", "0.2")]).await;
    let path = format!("/boards/{}/invites", board.id);
    let body = |n: usize| json!({"role": "viewer", "email": format!("person{n}@example.org")});
    let made = join_all((0..8).map(|n| ada.at(&strict).post(&path, body(n)).into_future())).await;
    let statuses: Vec<_> = made.iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 4, "{statuses:?}");
    let refused = made.into_iter().find(|answer| answer.status == 429).unwrap();
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    assert!((3500..=3602).contains(&wait), "{wait}");
    refused.problem(429, "too_many_requests");
    // Links are not mail, and others have their own count.
    ada.at(&strict).post(&path, json!({"role": "viewer"})).await.expect(201);
    grace.at(&strict).post(&path, body(7)).await.expect(201);
    app.clock().advance(TimeDelta::seconds(wait));
    let ada = ada.sign_in_again().await;
    ada.at(&strict).post(&path, body(8)).await.expect(201);
    app.run_jobs().await;
    assert_eq!(app.mails().iter().filter(|mail| mail.to.starts_with("person")).count(), 6);
}

async fn the_page_of_a_link_shows_it_and_accepts_it(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("<b>Website</b>").await;
    let made = board.invite(&ada, json!({"role": "member"})).await;
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
