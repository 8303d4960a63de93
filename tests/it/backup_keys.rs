//! The key of an instance that keeps it in `DATA_DIR`: it comes along in a backup, and never goes alone or stays behind.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use crate::support::{
    Engine, Place, Process, TestApp,
    backups::{new_file, text},
    block_on, stories,
};

stories![the_key_in_the_data_folder_comes_along];

const KEY: &str = "a-key-of-its-own-0123456789-0123456789-abc";

/// `boardwire` in a place whose key is in its folder. With PostgreSQL it is always the settings'.
async fn run(place: &Place, arguments: &[&str]) -> Result<String, String> {
    let key = place.settings(&[])["SECRET_KEY"].clone();
    let key = if place.engine == Engine::Sqlite { "" } else { &key };
    Process::command(place, arguments, &[("SECRET_KEY", key)]).await
}

fn key_of(place: &Place) -> std::path::PathBuf {
    place.folder().join("secret.key")
}

async fn the_key_in_the_data_folder_comes_along(app: &TestApp) {
    app.register("ada").await;
    let kept = (app.place().engine == Engine::Sqlite).then_some(KEY);
    if let Some(key) = kept {
        fs::write(key_of(app.place()), key).unwrap();
    }
    let file = new_file(app.place());
    run(app.place(), &["admin", "backup", text(&file)]).await.unwrap();

    let there = Place::new(Engine::Sqlite).await;
    fs::write(key_of(&there), "another-key-0123456789-0123456789-abc").unwrap();
    let said = run(&there, &["admin", "restore", text(&file)]).await.unwrap();
    let now = fs::read_to_string(key_of(&there)).unwrap();
    match kept {
        Some(kept) => {
            assert_eq!(now, kept);
            assert!(said.contains("The key that DATA_DIR had before is ") && !said.contains("another key"), "{said}");
            let mode = fs::metadata(key_of(&there)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        None => assert!(now.starts_with("another-key") && said.contains("The instance had another key"), "{said}"),
    }
    there.clear().await;
}

/// An instance on SQLite with a key of its own, and a backup of it.
async fn with_own_key() -> (TestApp, std::path::PathBuf) {
    let app = TestApp::start(Engine::Sqlite).await;
    app.register("ada").await;
    app.run_jobs().await;
    fs::write(key_of(app.place()), KEY).unwrap();
    let file = new_file(app.place());
    run(app.place(), &["admin", "backup", text(&file)]).await.unwrap();
    (app, file)
}

fn entries(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_backup_makes_no_key() {
    block_on(async {
        let (app, _) = with_own_key().await;
        // As from a shell that has the address of the database, and nothing else of the settings.
        let (elsewhere, file) = (Place::new(Engine::Sqlite).await, new_file(app.place()));
        let database = app.place().config(&[]).database_url().expose().to_owned();
        let settings = [("SECRET_KEY", ""), ("DATABASE_URL", &database)];
        let said = Process::command(&elsewhere, &["admin", "backup", text(&file)], &settings).await.unwrap_err();
        assert!(said.contains("no secret.key in DATA_DIR") && said.lines().count() == 1, "{said}");
        assert!(!file.exists() && !key_of(&elsewhere).exists());
        app.finish().await;
        app.clear().await;
    });
}

#[test]
fn a_key_that_cannot_be_put_down_leaves_the_database_as_it_was() {
    block_on(async {
        let (app, file) = with_own_key().await;
        let there = Place::new(Engine::Sqlite).await;
        fs::create_dir(key_of(&there)).unwrap();
        let said = run(&there, &["admin", "restore", text(&file)]).await.unwrap_err();
        assert!(said.contains("the secret.key in DATA_DIR cannot be written") && said.lines().count() == 1, "{said}");
        fs::remove_dir(key_of(&there)).unwrap();
        run(&there, &["admin", "restore", text(&file)]).await.expect("nothing is there yet");
        assert_eq!(fs::read_to_string(key_of(&there)).unwrap(), KEY);
        app.finish().await;
        app.clear().await;
    });
}

#[test]
fn rows_that_do_not_come_leave_the_key_as_it_was() {
    block_on(async {
        let (app, file) = with_own_key().await;
        let there = Place::new(Engine::Sqlite).await;
        let another = "another-key-0123456789-0123456789-abc";
        fs::write(key_of(&there), another).unwrap();
        run(&there, &["admin", "restore", text(&file)]).await.unwrap();
        // There are accounts now.
        fs::write(key_of(&there), another).unwrap();
        run(&there, &["admin", "restore", text(&file)]).await.unwrap_err();
        assert_eq!(fs::read_to_string(key_of(&there)).unwrap(), another);
        let left = entries(there.folder()).into_iter().filter(|name| name.starts_with("secret.key")).count();
        assert_eq!(left, 2, "the key, and the one that the first restore put aside");
        app.finish().await;
        app.clear().await;
    });
}
