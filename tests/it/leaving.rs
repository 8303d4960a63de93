//! Leaving a team, a project or the instance: who may, what goes with them and what stays.

use std::future::IntoFuture;

use serde_json::json;

use crate::support::{PASSWORD, TestApp, id, stories};

stories![
    what_a_former_user_wrote_stays,
    a_team_or_an_instance_is_not_left_without_its_last_owner,
    of_two_owners_who_leave_at_once_one_stays,
    a_personal_team_keeps_its_person,
    everyone_may_leave,
    whoever_is_taken_out_hears_no_more,
];

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

async fn of_two_owners_who_leave_at_once_one_stays(app: &TestApp) {
    app.register("root").await;
    let (ada, grace, ben) = (app.register("ada").await, app.register("grace").await, app.register("ben").await);
    for round in 0..4 {
        let team = id(&ada.post("/teams", json!({"name": format!("Acme {round}")})).await.expect(201));
        let member = |who: &str| format!("/teams/{team}/members/{who}");
        ada.put(&member(&grace.id), json!({"role": "owner"})).await.expect(201);
        ada.put(&member(&ben.id), json!({"role": "member"})).await.expect(201);
        let (one, other) =
            tokio::join!(ada.delete(&member(&ada.id)).into_future(), grace.delete(&member(&grace.id)).into_future());
        let (left, stayed, owner) = if one.status == 204 { (one, other, &grace) } else { (other, one, &ada) };
        left.expect(204);
        stayed.problem(409, "last_owner");
        assert_eq!(owner.get(&format!("/teams/{team}")).await.expect(200)["role"], "owner");
        // Handed over, it can be left.
        owner.put(&member(&ben.id), json!({"role": "owner"})).await.expect(200);
        owner.delete(&member(&owner.id)).await.expect(204);
    }
    // One leaves, the other deletes their account.
    let team = id(&ada.post("/teams", json!({"name": "Acme"})).await.expect(201));
    let member = |who: &str| format!("/teams/{team}/members/{who}");
    ada.put(&member(&grace.id), json!({"role": "owner"})).await.expect(201);
    ada.put(&member(&ben.id), json!({"role": "member"})).await.expect(201);
    let (one, other) = tokio::join!(ada.delete(&member(&ada.id)).into_future(), grace.delete("/users/me").into_future());
    let (left, stayed) = if one.status == 204 { (one, other) } else { (other, one) };
    left.expect(204);
    stayed.problem(409, "last_owner");
    app.run_jobs().await;
}

async fn a_personal_team_keeps_its_person(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let team = ada.get("/teams").await.expect(200)["items"][0].clone();
    assert_eq!(team["personal"], true);
    let member = |who: &str| format!("/teams/{}/members/{who}", id(&team));
    ada.put(&member(&grace.id), json!({"role": "owner"})).await.expect(201);
    for by in [&ada, &grace] {
        by.delete(&member(&ada.id)).await.problem(409, "personal_team");
        by.put(&member(&ada.id), json!({"role": "guest"})).await.problem(409, "personal_team");
    }
    ada.project("Still mine").await;
    grace.delete(&member(&grace.id)).await.expect(204);
    app.run_jobs().await;
}

async fn everyone_may_leave(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    let out = format!("/projects/{}/members/{}", board.project, grace.id);
    for role in ["viewer", "member", "manager"] {
        board.add(&ada, &grace, role).await;
        grace.delete(&out).await.expect(204);
        grace.get(&format!("/boards/{}", board.id)).await.problem(404, "not_found");
        grace.delete(&out).await.problem(404, "not_found");
    }
    let team = id(&ada.post("/teams", json!({"name": "Acme"})).await.expect(201));
    let out = format!("/teams/{team}/members/{}", grace.id);
    for role in ["guest", "member", "admin", "owner"] {
        ada.put(&out, json!({"role": role})).await.expect(201);
        grace.delete(&out).await.expect(204);
        grace.get(&format!("/teams/{team}")).await.problem(404, "not_found");
    }
    // Only oneself: taking others out is for those who manage people.
    ada.put(&out, json!({"role": "member"})).await.expect(201);
    grace.delete(&format!("/teams/{team}/members/{}", ada.id)).await.problem(403, "forbidden");
    board.add(&ada, &grace, "member").await;
    grace.delete(&format!("/projects/{}/members/{}", board.project, ada.id)).await.problem(403, "forbidden");
    app.run_jobs().await;
}

async fn whoever_is_taken_out_hears_no_more(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let card = ada.card(&board.todo, "Fix it").await;
    ada.assign(&card, &grace).await;
    let (card, watcher) = (format!("/cards/{}", id(&card)), format!("/cards/{}/watchers/{}", id(&card), grace.id));
    grace.put(&watcher, json!({})).await.expect(201);
    app.run_jobs().await;
    let heard =
        async || (grace.get("/notifications").await.expect(200)["unread_count"].clone(), app.mails_to(&grace.email).len());
    let before = heard().await;
    // What is still on its way is not told any more, nor what comes after.
    ada.post(&format!("{card}/comments"), json!({"body": "Before"})).await.expect(201);
    ada.delete(&format!("/projects/{}/members/{}", board.project, grace.id)).await.expect(204);
    assert_eq!(ada.get(&card).await.expect(200)["assignees"], json!([]));
    ada.post(&format!("{card}/comments"), json!({"body": "After @grace"})).await.expect(201);
    ada.post(&format!("{card}/move"), json!({"column_id": board.done})).await.expect(200);
    app.run_jobs().await;
    app.clock().advance(chrono::TimeDelta::minutes(5));
    app.run_jobs().await;
    assert_eq!(heard().await, before);
}
