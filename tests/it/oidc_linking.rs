//! Linking who one is at a provider to the account that one is signed in to: never without being asked.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{
    PASSWORD, TestApp, ids,
    oidc::{BASE, Browser, hidden},
    stories,
};

stories![
    linking_is_asked_first_and_told,
    an_offer_is_good_for_its_session_only_and_once,
    who_has_an_account_with_the_address_signs_in_first_and_links_then,
    an_identity_is_one_accounts_only,
    who_signed_out_meanwhile_links_nothing,
];

fn at_provider() -> Value {
    json!({"sub": "p-1", "email": "ada@company.example", "email_verified": true})
}

async fn by_password(app: &TestApp, handle: &str) -> Browser {
    let browser = Browser::of(app);
    let form = format!("email={handle}&password={PASSWORD}&next=/");
    assert_eq!(browser.send("/sign-in", BASE, &form).await.status, 303);
    browser
}

async fn identities(browser: &Browser) -> Vec<String> {
    ids(&browser.api(Method::GET, "/users/me/identities").await.expect(200))
}

async fn linking_is_asked_first_and_told(app: &TestApp) {
    let ada = app.register("ada").await;
    let app = app.knowing_a_provider(&[]).await;
    let browser = by_password(&app, "ada").await;
    let page = browser.sign_in(&at_provider(), "/boards/1").await;
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(text.contains("Link ada@company.example at The Company to your account ada?"), "{text}");
    assert!(identities(&browser).await.is_empty(), "nothing is linked before they say so");

    let form = format!("token={}", hidden(&text, "token"));
    for origin in ["https://evil.example", "null"] {
        assert_eq!(browser.send("/link", origin, &form).await.status, 403);
    }
    assert!(identities(&browser).await.is_empty());
    let linked = browser.send("/link", BASE, &form).await;
    assert_eq!((linked.status.as_u16(), linked.header("location")), (303, "/boards/1"));
    assert_eq!(identities(&browser).await.len(), 1);
    app.run_jobs().await;
    let told = ada.get("/notifications").await.expect(200);
    let told: Vec<_> = told["items"].as_array().unwrap().iter().map(|item| item["text"].as_str().unwrap()).collect();
    assert!(
        told.iter().any(|text| text.starts_with("Signing in with The Company as ada@company.example was linked")),
        "{told:?}"
    );
    let audit = ada.get("/admin/audit").await.expect(200);
    assert!(audit["items"].as_array().unwrap().iter().any(|entry| entry["action"] == "identity.linked"));

    let elsewhere = Browser::of(&app);
    assert_eq!(elsewhere.sign_in(&at_provider(), "/").await.status, 303);
    assert_eq!(elsewhere.me().await["id"], ada.id);
    // Again, while it is linked: nothing to ask.
    assert_eq!(browser.sign_in(&at_provider(), "/boards/1").await.header("location"), "/boards/1");
}

async fn an_offer_is_good_for_its_session_only_and_once(app: &TestApp) {
    app.register("ada").await;
    app.register("eve").await;
    let app = app.knowing_a_provider(&[]).await;
    let (ada, eve) = (by_password(&app, "ada").await, by_password(&app, "eve").await);
    // Eve's offer, which she has Ada's browser send.
    let offered = eve.sign_in(&at_provider(), "/").await.text();
    let form = format!("token={}", hidden(&offered, "token"));
    assert_eq!(ada.send("/link", BASE, &form).await.status, 400);
    assert!(identities(&ada).await.is_empty());
    // Another session of her own is another, too; and nobody's is refused.
    assert_eq!(by_password(&app, "eve").await.send("/link", BASE, &form).await.status, 400);
    assert_eq!(Browser::of(&app).send("/link", BASE, &form).await.status, 401);
    assert_eq!(eve.send("/link", BASE, &form).await.status, 303);
    let own = format!("/users/me/identities/{}", identities(&eve).await[0]);
    eve.api(Method::DELETE, &own).await.expect(204);
    assert_eq!(eve.send("/link", BASE, &form).await.status, 400, "it was used");
    app.run_jobs().await;

    let late = ada.sign_in(&at_provider(), "/").await.text();
    app.clock().advance(TimeDelta::minutes(11));
    assert_eq!(ada.send("/link", BASE, &format!("token={}", hidden(&late, "token"))).await.status, 400);
    assert!(identities(&ada).await.is_empty());
}

async fn who_has_an_account_with_the_address_signs_in_first_and_links_then(app: &TestApp) {
    let ada = app.another(&[("VERIFY_EMAIL", "on")]).await.register("ada").await;
    let app = app.knowing_a_provider(&[]).await;
    let person = json!({"sub": "a-1", "email": "ada@example.org", "email_verified": true});
    let browser = Browser::of(&app);
    let page = browser.sign_in(&person, "/").await;
    assert_eq!(page.status, 409);
    let next = hidden(&page.text(), "next");
    let signed_in = browser.send("/sign-in", BASE, &format!("email=ada&password={PASSWORD}&next={next}")).await;
    assert_eq!(signed_in.header("location"), next);
    let page = browser.go(&next).await.text();
    assert!(page.contains("href=\"/api/v1/auth/oidc/company/start?next=%2F\""), "{page}");
    let offered = browser.sign_in(&person, "/").await.text();
    browser.send("/link", BASE, &format!("token={}", hidden(&offered, "token"))).await;
    assert_eq!(identities(&browser).await.len(), 1);
    let again = Browser::of(&app);
    again.sign_in(&person, "/").await;
    assert_eq!(again.me().await["id"], ada.id);
    assert_eq!(Browser::of(&app).go("/link/company").await.status, 401);
    assert_eq!(browser.go("/link/nobody").await.status, 404);
}

async fn an_identity_is_one_accounts_only(app: &TestApp) {
    app.register("ada").await;
    app.register("eve").await;
    let app = app.knowing_a_provider(&[]).await;
    let (ada, eve) = (by_password(&app, "ada").await, by_password(&app, "eve").await);
    let first = hidden(&ada.sign_in(&at_provider(), "/").await.text(), "token");
    let second = hidden(&eve.sign_in(&at_provider(), "/").await.text(), "token");
    assert_eq!(ada.send("/link", BASE, &format!("token={first}")).await.status, 303);
    assert_eq!(eve.send("/link", BASE, &format!("token={second}")).await.status, 409);
    let page = eve.sign_in(&at_provider(), "/").await;
    assert!(page.status == 409 && page.text().contains("linked to another account"), "{}", page.text());
    assert!(identities(&eve).await.is_empty());
    let me = eve.me().await;
    assert_eq!(me["handle"], "eve", "nobody is signed in as someone else by that");
}

async fn who_signed_out_meanwhile_links_nothing(app: &TestApp) {
    app.register("ada").await;
    app.register("eve").await;
    let app = app.knowing_a_provider(&[]).await;
    let browser = by_password(&app, "ada").await;
    let address = browser.begin("/").await;
    browser.api(Method::POST, "/auth/logout").await.expect(204);
    browser.send("/sign-in", BASE, &format!("email=eve&password={PASSWORD}&next=/")).await;
    let back = browser.at_provider(address, &crate::support::oidc::claims(&at_provider())).await;
    let page = browser.go(&back).await;
    assert!(page.status == 409 && page.text().contains("is not any more"), "{}", page.text());
    assert!(identities(&browser).await.is_empty());
}
