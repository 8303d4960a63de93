//! Projects, boards and columns.

use serde_json::{Value, json};

use crate::support::{TestApp, id, ids, stories};

stories![
    a_new_project_has_a_board_with_three_columns,
    project_keys_are_made_from_names_and_are_unique_in_a_team,
    columns_move_and_go_with_or_without_their_cards,
    a_column_that_becomes_done_completes_its_cards,
    what_is_deleted_is_gone_with_all_that_is_in_it,
    strangers_see_nothing_and_viewers_change_nothing,
    what_one_may_not_see_is_not_listed_either,
    a_team_always_has_an_owner,
    only_owners_touch_owners,
    every_row_is_seen_once_while_others_come_and_go,
];

async fn a_new_project_has_a_board_with_three_columns(app: &TestApp) {
    let ada = app.register("ada").await;
    let made = ada.post("/projects", json!({"name": "Website"})).await;
    assert!(made.header("location").starts_with("/api/v1/projects/"));
    let project = made.expect(201);
    assert_eq!(
        (&project["key"], &project["status"], &project["visibility"]),
        (&json!("WEB"), &json!("pending"), &json!("private"))
    );
    let boards = ada.get(&format!("/projects/{}/boards", id(&project))).await.expect(200);
    let columns = ada.get(&format!("/boards/{}/columns", ids(&boards)[0])).await.expect(200);
    let seen: Vec<_> = columns["items"].as_array().unwrap().iter().map(|c| (c["name"].clone(), c["kind"].clone())).collect();
    let wanted = [("To Do", "todo"), ("In Progress", "in_progress"), ("Done", "done")];
    assert_eq!(seen, wanted.map(|(name, kind)| (json!(name), json!(kind))));
    assert_eq!(ids(&ada.get("/boards").await.expect(200)), ids(&boards));
}

async fn project_keys_are_made_from_names_and_are_unique_in_a_team(app: &TestApp) {
    let ada = app.register("ada").await;
    ada.post("/projects", json!({"name": "Website"})).await.expect(201);
    assert_eq!(ada.post("/projects", json!({"name": "Webshop"})).await.expect(201)["key"], "WEB2");
    ada.post("/projects", json!({"name": "Other", "key": "web"})).await.problem(409, "key_taken");
    ada.post("/projects", json!({"name": "Other", "key": "9"})).await.invalid(&["/key"]);
}

async fn columns_move_and_go_with_or_without_their_cards(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let order = async || ids(&ada.get(&format!("/boards/{}/columns", board.id)).await.expect(200));
    let path = |column: &str| format!("/columns/{column}/move");
    ada.post(&path(&board.done), json!({"before": board.todo})).await.expect(200);
    assert_eq!(order().await, [&*board.done, &*board.todo, &*board.in_progress]);
    ada.post(&path(&board.done), json!({"position": 1})).await.expect(200);
    assert_eq!(order().await, [&*board.todo, &*board.done, &*board.in_progress]);
    ada.post(&path(&board.done), json!({"after": board.in_progress})).await.expect(200);
    assert_eq!(order().await, [&*board.todo, &*board.in_progress, &*board.done]);
    ada.post(&path(&board.done), json!({"after": board.done})).await.invalid(&["/after"]);
    let other = ada.project("Other").await;
    ada.post(&path(&board.done), json!({"after": other.done})).await.invalid(&["/after"]);

    let kept = ada.card(&board.todo, "Kept").await;
    ada.card(&board.in_progress, "First").await;
    ada.delete(&format!("/columns/{}?move_cards_to={}", board.todo, board.in_progress)).await.expect(204);
    assert_eq!(board.titles(&ada, &board.in_progress).await, ["First", "Kept"]);
    ada.delete(&format!("/columns/{}", board.in_progress)).await.expect(204);
    assert_eq!(order().await, [&*board.done]);
    ada.get(&format!("/cards/{}", id(&kept))).await.problem(404, "not_found");
}

async fn a_column_that_becomes_done_completes_its_cards(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = ada.card(&board.todo, "Work").await;
    let completed = async || ada.get(&format!("/cards/{}", id(&card))).await.expect(200)["completed_at"].is_string();
    assert!(!completed().await);
    ada.patch(&format!("/columns/{}", board.todo), json!({"kind": "done"})).await.expect(200);
    assert!(completed().await);
    ada.patch(&format!("/columns/{}", board.todo), json!({"kind": "in_progress"})).await.expect(200);
    assert!(!completed().await);
}

async fn what_is_deleted_is_gone_with_all_that_is_in_it(app: &TestApp) {
    let ada = app.register("ada").await;
    let team = id(&ada.post("/teams", json!({"name": "Lighthouse"})).await.expect(201));
    let project = id(&ada.post("/projects", json!({"name": "Website", "team_id": team})).await.expect(201));
    let board = ids(&ada.get(&format!("/projects/{project}/boards")).await.expect(200)).remove(0);
    let column = ids(&ada.get(&format!("/boards/{board}/columns")).await.expect(200)).remove(0);
    let card = id(&ada.card(&column, "Here").await);
    ada.delete(&format!("/teams/{team}")).await.expect(204);
    for path in [
        format!("/teams/{team}"),
        format!("/projects/{project}"),
        format!("/boards/{board}"),
        format!("/columns/{column}"),
        format!("/cards/{card}"),
    ] {
        ada.get(&path).await.problem(404, "not_found");
    }
    assert!(ids(&ada.get("/projects").await.expect(200)).is_empty());
    let personal = ids(&ada.get("/teams").await.expect(200)).remove(0);
    ada.delete(&format!("/teams/{personal}")).await.problem(409, "personal_team");
}

async fn strangers_see_nothing_and_viewers_change_nothing(app: &TestApp) {
    app.register("root").await; // The first account sees everything, so the others are not it.
    let (ada, grace, eve) = (app.register("ada").await, app.register("grace").await, app.register("eve").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "viewer").await;
    let card = id(&ada.card(&board.todo, "Here").await);
    let things = [
        format!("/projects/{}", board.project),
        format!("/boards/{}", board.id),
        format!("/columns/{}", board.todo),
        format!("/cards/{card}"),
    ];
    for path in &things {
        eve.get(path).await.problem(404, "not_found");
        eve.patch(path, json!({})).await.problem(404, "not_found");
        eve.delete(path).await.problem(404, "not_found");
        grace.get(path).await.expect(200);
        grace.delete(path).await.problem(403, "forbidden");
        ada.get(path).await.expect(200);
    }
    grace.patch(&things[3], json!({"title": "Mine"})).await.problem(403, "forbidden");
    grace.post(&format!("/columns/{}/cards", board.todo), json!({"title": "Mine"})).await.problem(403, "forbidden");
    grace.post(&format!("/cards/{card}/move"), json!({"column_id": board.done})).await.problem(403, "forbidden");
    eve.post(&format!("/columns/{}/cards", board.todo), json!({"title": "Mine"})).await.problem(404, "not_found");
    eve.post("/projects", json!({"name": "In", "team_id": ada.get("/teams").await.expect(200)["items"][0]["id"]}))
        .await
        .problem(404, "not_found");
    for path in ["/projects", "/boards"] {
        assert!(ids(&eve.get(path).await.expect(200)).is_empty());
        assert_eq!(ids(&grace.get(path).await.expect(200)).len(), 1);
    }
    assert_eq!(board.titles(&ada, &board.todo).await, ["Here"]);
}

async fn what_one_may_not_see_is_not_listed_either(app: &TestApp) {
    app.register("root").await;
    let (ada, grace, eve) = (app.register("ada").await, app.register("grace").await, app.register("eve").await);
    let team = id(&ada.post("/teams", json!({"name": "Crew"})).await.expect(201));
    let project = id(&ada.post("/projects", json!({"name": "Website", "team_id": team})).await.expect(201));
    ada.put(&format!("/projects/{project}/members/{}", grace.id), json!({"role": "viewer"})).await.expect(201);
    for list in ["activity", "members", "boards"] {
        eve.get(&format!("/projects/{project}/{list}")).await.problem(404, "not_found");
        assert!(!items(&grace.get(&format!("/projects/{project}/{list}")).await.expect(200)).is_empty(), "{list}");
    }
    for list in ["activity", "members"] {
        eve.get(&format!("/teams/{team}/{list}")).await.problem(404, "not_found");
        assert!(!items(&grace.get(&format!("/teams/{team}/{list}")).await.expect(200)).is_empty(), "{list}");
    }
    let boards = format!("/projects/{project}/boards");
    eve.post(&boards, json!({"name": "Mine"})).await.problem(404, "not_found");
    grace.post(&boards, json!({"name": "Mine"})).await.problem(403, "forbidden");
    ada.post(&boards, json!({"name": " "})).await.invalid(&["/name"]);
    ada.get(&format!("{boards}?limit=0")).await.problem(422, "invalid");
    assert_eq!(ids(&ada.get(&boards).await.expect(200)).len(), 1);
}

/// What a list holds, people too.
fn items(list: &Value) -> Vec<Value> {
    list["items"].as_array().expect("a list").clone()
}

async fn a_team_always_has_an_owner(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let team = id(&ada.post("/teams", json!({"name": "Lighthouse"})).await.expect(201));
    let member = |who: &str| format!("/teams/{team}/members/{who}");
    ada.delete(&member(&ada.id)).await.problem(409, "last_owner");
    ada.put(&member(&ada.id), json!({"role": "member"})).await.problem(409, "last_owner");
    ada.put(&member(&grace.id), json!({"role": "owner"})).await.expect(201);
    ada.delete(&member(&ada.id)).await.expect(204);
    ada.get(&format!("/teams/{team}")).await.problem(404, "not_found");
    assert_eq!(grace.get(&format!("/teams/{team}")).await.expect(200)["role"], "owner");
    app.run_jobs().await;
}

async fn only_owners_touch_owners(app: &TestApp) {
    app.register("root").await;
    let (ada, grace, eve) = (app.register("ada").await, app.register("grace").await, app.register("eve").await);
    let team = id(&ada.post("/teams", json!({"name": "Lighthouse"})).await.expect(201));
    let member = |who: &str| format!("/teams/{team}/members/{who}");
    ada.put(&member(&grace.id), json!({"role": "admin"})).await.expect(201);
    grace.put(&member(&eve.id), json!({"role": "owner"})).await.problem(403, "forbidden");
    grace.put(&member(&ada.id), json!({"role": "member"})).await.problem(403, "forbidden");
    grace.delete(&member(&ada.id)).await.problem(403, "forbidden");
    grace.put(&member(&eve.id), json!({"role": "member"})).await.expect(201);
    eve.delete(&member(&grace.id)).await.problem(403, "forbidden");
    app.run_jobs().await;
}

async fn every_row_is_seen_once_while_others_come_and_go(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let mut cards = Vec::new();
    for number in 0..12 {
        cards.push(id(&ada.card(&board.todo, &format!("Card {number}")).await));
    }
    let mut seen = Vec::new();
    let mut path = format!("/boards/{}/cards?limit=5", board.id);
    loop {
        let answer = ada.get(&path).await;
        let link = answer.header("link").to_owned();
        let page = answer.expect(200);
        seen.extend(ids(&page));
        // Between two pages: one that was seen goes, one comes, and one moves to the front.
        ada.delete(&format!("/cards/{}", seen[seen.len() - 1])).await.expect(204);
        ada.card(&board.todo, "Later").await;
        ada.post(&format!("/cards/{}/move", cards[11]), json!({"position": 0})).await.expect(200);
        let Some(cursor) = page["next_cursor"].as_str() else {
            assert_eq!(link, "");
            break;
        };
        assert!(link.contains(cursor) && link.contains("limit=5") && link.ends_with("rel=\"next\""), "{link}");
        path = format!("/boards/{}/cards?limit=5&cursor={cursor}", board.id);
    }
    for card in &cards {
        assert_eq!(seen.iter().filter(|other| *other == card).count(), 1, "{card} in {seen:?}");
    }
    ada.get(&format!("/boards/{}/cards?cursor=nonsense", board.id)).await.invalid(&["/cursor"]);
    ada.get(&format!("/boards/{}/cards?limit=0", board.id)).await.invalid(&["/limit"]);
    ada.get(&format!("/boards/{}/cards?limit=201", board.id)).await.invalid(&["/limit"]);
}
