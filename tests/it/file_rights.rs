//! Who may do what with files: it is asked each time, of the board where the card is then.

use serde_json::{Value, json};

use crate::support::{Board, Person, TestApp, files::PICTURE, id, ids, stories};

stories![
    a_files_rights_are_its_cards,
    a_project_files_rights_are_the_projects,
    a_file_goes_where_its_card_goes,
    what_is_deleted_takes_its_files_along,
    a_token_that_may_only_read_adds_no_files,
];

fn paths(file: &Value) -> [String; 3] {
    ["", "/content", "/thumbnail"].map(|what| format!("/files/{}{what}", id(file)))
}

async fn sees(person: &Person, file: &Value) -> bool {
    let mut seen = 0;
    for path in paths(file) {
        let answer = person.get(&path).await;
        if answer.status.is_success() {
            seen += 1;
        } else {
            answer.problem(404, "not_found");
        }
    }
    assert!(seen == 0 || seen == 3, "all of a file is seen, or nothing");
    seen == 3
}

async fn set_up(app: &TestApp) -> (Person, Person, Person, Board) {
    app.register("root").await; // The first account sees everything, so the others are not it.
    let (ada, grace, eve) = (app.register("ada").await, app.register("grace").await, app.register("eve").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "viewer").await;
    (ada, grace, eve, board)
}

async fn a_files_rights_are_its_cards(app: &TestApp) {
    let (ada, grace, eve, board) = set_up(app).await;
    let card = format!("/cards/{}", id(&ada.card(&board.todo, "Plan").await));
    let file = ada.upload(&card, "picture.png", PICTURE).await.expect(201);
    app.run_jobs().await;
    let path = format!("/files/{}", id(&file));
    assert!(sees(&ada, &file).await && sees(&grace, &file).await && !sees(&eve, &file).await);
    eve.get(&format!("{card}/files")).await.problem(404, "not_found");
    eve.upload(&card, "a.txt", "Hello").await.problem(404, "not_found");
    eve.delete(&path).await.problem(404, "not_found");
    grace.upload(&card, "a.txt", "Hello").await.problem(403, "forbidden");
    grace.delete(&path).await.problem(403, "forbidden");
    app.get(&path).await.problem(401, "unauthenticated");

    // An override of the board counts, either way.
    let rights = format!("/boards/{}/members/{}", board.id, grace.id);
    ada.patch(&rights, json!({"grant": ["board_write"]})).await.expect(200);
    let own = grace.upload(&card, "a.txt", "Hello").await.expect(201);
    grace.delete(&format!("/files/{}", id(&own))).await.expect(204);
    ada.patch(&rights, json!({"grant": [], "revoke": ["board_view"]})).await.expect(200);
    assert!(!sees(&grace, &file).await, "the board is hidden from grace");
    grace.get(&format!("{card}/files")).await.problem(404, "not_found");
    grace.upload(&card, "a.txt", "Hello").await.problem(404, "not_found");
    assert_eq!(ids(&ada.get(&format!("{card}/files")).await.expect(200)), [id(&file)]);
    app.run_jobs().await;
    assert_eq!(app.stored(), 2, "nothing is left of what was refused");
}

async fn a_project_files_rights_are_the_projects(app: &TestApp) {
    let (ada, grace, eve, board) = set_up(app).await;
    let project = format!("/projects/{}", board.project);
    let file = ada.upload(&project, "picture.png", PICTURE).await.expect(201);
    app.run_jobs().await;
    let path = format!("/files/{}", id(&file));
    assert!(sees(&ada, &file).await && sees(&grace, &file).await && !sees(&eve, &file).await);
    eve.get(&format!("{project}/files")).await.problem(404, "not_found");
    eve.upload(&project, "a.txt", "Hello").await.problem(404, "not_found");
    eve.delete(&path).await.problem(404, "not_found");
    grace.upload(&project, "a.txt", "Hello").await.problem(403, "forbidden");
    grace.delete(&path).await.problem(403, "forbidden");
    // What a board alone gives is nothing for the project's files.
    ada.patch(&format!("/boards/{}/members/{}", board.id, grace.id), json!({"role": "manager"})).await.expect(200);
    grace.delete(&path).await.problem(403, "forbidden");
    ada.put(&format!("{project}/members/{}", grace.id), json!({"role": "member"})).await.expect(200);
    grace.delete(&path).await.expect(204);
}

async fn a_file_goes_where_its_card_goes(app: &TestApp) {
    let (ada, grace, _, board) = set_up(app).await;
    let hidden = ada.post(&format!("/projects/{}/boards", board.project), json!({"name": "Hidden"})).await.expect(201);
    let column = ada.post(&format!("/boards/{}/columns", id(&hidden)), json!({"name": "New", "kind": "todo"})).await.expect(201);
    let rights = format!("/boards/{}/members/{}", id(&hidden), grace.id);
    ada.patch(&rights, json!({"revoke": ["board_view"]})).await.expect(200);
    let card = id(&ada.card(&board.todo, "Plan").await);
    let file = ada.upload(&format!("/cards/{card}"), "picture.png", PICTURE).await.expect(201);
    app.run_jobs().await;
    assert!(sees(&grace, &file).await);
    let away = json!({"column_id": id(&column), "board_id": id(&hidden)});
    ada.post(&format!("/cards/{card}/move"), away).await.expect(200);
    assert!(!sees(&grace, &file).await && sees(&ada, &file).await);
    ada.post(&format!("/cards/{card}/move"), json!({"column_id": board.todo, "board_id": board.id})).await.expect(200);
    assert!(sees(&grace, &file).await);
    app.run_jobs().await;
}

async fn what_is_deleted_takes_its_files_along(app: &TestApp) {
    let (ada, _, _, board) = set_up(app).await;
    let other = ada.project("Other").await;
    for (what, where_to) in [
        (None, &board.todo),
        (Some(format!("/boards/{}", board.id)), &board.todo),
        (Some(format!("/projects/{}", other.project)), &other.todo),
    ] {
        let card = format!("/cards/{}", id(&ada.card(where_to, "Plan").await));
        let file = ada.upload(&card, "picture.png", PICTURE).await.expect(201);
        app.run_jobs().await;
        assert!(sees(&ada, &file).await);
        ada.delete(&what.unwrap_or_else(|| card.clone())).await.expect(204);
        assert!(!sees(&ada, &file).await);
        ada.delete(&format!("/files/{}", id(&file))).await.problem(404, "not_found");
        ada.upload(&card, "a.txt", "Hello").await.problem(404, "not_found");
    }
}

async fn a_token_that_may_only_read_adds_no_files(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let to = format!("/projects/{}", board.project);
    let file = ada.upload(&to, "a.txt", "Hello").await.expect(201);
    let made = ada.post("/users/me/tokens", json!({"name": "Reader", "scope": "read"})).await.expect(201);
    let reader = app.with_token(made["token"].as_str().unwrap());
    reader.get(&format!("/files/{}/content", id(&file))).await.expect_status(200);
    reader.upload(&to, "b.txt", "Hello").await.problem(403, "forbidden");
    reader.delete(&format!("/files/{}", id(&file))).await.problem(403, "forbidden");
    app.run_jobs().await;
}
