//! What one board changes of people's rights.

use serde_json::{Value, json};

use crate::support::{Board, Person, TestApp, id, ids, stories};

stories![
    a_board_shows_who_is_on_it_and_what_they_may_do,
    whoever_comes_to_see_a_board_is_told,
    a_board_that_hides_is_hidden_at_once_and_can_be_shown_again,
    nobody_gives_or_takes_what_they_do_not_hold,
    overrides_are_for_people_of_the_team,
    what_makes_no_sense_is_refused,
];

fn path(board: &Board, who: &Person) -> String {
    format!("/boards/{}/members/{}", board.id, who.id)
}

/// A project in a team of its own, to which `who` are added with their team roles.
async fn project_in_team(ada: &Person, who: &[(&Person, &str)]) -> Board {
    let team = id(&ada.post("/teams", json!({"name": "Lighthouse"})).await.expect(201));
    for (person, role) in who {
        ada.put(&format!("/teams/{team}/members/{}", person.id), json!({"role": role})).await.expect(201);
    }
    let project = id(&ada.post("/projects", json!({"name": "Website", "team_id": team})).await.expect(201));
    let board = ids(&ada.get(&format!("/projects/{project}/boards")).await.expect(200)).remove(0);
    let columns = ids(&ada.get(&format!("/boards/{board}/columns")).await.expect(200));
    let [todo, in_progress, done] = <[String; 3]>::try_from(columns).unwrap();
    Board { project, id: board, todo, in_progress, done }
}

async fn kinds(person: &Person) -> Vec<Value> {
    let list = person.get("/notifications").await.expect(200);
    list["items"].as_array().unwrap().iter().map(|one| one["kind"].clone()).collect()
}

async fn a_board_shows_who_is_on_it_and_what_they_may_do(app: &TestApp) {
    let (ada, grace, ben) = (app.register("ada").await, app.register("grace").await, app.register("ben").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    board.add(&ada, &ben, "viewer").await;
    let members = || async { grace.get(&format!("/boards/{}/members", board.id)).await.expect(200)["items"].clone() };
    let all = json!(["board_view", "board_comment", "board_write", "board_manage", "user_manage"]);
    let wanted = json!([
        {"user": ada.view(), "role": "manager", "permissions": all},
        {"user": grace.view(), "role": "member", "permissions": ["board_view", "board_comment", "board_write"]},
        {"user": ben.view(), "role": "viewer", "permissions": ["board_view", "board_comment"]},
    ]);
    assert_eq!(members().await, wanted);

    let change = json!({"role": "viewer", "grant": ["board_manage"], "revoke": ["board_comment"]});
    let changed = ada.patch(&path(&board, &grace), change).await.expect(200);
    assert_eq!(changed, json!({"user": grace.view(), "role": "viewer", "permissions": ["board_view", "board_manage"]}));
    assert_eq!(members().await[1], changed);
    grace.post(&format!("/columns/{}/cards", board.todo), json!({"title": "No"})).await.problem(403, "forbidden");
    grace.patch(&format!("/boards/{}", board.id), json!({"name": "Renamed"})).await.expect(200);
    // What is left out stays, an empty list clears, and null gives the project role back.
    let changed = ada.patch(&path(&board, &grace), json!({"revoke": []})).await.expect(200);
    assert_eq!(changed["permissions"], json!(["board_view", "board_comment", "board_manage"]));
    let changed = ada.patch(&path(&board, &grace), json!({"role": null, "grant": []})).await.expect(200);
    assert_eq!(changed, wanted[1]);

    let found = ada.get(&format!("/boards/{}/members?q=GRA", board.id)).await.expect(200);
    assert_eq!(found["items"], json!([wanted[1]]));
    let first = ada.get(&format!("/boards/{}/members?limit=2", board.id)).await.expect(200);
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = ada.get(&format!("/boards/{}/members?limit=2&cursor={cursor}", board.id)).await.expect(200);
    assert_eq!((&rest["items"], &rest["next_cursor"]), (&json!([wanted[2]]), &json!(null)));
}

async fn whoever_comes_to_see_a_board_is_told(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = project_in_team(&ada, &[(&grace, "member")]).await;
    app.run_jobs().await;
    assert_eq!(kinds(&grace).await, ["added_to_team"]);
    grace.get(&format!("/boards/{}", board.id)).await.problem(404, "not_found");

    for _ in 0..2 {
        let added = ada.patch(&path(&board, &grace), json!({"grant": ["board_view"]})).await.expect(200);
        assert_eq!(added, json!({"user": grace.view(), "role": null, "permissions": ["board_view"]}));
    }
    app.run_jobs().await;
    // More rights to what one sees already are no news.
    ada.patch(&path(&board, &grace), json!({"role": "member", "grant": []})).await.expect(200);
    app.run_jobs().await;

    let told = grace.get("/notifications").await.expect(200)["items"][0].clone();
    assert_eq!(kinds(&grace).await, ["added_to_board", "added_to_team"]);
    assert_eq!(told["text"], "Ada added you to the board Website");
    assert_eq!(told["board"], json!({"id": board.id, "name": "Website"}));
    let mail = app.mails_to(&grace.email).pop().unwrap();
    assert_eq!(mail.subject, "Ada added you to the board Website");
    assert_eq!(mail.link("/boards/"), told["url"].as_str().unwrap());
    assert_eq!(ids(&grace.get("/boards").await.expect(200)), [&*board.id]);
    // Of its project, they see nothing else.
    grace.get(&format!("/projects/{}", board.project)).await.problem(404, "not_found");
    let page = grace.outside(reqwest::Method::GET, &format!("/boards/{}", board.id)).await;
    assert!(page.status == 200 && page.text().contains("To Do"), "{}", page.text());

    let audit = app.ctx().db.sql("SELECT action FROM audit WHERE target_kind = 'board' ORDER BY id").all::<(String,)>().await;
    assert_eq!(audit.unwrap(), [("board.rights_changed".to_owned(),), ("board.rights_changed".to_owned(),)]);
    let activity = grace.get(&format!("/boards/{}/activity", board.id)).await.expect(200);
    let texts: Vec<_> = activity["items"].as_array().unwrap().iter().map(|one| one["text"].clone()).collect();
    assert_eq!(texts[..2], ["Ada changed what Grace may do here", "Ada added Grace"]);
    assert_eq!(activity["items"][0]["data"]["permissions"]["from"], json!(["board_view"]));
}

async fn a_board_that_hides_is_hidden_at_once_and_can_be_shown_again(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    app.run_jobs().await;
    ada.patch(&path(&board, &grace), json!({"revoke": ["board_view"]})).await.expect(200);
    grace.get(&format!("/boards/{}", board.id)).await.problem(404, "not_found");
    assert!(ids(&grace.get(&format!("/projects/{}/boards", board.project)).await.expect(200)).is_empty());
    // Who manages people sees her still, so that it can be undone; who does not, does not.
    let people =
        |list: Value| list["items"].as_array().unwrap().iter().map(|one| one["user"]["handle"].clone()).collect::<Vec<_>>();
    let members = format!("/boards/{}/members", board.id);
    assert_eq!(people(ada.get(&members).await.expect(200)), ["ada", "grace"]);
    let ben = app.register("ben").await;
    board.add(&ada, &ben, "member").await;
    assert_eq!(people(ben.get(&members).await.expect(200)), ["ada", "ben"]);

    ada.patch(&path(&board, &grace), json!({"revoke": []})).await.expect(200);
    app.run_jobs().await;
    assert_eq!(kinds(&grace).await[0], "added_to_board");
    let texts = ada.get(&format!("/boards/{}/activity", board.id)).await.expect(200);
    assert_eq!(texts["items"][0]["text"], "Ada added Grace as member");
    assert_eq!(texts["items"][1]["text"], "Ada removed Grace");
}

async fn nobody_gives_or_takes_what_they_do_not_hold(app: &TestApp) {
    app.register("root").await;
    let (ada, grace, ben) = (app.register("ada").await, app.register("grace").await, app.register("ben").await);
    let (cyd, dan) = (app.register("cyd").await, app.register("dan").await);
    let board = project_in_team(&ada, &[(&grace, "member"), (&ben, "member"), (&cyd, "admin"), (&dan, "owner")]).await;
    board.add(&ada, &ben, "manager").await;
    let role = json!({"role": "member"});
    // Whoever does not manage people changes nobody, themselves included.
    grace.patch(&path(&board, &grace), role.clone()).await.problem(404, "not_found");
    ada.patch(&path(&board, &grace), json!({"role": "member", "grant": ["user_manage"]})).await.expect(200);
    let eve = app.register("eve").await;
    board.add(&ada, &eve, "member").await;
    eve.patch(&path(&board, &eve), role).await.problem(403, "forbidden");
    // Grace holds everything but board_manage.
    for change in [
        json!({"grant": ["board_manage"]}),
        json!({"role": "manager"}),
        // It would count as soon as the view is given back.
        json!({"grant": ["board_manage"], "revoke": ["board_view"]}),
    ] {
        grace.patch(&path(&board, &eve), change.clone()).await.problem(403, "forbidden");
        grace.patch(&path(&board, &grace), change).await.problem(403, "forbidden");
    }
    // Nor does she take it from those who do.
    grace.patch(&path(&board, &ben), json!({"role": "viewer"})).await.problem(403, "forbidden");
    grace.patch(&path(&board, &ben), json!({"revoke": ["board_manage"]})).await.problem(403, "forbidden");
    grace.patch(&path(&board, &eve), json!({"role": "viewer"})).await.expect(200);
    grace.patch(&path(&board, &eve), json!({"grant": ["user_manage"]})).await.expect(200);
    // Only owners touch owners.
    cyd.patch(&path(&board, &dan), json!({"role": "viewer"})).await.problem(403, "forbidden");
    ada.patch(&path(&board, &dan), json!({"role": "viewer"})).await.expect(200);
    assert_eq!(dan.get(&format!("/boards/{}", board.id)).await.expect(200)["permissions"].as_array().unwrap().len(), 5);
}

async fn overrides_are_for_people_of_the_team(app: &TestApp) {
    app.register("root").await;
    let (ada, eve) = (app.register("ada").await, app.register("eve").await);
    let board = ada.project("Website").await;
    let other = eve.project("Other").await;
    let role = json!({"role": "viewer"});
    ada.patch(&path(&board, &eve), role.clone()).await.problem(404, "not_found");
    ada.patch(&path(&other, &ada), role.clone()).await.problem(404, "not_found");
    eve.get(&format!("/boards/{}/members", board.id)).await.problem(404, "not_found");
    eve.patch(&path(&board, &ada), role.clone()).await.problem(404, "not_found");
    app.visitor().patch(&path(&board, &ada), role.clone()).await.problem(401, "unauthenticated");
    ada.delete(&format!("/boards/{}", board.id)).await.expect(204);
    ada.patch(&path(&board, &ada), role).await.problem(404, "not_found");
}

async fn what_makes_no_sense_is_refused(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let path = path(&board, &grace);
    ada.patch(&path, json!({"role": "owner"})).await.invalid(&["/role"]);
    ada.patch(&path, json!({"grant": ["fly"]})).await.invalid(&["/grant/0"]);
    ada.patch(&path, json!({"grant": "board_view"})).await.invalid(&["/grant"]);
    ada.patch(&path, json!({"permissions": []})).await.invalid(&["/permissions"]);
    ada.patch(&path, json!({"grant": ["board_manage"], "revoke": ["board_manage"]})).await.invalid(&["/revoke"]);
    ada.patch(&path, json!({})).await.expect(200);
}
