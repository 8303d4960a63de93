//! Accounts that are deleted: what goes with them and what stays.

use serde_json::json;

use crate::support::{PASSWORD, TestApp, id, stories};

stories![what_a_former_user_wrote_stays, a_team_or_an_instance_is_not_left_without_its_last_owner];

async fn what_a_former_user_wrote_stays(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let card = grace.card(&board.todo, "Fix it").await;
    grace.assign(&card, &grace).await;
    let comment = grace.post(&format!("/cards/{}/comments", id(&card)), json!({"body": "Soon"})).await.expect(201);
    let mut socket = grace.socket("/ws/notifications").await;
    grace.delete("/users/me").await.expect(204);
    assert_eq!(socket.closed().await, 4401);
    grace.get("/users/me").await.problem(401, "session_ended");
    app.post("/auth/login", json!({"email": "grace", "password": PASSWORD})).await.problem(401, "invalid_credentials");

    let card = ada.get(&format!("/cards/{}", id(&card))).await.expect(200);
    assert_eq!((&card["created_by"]["name"], &card["created_by"]["id"]), (&json!("a former user"), &json!(grace.id)));
    assert_eq!(card["assignees"], json!([]));
    let comments = ada.get(&format!("/cards/{}/comments", id(&card))).await.expect(200);
    assert_eq!(comments["items"][0]["id"], comment["id"]);
    assert_eq!(comments["items"][0]["author"]["name"], "a former user");
    let members = ada.get(&format!("/projects/{}/members", board.project)).await.expect(200);
    assert_eq!(members["items"].as_array().unwrap().len(), 1);
    // The address and the handle are free again, and lead to nothing of the old account.
    let anew = app.register("grace").await;
    assert_ne!(anew.id, grace.id);
    anew.get(&format!("/boards/{}", board.id)).await.problem(404, "not_found");
}

async fn a_team_or_an_instance_is_not_left_without_its_last_owner(app: &TestApp) {
    let (root, ada, grace) = (app.register("root").await, app.register("ada").await, app.register("grace").await);
    root.delete("/users/me").await.problem(409, "last_admin");
    let team = id(&ada.post("/teams", json!({"name": "Acme"})).await.expect(201));
    let grace_in = format!("/teams/{team}/members/{}", grace.id);
    ada.put(&grace_in, json!({"role": "member"})).await.expect(201);
    ada.delete("/users/me").await.problem(409, "last_owner");
    ada.get(&format!("/teams/{team}")).await.expect(200);
    ada.put(&grace_in, json!({"role": "owner"})).await.expect(200);
    ada.delete("/users/me").await.expect(204);
    let members = grace.get(&format!("/teams/{team}/members")).await.expect(200);
    assert_eq!(members["items"].as_array().unwrap().len(), 1);
}
