//! From one process on SQLite to PostgreSQL, with the program itself.

use serde_json::json;

use crate::support::{Engine, PASSWORD, Person, Place, Process, backups::admin, block_on, files::PICTURE, id};

#[test]
fn an_instance_moves_to_postgresql_with_all_it_has() {
    block_on(async {
        let (here, there) = (Place::new(Engine::Sqlite).await, Place::new(Engine::Postgres).await);
        let own_key = [("SECRET_KEY", "")];
        let to = there.config(&[]).database_url().expose().to_owned();
        let mut process = Process::start(&here, "all", &own_key).await;
        let visitor = process.visitor();
        let ada = json!({"name": "Ada", "handle": "ada", "email": "ada@example.org", "password": PASSWORD});
        let ada = Person::of(&visitor, &visitor.post("/auth/register", ada).await.expect(201));
        let board = ada.project("Website").await;
        let card = ada.card(&board.todo, "Crème brûlée").await;
        let file = id(&ada.upload(&format!("/cards/{}", id(&card)), "picture.png", PICTURE).await.expect(201));
        let path = format!("/boards/{}/snapshot", board.id);

        let run = async |arguments: &[&str]| Process::command(&here, arguments, &own_key).await;
        let said = run(&["admin", "migrate-to", &to]).await.unwrap_err();
        assert!(said.contains("has the database open") && said.lines().count() == 1, "{said}");
        let before = ada.get(&path).await.expect(200);
        assert!(process.terminate().await.success(), "{}", process.log());

        let said = run(&["admin", "migrate-to", &to]).await.unwrap();
        let rows: Vec<Vec<&str>> = said.lines().map(|line| line.split_whitespace().collect()).collect();
        let cards = rows.iter().find(|row| row.first() == Some(&"cards")).unwrap();
        assert!(cards[1] == "1" && cards[2] == cards[3] && cards[2].len() == 16 && cards[4] == "yes", "{said}");
        assert!(!said.contains("NO") && said.contains("secret.key"), "{said}");
        assert!(!said.contains(&to), "the address may have a password: {said}");
        let again = run(&["admin", "migrate-to", &to]).await.unwrap_err();
        assert!(again.contains("it has accounts already (1)") && again.lines().count() == 1, "{again}");
        let other_way = admin(&there, &["migrate-to", &to]).await.unwrap_err();
        assert!(other_way.contains("DATABASE_URL is not SQLite"), "{other_way}");

        // As it was told: the new address, the key of the folder, and the folder as it is.
        let key = std::fs::read_to_string(here.folder().join("secret.key")).unwrap();
        let process = Process::start(&here, "all", &[("DATABASE_URL", &to), ("SECRET_KEY", &key)]).await;
        let now = ada.asking(process.base());
        assert_eq!(now.get(&path).await.expect(200), before);
        assert_eq!(now.get(&format!("/files/{file}/content")).await.body, PICTURE);
        assert_eq!(now.get("/cards?q=creme").await.expect(200)["items"].as_array().unwrap().len(), 1);
        let visitor = process.visitor();
        let refreshed = visitor.post("/auth/refresh", json!({"refresh_token": ada.refresh_token})).await.expect(200);
        assert!(refreshed["access_token"].is_string());
        drop(process);
        there.clear().await;
    });
}

#[test]
fn a_target_that_is_no_postgresql_is_one_line() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        Process::command(&place, &["migrate"], &[]).await.unwrap();
        let nowhere = "postgres://nobody:hunter2@127.0.0.1:1/none";
        for (to, why) in [("sqlite://other.db", "must be postgres://"), (nowhere, "the new database cannot be filled")] {
            let said = admin(&place, &["migrate-to", to]).await.unwrap_err();
            assert!(said.contains(why) && said.lines().count() == 1, "{said}");
            assert!(!said.contains("hunter2"), "{said}");
        }
        // A server that answers, and has no such database.
        let there = Place::new(Engine::Postgres).await;
        let mut refused = url::Url::parse(there.config(&[]).database_url().expose()).unwrap();
        refused.set_path("/none");
        refused.set_password(Some("hunter2")).unwrap();
        let said = admin(&place, &["migrate-to", refused.as_str()]).await.unwrap_err();
        assert!(said.contains("the new database cannot be filled") && said.lines().count() == 1, "{said}");
        assert!(!said.contains("hunter2"), "{said}");
        there.clear().await;
    });
}
