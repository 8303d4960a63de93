//! What must not be read in the database: whatever lets someone in is kept as a hash, encrypted, or not at all.

use reqwest::Method;
use serde_json::json;

use crate::support::{
    Engine, PASSWORD, TestApp,
    factor::{confirm, enrol},
    id, stories,
};

stories![what_lets_someone_in_is_kept_nowhere_as_it_is];

/// What an engine makes of a column for people to read. Ids are bytes on SQLite, which are no text.
fn as_text(engine: Engine, column: &str) -> String {
    let text = format!("CAST(\"{column}\" AS TEXT)");
    match engine {
        Engine::Sqlite => format!("CASE typeof(\"{column}\") WHEN 'blob' THEN hex(\"{column}\") ELSE {text} END"),
        Engine::Postgres => text,
    }
}

async fn what_lets_someone_in_is_kept_nowhere_as_it_is(app: &TestApp) {
    let app = &app.another(&[("VERIFY_EMAIL", "on")]).await;
    let ada = app.register("ada").await;
    let link = |page: &str| {
        let mails = app.mails_to(&ada.email);
        let mail = mails.iter().rev().find(|mail| mail.text.contains(page)).expect("a mail with a link");
        mail.link(page).rsplit('/').next().unwrap().to_owned()
    };
    app.post("/auth/password/forgot", json!({"email": ada.email})).await.expect(202);
    app.run_jobs().await;
    let refreshed = app.post("/auth/refresh", json!({"refresh_token": ada.refresh_token})).await.expect(200);
    let api_token = ada.post("/users/me/tokens", json!({"name": "Export", "scope": "read"})).await.expect(201);
    let team = id(&ada.post("/teams", json!({"name": "Lighthouse"})).await.expect(201));
    let to = json!({"role": "member", "email": "grace@example.org"});
    let invite = ada.post(&format!("/teams/{team}/invites"), to).await.expect(201);
    let calendar = ada.request(Method::POST, "/users/me/calendar").await.expect(201);
    let ticket = ada.post("/ws/tickets", json!({"scope": "notifications"})).await.expect(201);
    let factor = enrol(&ada).await;
    let codes = confirm(&ada, &crate::support::factor::code(app, &factor, 0)).await.expect(200);
    app.run_jobs().await;
    // Sent again, a request is answered from what was kept of it.
    ada.request(Method::POST, "/notifications/read-all").header("idempotency-key", "k-1").await.expect(204);

    let text = |value: &serde_json::Value| value.as_str().expect("it is told").to_owned();
    let mut secrets = vec![
        ("the password", PASSWORD.to_owned()),
        ("the first refresh token", ada.refresh_token.clone()),
        ("the next refresh token", text(&refreshed["refresh_token"])),
        ("the access token", text(&refreshed["access_token"])),
        ("the API token", text(&api_token["token"])),
        ("the invitation", text(&invite["token"])),
        ("the ticket", text(&ticket["ticket"])),
        ("the calendar", text(&calendar["url"]).rsplit('/').next().unwrap().trim_end_matches(".ics").to_owned()),
        ("the link to a new password", link("/reset/")),
        ("the link that verifies", link("/verify/")),
        ("the second factor", factor),
    ];
    for code in codes["recovery_codes"].as_array().unwrap() {
        secrets.push(("a recovery code", text(code)));
        secrets.push(("a recovery code as it is read", text(code).replace('-', "")));
    }

    let engine = app.ctx().db.engine();
    let columns = match engine {
        Engine::Sqlite => "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'",
        Engine::Postgres => {
            "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = current_schema()"
        }
    };
    let columns = app.ctx().db.sql(columns).all::<(String, String)>().await.unwrap();
    assert!(columns.contains(&("sessions".to_owned(), "refresh_hash".to_owned())), "{columns:?}");
    let mut found = Vec::new();
    for (table, column) in columns {
        let text = format!("SELECT {} FROM \"{table}\" WHERE \"{column}\" IS NOT NULL", as_text(engine, &column));
        for (kept,) in app.ctx().db.sql(text).all::<(String,)>().await.unwrap() {
            let known = secrets.iter().filter(|(_, secret)| kept.contains(secret));
            found.extend(known.map(|(what, _)| format!("{what} in {table}.{column}")));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
