//! The settings of what one wants to hear, as clients read and set them.

use serde_json::json;

use crate::support::{TestApp, id, stories};

stories![
    settings_begin_with_everything_told_at_once,
    what_is_left_out_stays,
    what_cannot_be_set_is_refused_by_name,
    only_what_one_sees_can_be_muted,
    watching_a_card_takes_back_its_unsubscribing,
];

const PATH: &str = "/users/me/notification-settings";

async fn settings_begin_with_everything_told_at_once(app: &TestApp) {
    let ada = app.register("ada").await;
    let settings = ada.get(PATH).await.expect(200);
    let kinds = settings["kinds"].as_object().unwrap();
    assert_eq!(kinds.len(), 16);
    assert!(kinds.values().all(|channels| *channels == json!({"in_app": true, "email": true})), "{settings:#}");
    let mut rest = settings.clone();
    rest.as_object_mut().unwrap().remove("kinds");
    assert_eq!(
        rest,
        json!({"email_mode": "instant", "digest_hour": 8, "quiet_hours": null, "muted_projects": [], "muted_boards": [],
            "unsubscribed_boards": [], "unsubscribed_cards": [], "due_soon": "PT24H"})
    );
    app.visitor().get(PATH).await.problem(401, "unauthenticated");
}

async fn what_is_left_out_stays(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let body = json!({"kinds": {"moved": {"email": false}}, "email_mode": "daily", "quiet_hours": {"from": "22:00", "to": "07:30"},
        "muted_boards": [board.id], "due_soon": "P2D"});
    ada.patch(PATH, body).await.expect(200);
    let set = ada.patch(PATH, json!({"kinds": {"moved": {"in_app": false}}, "digest_hour": 7})).await.expect(200);
    assert_eq!(set["kinds"]["moved"], json!({"in_app": false, "email": false}));
    assert_eq!(set["kinds"]["assigned"], json!({"in_app": true, "email": true}));
    assert_eq!((set["email_mode"].as_str(), set["digest_hour"].as_i64()), (Some("daily"), Some(7)));
    assert_eq!((&set["quiet_hours"], &set["due_soon"]), (&json!({"from": "22:00", "to": "07:30"}), &json!("PT48H")));
    assert_eq!(set["muted_boards"], json!([board.id]));
    let set = ada.patch(PATH, json!({"quiet_hours": null, "muted_boards": []})).await.expect(200);
    assert_eq!((&set["quiet_hours"], &set["muted_boards"]), (&json!(null), &json!([])));
    assert_eq!(ada.get(PATH).await.expect(200), set);
}

async fn what_cannot_be_set_is_refused_by_name(app: &TestApp) {
    let ada = app.register("ada").await;
    let before = ada.get(PATH).await.expect(200);
    for (body, pointer) in [
        (json!({"kinds": {"nonsense": {"email": true}}}), "/kinds/nonsense"),
        (json!({"kinds": {"moved": {"sms": true}}}), "/kinds/moved/sms"),
        (json!({"kinds": {"moved": {"email": "no"}}}), "/kinds/moved/email"),
        (json!({"kinds": {"security": {"email": false}}}), "/kinds/security/email"),
        (json!({"email_mode": "weekly"}), "/email_mode"),
        (json!({"digest_hour": 24}), "/digest_hour"),
        (json!({"quiet_hours": {"from": "22:00"}}), "/quiet_hours/to"),
        (json!({"quiet_hours": {"from": "25:00", "to": "07:00"}}), "/quiet_hours/from"),
        (json!({"quiet_hours": {"from": "7:00", "to": "08:00"}}), "/quiet_hours/from"),
        (json!({"quiet_hours": {"from": "07:00", "to": "07:00"}}), "/quiet_hours/to"),
        (json!({"due_soon": "24h"}), "/due_soon"),
        (json!({"due_soon": "PT1M"}), "/due_soon"),
        (json!({"due_soon": "P31D"}), "/due_soon"),
        (json!({"muted_boards": ["x"]}), "/muted_boards/0"),
        (json!({"language": "en"}), "/language"),
    ] {
        ada.patch(PATH, body).await.invalid(&[pointer]);
    }
    assert_eq!(ada.get(PATH).await.expect(200), before);
}

async fn only_what_one_sees_can_be_muted(app: &TestApp) {
    let (ada, eve) = (app.register("ada").await, app.register("eve").await);
    let board = ada.project("Website").await;
    let card = id(&ada.card(&board.todo, "Secret").await);
    for (field, place) in [
        ("muted_projects", &board.project),
        ("muted_boards", &board.id),
        ("unsubscribed_boards", &board.id),
        ("unsubscribed_cards", &card),
    ] {
        let pointer = format!("/{field}");
        eve.patch(PATH, json!({field: [place]})).await.invalid(&[&pointer]);
        let set = ada.patch(PATH, json!({field: [place]})).await.expect(200);
        assert_eq!(set[field], json!([place]));
        ada.patch(PATH, json!({field: []})).await.expect(200);
    }
}

async fn watching_a_card_takes_back_its_unsubscribing(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = id(&ada.card(&board.todo, "Fix the login page").await);
    ada.patch(PATH, json!({"unsubscribed_cards": [card]})).await.expect(200);
    ada.put(&format!("/cards/{card}/watchers/{}", ada.id), json!({})).await.expect(201);
    assert_eq!(ada.get(PATH).await.expect(200)["unsubscribed_cards"], json!([]));
}
