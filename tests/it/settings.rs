//! `boardwire config check`: what an operator is told of the settings before anything starts.

use std::fs;

use crate::support::{Ended, Engine, Place, Process, TestApp, block_on, smtp_sink::SmtpSink, stories};

stories![what_is_named_is_tried_too];

async fn check(place: &Place, arguments: &[&str], settings: &[(&str, &str)]) -> Ended {
    Process::end_of(place, &[&["config", "check"], arguments].concat(), settings).await
}

/// The line about a setting, its blanks made one.
fn line(answer: &Ended, name: &str) -> String {
    let line = answer.said.lines().find(|line| line.starts_with(&format!("{name} ")));
    line.unwrap_or_else(|| panic!("{name} is told: {}", answer.said)).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn good_settings_are_shown_without_their_secrets() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let file = place.folder().join("settings.env");
        fs::write(&file, "ACCESS_TTL=5m\nSMTP_URL=smtp://me:hunter2@mail.example:587?tls=required\n").unwrap();
        let settings = [("CONFIG_FILE", file.to_str().unwrap()), ("REFRESH_TTL", "20d"), ("REDIS_URI", "redis://x")];
        let answer = check(&place, &[], &settings).await;
        assert_eq!(answer.code, Some(0), "{}", answer.complained);
        assert_eq!(line(&answer, "ACCESS_TTL"), "ACCESS_TTL 5m file");
        assert_eq!(line(&answer, "REFRESH_TTL"), "REFRESH_TTL 20d environment");
        assert_eq!(line(&answer, "UPLOAD_LIMIT"), "UPLOAD_LIMIT 10MB default");
        assert_eq!(line(&answer, "SECRET_KEY"), "SECRET_KEY [redacted] environment");
        assert!(line(&answer, "SMTP_URL").contains("mail.example:587") && !answer.said.contains("hunter2"), "{}", answer.said);
        assert_eq!(
            answer.complained, "boardwire: REDIS_URI in the environment is no setting; did you mean REDIS_URL?\n",
            "it is a doubt: the environment is not ours alone"
        );
    });
}

#[test]
fn everything_that_is_wrong_is_a_line() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let file = place.folder().join("settings.env");
        fs::write(&file, "REDIS_URI=redis://x\nSMTP_URL=smtp://mail.example?tls=maybe\n").unwrap();
        let settings = [("CONFIG_FILE", file.to_str().unwrap())];
        let answer = check(&place, &[], &settings).await;
        assert_eq!((answer.code, answer.complained.lines().count()), (Some(2), 1), "{}", answer.complained);
        assert!(
            answer.complained.contains("sets REDIS_URI, which is no setting; did you mean REDIS_URL?"),
            "{}",
            answer.complained
        );
        // Nothing starts with that, either.
        let mut process = Process::spawn(&place, "all", &settings);
        assert_eq!(process.wait().await.code(), Some(2), "{}", process.log());

        let wrong = [settings[0], ("ACCESS_TTL", "soon"), ("BASE_URL", "boards")];
        let answer = check(&place, &["--connect"], &wrong).await;
        assert_eq!((answer.code, answer.complained.lines().count()), (Some(2), 3), "{}", answer.complained);
        for name in ["REDIS_URI", "ACCESS_TTL", "BASE_URL"] {
            assert!(answer.complained.contains(name), "{}", answer.complained);
        }
        // What only the mail library knows to be wrong.
        fs::write(&file, "SMTP_URL=smtp://mail.example?tls=maybe\n").unwrap();
        let answer = check(&place, &[], &settings).await;
        assert_eq!((answer.code, answer.complained.lines().count()), (Some(2), 1), "{}", answer.complained);
        assert!(answer.complained.contains("SMTP_URL"), "{}", answer.complained);
    });
}

async fn what_is_named_is_tried_too(app: &TestApp) {
    let sink = SmtpSink::start().await;
    let smtp = sink.url();
    let answer = check(app.place(), &["--connect"], &[("SMTP_URL", &smtp)]).await;
    assert_eq!(answer.code, Some(0), "{}{}", answer.said, answer.complained);
    let postgres = app.ctx().db.engine() == Engine::Postgres;
    let said: Vec<&str> = answer.said.lines().rev().take(4).collect();
    let redis = if postgres { "redis: answers" } else { "redis: none is used" };
    let expected =
        ["database: answers", redis, "mail: answers, and takes us for who we are", "storage: takes contents and gives them back"];
    assert_eq!(said.into_iter().rev().collect::<Vec<_>>(), expected);
    assert!(sink.messages().is_empty());
    assert_eq!(app.stored(), 0, "nothing is left of it");

    let away = [
        ("DATABASE_URL", "postgres://me:hunter2@127.0.0.1:1/none"),
        ("REDIS_URL", "redis://:hunter2@127.0.0.1:1"),
        ("SMTP_URL", "smtp://127.0.0.1:1"),
        ("STORAGE_URL", "file:///dev/null/files"),
    ];
    let answer = check(app.place(), &["--connect"], &away).await;
    assert_eq!(answer.code, Some(1), "{}", answer.said);
    for what in ["database", "redis", "mail", "storage"] {
        assert!(answer.said.contains(&format!("\n{what}: fails: ")), "{what}: {}", answer.said);
    }
    assert!(answer.complained.contains("4 of them do not answer"), "{}", answer.complained);
    assert!(!answer.said.contains("hunter2") && !answer.complained.contains("hunter2"));
}
