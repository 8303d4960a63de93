//! What people see in a browser without the web app, and what probes see.

use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, Client, PASSWORD, Request, TestApp, id, stories};

stories![
    a_link_in_a_mail_leads_through_the_form_to_the_card,
    a_page_shows_text_as_text,
    the_kept_mail_is_for_this_machine_only,
    the_documentation_loads_nothing_from_elsewhere,
    probes_are_answered,
];

fn page(client: &Client, path: &str) -> Request {
    client.outside(Method::GET, path)
}

fn cookies(answer: &Answer) -> String {
    let lines = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap().split(';').next().unwrap());
    lines.collect::<Vec<_>>().join("; ")
}

fn sign_in(app: &TestApp, origin: &str, form: &str) -> Request {
    let form = form.to_owned();
    app.outside(Method::POST, "/sign-in").header("origin", origin).body("application/x-www-form-urlencoded", form)
}

async fn a_link_in_a_mail_leads_through_the_form_to_the_card(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let card = ada.card_with(&board.todo, json!({"title": "Fix it", "description": "Now.", "due": "2026-12-24"})).await;
    ada.post(&format!("/cards/{}/comments", id(&card)), json!({"body": "Soon?"})).await.expect(201);
    app.run_jobs().await;
    let path = format!("/cards/{}", id(&card));
    let form = page(app, &path).await;
    assert_eq!(form.status, 401);
    assert!(form.text().contains(&format!("name=\"next\" value=\"{path}\"")));

    let own = app.base().replace("127.0.0.1", "localhost");
    let filled = format!("email=grace&password={PASSWORD}&next={path}");
    assert_eq!(sign_in(app, "https://evil.example", &filled).await.status, 403);
    assert_eq!(sign_in(app, "null", &filled).await.status, 403);
    let wrong = sign_in(app, &own, &format!("email=grace&password=wrong&next={path}")).await;
    assert!(wrong.status == 401 && wrong.text().contains("role=\"alert\"") && wrong.text().contains(&path));
    let elsewhere = sign_in(app, &own, &format!("email=grace&password={PASSWORD}&next=//evil.example")).await;
    assert_eq!(elsewhere.header("location"), "/");
    let signed_in = sign_in(app, &own, &filled).await;
    assert_eq!((signed_in.status.as_u16(), signed_in.header("location")), (303, path.as_str()));

    let browser = app.with("cookie", &cookies(&signed_in));
    let shown = page(&browser, &path).await.text();
    for text in ["WEB-1 Fix it", "Now.", "Thursday, 24 December 2026", "Soon?", "Website", "To Do"] {
        assert!(shown.contains(text), "{text} in {shown}");
    }
    assert!(!shown.contains("<script"));
    for path in [format!("/boards/{}", board.id), format!("/projects/{}", board.project)] {
        assert!(page(&browser, &path).await.text().contains("Website"), "{path}");
    }
    let eve = app.register("eve").await;
    let eve = app.with("cookie", &cookies(&sign_in(app, &own, &format!("email={}&password={PASSWORD}", eve.handle)).await));
    for path in [path.as_str(), "/cards/5", &format!("/boards/{}", board.id), &format!("/projects/{}", board.project)] {
        assert_eq!(page(&eve, path).await.status, 404, "{path}");
    }
}

async fn a_page_shows_text_as_text(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let evil = "<img src=x onerror=alert(1)>\"'&";
    let card = ada.card_with(&board.todo, json!({"title": evil, "description": evil})).await;
    let shown = page(&ada, &format!("/cards/{}", id(&card))).await;
    assert!(shown.header("content-security-policy").contains("default-src 'none'"));
    assert!(!shown.text().contains("<img") && shown.text().contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"));
    let form = page(app, "/sign-in?next=%22%3E%3Cscript%3E").await;
    assert!(!form.text().contains("<script"));
}

async fn the_kept_mail_is_for_this_machine_only(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    app.run_jobs().await;
    let list = page(app, "/dev/mail").await;
    assert_eq!(list.status, 200);
    let text = list.text();
    assert!(text.contains("Ada added you to the project Website") && text.contains("grace@example.org"), "{text}");
    let at = text.find("/dev/mail/").expect("a link to the mail");
    let path = text[at..].split('"').next().unwrap();
    let mail = page(app, path).await.text();
    assert!(mail.contains("sandbox=") && mail.contains(&format!("/projects/{}", board.project)));
    assert!(page(app, &format!("{path}/raw")).await.text().starts_with("Message-ID:"));

    for (name, value) in
        [("host", "boards.example.org"), ("x-forwarded-for", "127.0.0.1"), ("forwarded", "for=127.0.0.1"), ("via", "1.1 proxy")]
    {
        for path in ["/dev/mail", path, &format!("{path}/raw")] {
            assert_eq!(page(app, path).header(name, value).await.status, 404, "{name}");
        }
    }
    for path in ["/dev/mail/..%2fsecret.key", "/dev/mail/secret.key", "/dev/mail/%2e%2e%2fboardwire.db/raw"] {
        assert_eq!(page(app, path).await.status, 404, "{path}");
    }
    for settings in [("BASE_URL", "https://boards.example.org"), ("SMTP_URL", "smtp://localhost:2525")] {
        let other = app.another(&[settings]).await;
        assert_eq!(page(other.visitor(), "/dev/mail").await.status, 404, "{settings:?}");
        other.shut_down().await;
    }
}

async fn the_documentation_loads_nothing_from_elsewhere(app: &TestApp) {
    for path in ["/", "/docs", "/redoc", "/sign-in", "/docs/start.js", "/redoc/start.js"] {
        let answer = page(app, path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.text().contains("http:") && !answer.text().contains("https:"), "{path}");
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{path}");
    }
    for path in ["/docs/swagger-ui.js", "/docs/swagger-ui.css", "/redoc/redoc.js", "/openapi.json"] {
        let tag = page(app, path).await.header("etag").to_owned();
        assert_eq!(page(app, path).header("if-none-match", tag).await.status, 304, "{path}");
    }
    assert_eq!(page(app, "/openapi.json").await.text(), api::spec());
}

async fn probes_are_answered(app: &TestApp) {
    assert_eq!(page(app, "/healthz").await.expect(200), json!({"status": "ok"}));
    let ready = page(app, "/readyz").await.expect(200);
    assert!(ready["status"] == "ok" || ready["status"] == "degraded", "{ready}");
}
