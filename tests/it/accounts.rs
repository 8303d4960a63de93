//! Making accounts and signing in.

use serde_json::json;

use crate::support::{TestApp, stories};

stories![the_first_account_is_the_instance_admin, an_address_is_one_accounts_own];

async fn the_first_account_is_the_instance_admin(app: &TestApp) {
    let ada = app.register("ada").await;
    let grace = app.register("grace").await;
    assert_eq!(ada.get("/users/me").await.expect(200)["role"], "admin");
    assert_eq!(grace.get("/users/me").await.expect(200)["role"], "member");
}

async fn an_address_is_one_accounts_own(app: &TestApp) {
    app.register("ada").await;
    let again = json!({"name": "Other", "email": "ADA@example.org", "password": "harbor-lantern-9-teak"});
    app.post("/auth/register", again).await.problem(409, "email_taken");
}
