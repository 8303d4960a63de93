//! What an import promises of crashes: a process that is killed in the middle of one, and another that goes on.

use serde_json::{Value, json};

use crate::{
    imports::{crew, look_at_everything},
    support::{Process, TestApp, id, jobs::until, stories, trello},
};

stories![an_import_whose_process_is_killed_ends_as_if_it_had_not_been];

async fn an_import_whose_process_is_killed_ends_as_if_it_had_not_been(app: &TestApp) {
    app.jobs_may_stay(); // Their losses are noted as errors.
    let (ada, grace, linus, board) = crew(app).await;
    let begun = ada.import(&board.project, "trello", "board.json", trello::board(500).to_string()).await.expect(202);
    let path = format!("/imports/{}", id(&begun));
    let import = async || ada.get(&path).await.expect(200);
    let mut cut = Vec::new();
    for kill in 1..=2 {
        let mut worker = Process::start(app.place(), "worker", &[]).await;
        until("some of it is done", async || import().await["progress"]["done"].as_i64() >= Some(kill * 100)).await;
        worker.kill();
        cut.push(import().await);
    }
    let _worker = Process::start(app.place(), "worker", &[]).await;
    until("all of it is done", async || import().await["state"] != "running").await;
    let ended = import().await;
    assert_eq!((&ended["state"], &ended["progress"]), (&json!("done"), &json!({"done": 500, "total": 500})), "{ended:#}");
    assert_eq!((&ended["report"]["created"], &ended["report"]["skipped"]), (&json!(500), &json!(0)));
    look_at_everything(&ada, &grace, &linus, &board).await;
    let in_the_middle = cut.iter().filter(|import: &&Value| import["state"] == "running").count();
    assert!(in_the_middle > 0, "no kill came in the middle: {cut:#?}");
}
