//! The activity log: every change is in it as a sentence and as data, and what changed nothing is not.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Board, Person, TestApp, id, ids, stories};

stories![
    every_change_of_a_board_is_a_sentence,
    every_change_of_a_project_and_a_team_is_a_sentence,
    what_changes_nothing_is_no_news_and_no_new_version,
    a_move_names_no_column_of_another_board,
];

/// The newest sentence, without who did it.
async fn said(reader: &Person, of: &str) -> String {
    let newest = reader.get(&format!("{of}/activity?limit=1")).await.expect(200)["items"][0].clone();
    assert_eq!(newest["actor"]["name"], "Ada", "{newest:#}");
    newest["text"].as_str().expect("a text").strip_prefix("Ada ").expect("who did it").to_owned()
}

async fn send(person: &Person, method: Method, path: &str, body: Value) {
    let answer = person.request(method, path).json(&body).await;
    assert!(answer.status.is_success(), "{path}: {} {}", answer.status, answer.text());
}

struct Scene {
    board: Board,
    card: String,
    label: String,
    grace: Person,
}

async fn scene(app: &TestApp, ada: &Person) -> Scene {
    let grace = app.register("grace").await;
    let board = ada.project("Website").await;
    board.add(ada, &grace, "member").await;
    let card = id(&ada.card(&board.todo, "Login").await);
    let label = json!({"name": "bug", "color": "#d73a4a"});
    let label = id(&ada.post(&format!("/projects/{}/labels", board.project), label).await.expect(201));
    Scene { board, card, label, grace }
}

async fn every_change_of_a_board_is_a_sentence(app: &TestApp) {
    let ada = app.register("ada").await;
    let Scene { board, card, label, grace } = scene(app, &ada).await;
    let on = format!("/boards/{}", board.id);
    let (one, todo) = (format!("/cards/{card}"), format!("/columns/{}", board.todo));
    assert_eq!(said(&ada, &on).await, "created WEB-1 Login");
    let told = [
        (Method::PATCH, one.clone(), json!({"title": "Sign in"}), "changed the title of WEB-1 Sign in from “Login” to “Sign in”"),
        (Method::PATCH, one.clone(), json!({"priority": "high"}), "changed the priority of WEB-1 Sign in from none to high"),
        (Method::PATCH, one.clone(), json!({"due": "2031-05-01"}), "set the due date of WEB-1 Sign in to 2031-05-01"),
        (
            Method::PATCH,
            one.clone(),
            json!({"due": null, "priority": "low"}),
            "changed the due date (2031-05-01 → none) and the priority (high → low) of WEB-1 Sign in",
        ),
        (Method::PATCH, one.clone(), json!({"description": "x"}), "changed the description of WEB-1 Sign in"),
        (Method::PUT, format!("{one}/assignees/{}", grace.id), json!({}), "assigned Grace to WEB-1 Sign in"),
        (Method::DELETE, format!("{one}/assignees/{}", grace.id), json!({}), "took Grace off WEB-1 Sign in"),
        (Method::PUT, format!("{one}/labels/{label}"), json!({}), "put the label bug on WEB-1 Sign in"),
        (
            Method::PATCH,
            format!("/labels/{label}"),
            json!({"name": "Bug"}),
            "changed the name of the label Bug from “bug” to “Bug”",
        ),
        (Method::DELETE, format!("{one}/labels/{label}"), json!({}), "took the label Bug off WEB-1 Sign in"),
        (Method::POST, format!("{one}/checklist"), json!({"text": "Ask"}), "added “Ask” to the checklist of WEB-1 Sign in"),
        (Method::POST, format!("{one}/comments"), json!({"body": "Hm"}), "commented on WEB-1 Sign in"),
        (
            Method::POST,
            format!("{one}/move"),
            json!({"column_id": board.in_progress}),
            "moved WEB-1 Sign in from To Do to In Progress",
        ),
        (Method::PATCH, one.clone(), json!({"archived": true}), "archived WEB-1 Sign in"),
        (Method::PATCH, one.clone(), json!({"archived": false}), "restored WEB-1 Sign in"),
        (Method::POST, format!("{one}/copy"), json!({}), "created WEB-2 Sign in"),
        (Method::POST, format!("{one}/move"), json!({"position": 1}), "moved WEB-1 Sign in within In Progress"),
        (Method::PATCH, todo.clone(), json!({"name": "Next"}), "changed the name of the column Next from “To Do” to “Next”"),
        (Method::PATCH, todo.clone(), json!({"wip_limit": 3}), "set the WIP limit of the column Next to 3"),
        (Method::PATCH, todo.clone(), json!({"kind": "done"}), "changed the kind of the column Next from todo to done"),
        (Method::POST, format!("{todo}/move"), json!({"position": 1}), "moved the column Next"),
        (Method::PATCH, on.clone(), json!({"wip_mode": "block"}), "changed the WIP mode of the board Website from warn to block"),
        (Method::PATCH, on.clone(), json!({"name": "Site"}), "changed the name of the board Site from “Website” to “Site”"),
        (Method::DELETE, todo, json!({}), "deleted the column Next"),
        (Method::DELETE, one, json!({}), "deleted WEB-1 Sign in"),
    ];
    for (method, path, body, told) in told {
        send(&ada, method.clone(), &path, body.clone()).await;
        assert_eq!(said(&ada, &on).await, told, "{method} {path} {body}");
    }
    app.run_jobs().await;
}

async fn every_change_of_a_project_and_a_team_is_a_sentence(app: &TestApp) {
    let ada = app.register("ada").await;
    let Scene { board, grace, label, .. } = scene(app, &ada).await;
    let project = format!("/projects/{}", board.project);
    let grace_in = |place: &str| format!("{place}/members/{}", grace.id);
    let told = [
        (
            Method::PATCH,
            project.clone(),
            json!({"name": "Site"}),
            "changed the name of the project Site from “Website” to “Site”",
        ),
        (
            Method::PATCH,
            project.clone(),
            json!({"status": "in_progress"}),
            "changed the status of the project Site from pending to in progress",
        ),
        (Method::PATCH, project.clone(), json!({"deadline": "2031-05-01"}), "set the deadline of the project Site to 2031-05-01"),
        (
            Method::PATCH,
            project.clone(),
            json!({"visibility": "team", "description": "Ours"}),
            "changed the description and the visibility (private → team) of the project Site",
        ),
        (Method::PUT, grace_in(&project), json!({"role": "viewer"}), "made Grace viewer"),
        (Method::DELETE, grace_in(&project), json!({}), "removed Grace"),
        (Method::DELETE, format!("/labels/{label}"), json!({}), "deleted the label bug"),
        (Method::POST, format!("{project}/boards"), json!({"name": "Second"}), "created the board Second"),
        (Method::POST, format!("{project}/messages"), json!({"text": "Hi"}), "wrote in the chat"),
    ];
    for (method, path, body, told) in told {
        send(&ada, method.clone(), &path, body.clone()).await;
        assert_eq!(said(&ada, &project).await, told, "{method} {path} {body}");
    }
    let team = format!("/teams/{}", id(&ada.post("/teams", json!({"name": "Crew"})).await.expect(201)));
    assert_eq!(said(&ada, &team).await, "created the team Crew");
    let told = [
        (Method::PATCH, team.clone(), json!({"name": "Staff"}), "changed the name of the team Staff from “Crew” to “Staff”"),
        (Method::PUT, grace_in(&team), json!({"role": "admin"}), "added Grace as admin"),
        (Method::PUT, grace_in(&team), json!({"role": "member"}), "made Grace member"),
        (Method::DELETE, grace_in(&team), json!({}), "removed Grace"),
    ];
    for (method, path, body, told) in told {
        send(&ada, method.clone(), &path, body.clone()).await;
        assert_eq!(said(&ada, &team).await, told, "{method} {path} {body}");
    }
    app.run_jobs().await;
}

async fn what_changes_nothing_is_no_news_and_no_new_version(app: &TestApp) {
    let ada = app.register("ada").await;
    let Scene { board, card, label, .. } = scene(app, &ada).await;
    let team = id(&ada.post("/teams", json!({"name": "Crew"})).await.expect(201));
    let news = async || {
        let mut news = Vec::new();
        for of in [format!("/boards/{}", board.id), format!("/projects/{}", board.project), format!("/teams/{team}")] {
            news.push(ids(&ada.get(&format!("{of}/activity")).await.expect(200)));
        }
        news
    };
    let before = news().await;
    for path in [
        format!("/projects/{}", board.project),
        format!("/boards/{}", board.id),
        format!("/columns/{}", board.todo),
        format!("/cards/{card}"),
        format!("/labels/{label}"),
        format!("/teams/{team}"),
    ] {
        // A label has no GET of its own: its name is known.
        let now = if path.starts_with("/labels") { json!({"name": "bug"}) } else { ada.get(&path).await.expect(200) };
        let field = if path.starts_with("/cards") { "title" } else { "name" };
        let same = now[field].clone();
        for body in [json!({}), json!({ (field): same })] {
            let answer = ada.patch(&path, body).await.expect(200);
            assert_eq!(answer["version"], 1, "{path}");
        }
    }
    assert_eq!(news().await, before);
    app.run_jobs().await;
}

async fn a_move_names_no_column_of_another_board(app: &TestApp) {
    let ada = app.register("ada").await;
    let Scene { board, card, grace, .. } = scene(app, &ada).await;
    let secret = ada.post(&format!("/projects/{}/boards", board.project), json!({"name": "Secret"})).await.expect(201);
    let hidden = format!("/boards/{}/members/{}", id(&secret), grace.id);
    ada.patch(&hidden, json!({"revoke": ["board_view"]})).await.expect(200);
    let column = ids(&ada.get(&format!("/boards/{}/columns", id(&secret))).await.expect(200)).remove(0);
    ada.patch(&format!("/columns/{column}"), json!({"name": "Layoffs"})).await.expect(200);
    let to = json!({"board_id": id(&secret), "column_id": column});
    ada.post(&format!("/cards/{card}/move"), to).await.expect(200);
    assert_eq!(said(&ada, &format!("/boards/{}", id(&secret))).await, "moved WEB-1 Login from another board to Layoffs");
    let seen = grace.get(&format!("/boards/{}/activity", board.id)).await.expect(200);
    assert_eq!(seen["items"][0]["text"], "Ada moved WEB-1 Login from To Do to another board");
    assert!(!seen.to_string().contains("Layoffs"), "{seen:#}");
    app.run_jobs().await;
}
