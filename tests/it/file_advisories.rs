//! Failures of peers with files, tried on ourselves.

use serde_json::json;

use crate::support::{
    TestApp,
    files::{PICTURE, part},
    id, ids, stories,
};

stories![
    vikunja_ghsa_jfmm_mjcp_8wq2_an_attachment_of_another_project,
    plane_cve_2026_46558_assets_across_workspaces,
    focalboard_cve_2026_28736_a_file_by_its_id,
    planka_cve_2022_2653_a_path_in_an_attachments_name,
];

/// There, who could read one task could read and delete any attachment by naming it beside that task.
async fn vikunja_ghsa_jfmm_mjcp_8wq2_an_attachment_of_another_project(app: &TestApp) {
    app.register("root").await;
    let (ada, eve) = (app.register("ada").await, app.register("eve").await);
    let (hers, his) = (ada.project("Website").await, eve.project("Mine").await);
    let card = id(&ada.card(&hers.todo, "Plan").await);
    let mine = id(&eve.card(&his.todo, "Mine").await);
    let file = id(&ada.upload(&format!("/cards/{card}"), "secret.txt", "Hello").await.expect(201));
    // A file has one address, in which no other card can be named.
    for path in [format!("/cards/{mine}/files/{file}"), format!("/projects/{}/files/{file}", his.project)] {
        eve.get(&path).await.problem(404, "not_found");
        eve.delete(&path).await.problem(404, "not_found");
    }
    eve.get(&format!("/files/{file}/content")).await.problem(404, "not_found");
    eve.delete(&format!("/files/{file}")).await.problem(404, "not_found");
    // And none can be given another card by a field of the form.
    let form = reqwest::multipart::Form::new().text("card_id", card.clone()).part("file", part("a.txt", "Hello"));
    eve.send_form(&format!("/cards/{mine}"), form).await.invalid(&["/card_id"]);
    assert_eq!(ids(&ada.get(&format!("/cards/{card}/files")).await.expect(200)), std::slice::from_ref(&file));
    assert_eq!(ada.get(&format!("/files/{file}/content")).await.body, b"Hello");
}

/// There, an asset was looked up by its id alone, whichever workspace the path named and the caller was in.
async fn plane_cve_2026_46558_assets_across_workspaces(app: &TestApp) {
    app.register("root").await;
    let (ada, eve) = (app.register("ada").await, app.register("eve").await);
    let mut made = Vec::new();
    for person in [&ada, &eve] {
        let team = id(&person.post("/teams", json!({"name": "Team"})).await.expect(201));
        let project = id(&person.post("/projects", json!({"name": "Website", "team_id": team})).await.expect(201));
        made.push(id(&person.upload(&format!("/projects/{project}"), "logo.png", PICTURE).await.expect(201)));
    }
    app.run_jobs().await;
    for what in ["", "/content", "/content?inline=true", "/thumbnail"] {
        eve.get(&format!("/files/{}{what}", made[0])).await.problem(404, "not_found");
        assert_eq!(eve.get(&format!("/files/{}{what}", made[1])).await.status, 200);
    }
    eve.delete(&format!("/files/{}", made[0])).await.problem(404, "not_found");
    assert_eq!(ada.get(&format!("/files/{}/content", made[0])).await.body, PICTURE);
}

/// There, a file was given to whoever was signed in and knew its id, whatever they might see of its board.
async fn focalboard_cve_2026_28736_a_file_by_its_id(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let card = id(&ada.card(&board.todo, "Plan").await);
    let file = id(&ada.upload(&format!("/cards/{card}"), "secret.txt", "Hello").await.expect(201));
    let path = format!("/files/{file}/content");
    let tag = grace.get(&path).await.header("etag").to_owned();
    // In the same project, but the board is hidden; then not in it any more. What was read before is asked again each time.
    ada.patch(&format!("/boards/{}/members/{}", board.id, grace.id), json!({"revoke": ["board_view"]})).await.expect(200);
    grace.get(&path).await.problem(404, "not_found");
    ada.patch(&format!("/boards/{}/members/{}", board.id, grace.id), json!({"revoke": []})).await.expect(200);
    assert_eq!(grace.get(&path).await.body, b"Hello");
    ada.delete(&format!("/projects/{}/members/{}", board.project, grace.id)).await.expect(204);
    grace.get(&path).await.problem(404, "not_found");
    grace.get(&path).header("if-none-match", &tag).await.problem(404, "not_found");
    grace.get(&path).header("range", "bytes=0-1").await.problem(404, "not_found");
}

/// There, a path in the address of an attachment led out of the folder of attachments.
async fn planka_cve_2022_2653_a_path_in_an_attachments_name(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let to = format!("/projects/{}", board.project);
    let secret = app.place().folder().join("secret.txt");
    std::fs::write(&secret, "the secret").unwrap();
    let before = std::fs::read_dir(app.place().folder()).unwrap().count();
    for name in
        ["../../secret.txt", "..\\..\\secret.txt", "/etc/passwd", "%2e%2e%2fsecret.txt", "a/../../secret.txt", "..%00/b.txt"]
    {
        let file = ada.upload(&to, name, "Hello").await.expect(201);
        let kept = file["name"].as_str().unwrap();
        assert!(!kept.contains(['/', '\\']), "{kept}");
        assert_eq!(ada.get(&format!("/files/{}/content", id(&file))).await.body, b"Hello");
    }
    for path in ["/files/..%2f..%2fsecret.txt/content", "/files/%2e%2e/content", "/files/..%5Csecret.txt/content"] {
        ada.get(path).await.problem(404, "not_found");
    }
    assert_eq!(std::fs::read_to_string(secret).unwrap(), "the secret");
    assert_eq!(std::fs::read_dir(app.place().folder()).unwrap().count(), before + 1, "there is the folder of files, and no more");
    assert_eq!(app.stored(), 6);
}
