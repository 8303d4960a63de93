//! A disk without room: what is there can be read, changes are refused with words, and it goes on when there is room again.

use rustix::process::{Resource, Rlimit, prlimit};
use serde_json::json;

use crate::processes::register;
use crate::support::{Engine, Place, Process, block_on, id, jobs::until};

/// A program that writes past the limit is told so instead of killed, as one is by a full disk.
const TOLD: &[&str] = &["sh", "-c", r#"trap "" XFSZ; exec "$@""#, "sh"];

/// How large a file of this process may be, in bytes.
fn room(process: &Process, bytes: Option<u64>) {
    prlimit(Some(process.pid()), Resource::Fsize, Rlimit { current: bytes, maximum: None })
        .expect("our own process can be limited");
}

#[test]
fn without_room_one_reads_and_is_told_why_one_cannot_write() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let mut process = Process::spawn_by(TOLD, &place, "all", &[]);
        process.wait_until_ready().await;
        let ada = register(&process, "ada").await;
        let path = format!("/projects/{}", id(&ada.post("/projects", json!({"name": "Website"})).await.expect(201)));

        // Not even for one page of SQLite's log, nor for lines of our own.
        room(&process, Some(4 << 10));
        let refused = ada.post("/projects", json!({"name": "Office"})).await;
        assert_eq!(refused.header("retry-after"), "30");
        let problem = refused.problem(503, "read_only");
        assert!(problem["detail"].as_str().unwrap().contains("can be read"), "{problem}");
        assert_eq!(ada.get(&path).await.expect(200)["name"], "Website");
        until("/readyz says that nothing can be written", async || {
            let answer = process.operator().outside(reqwest::Method::GET, "/readyz").await;
            answer.status == 503 && answer.json()["problems"][0].as_str().unwrap().contains("cannot be written")
        })
        .await;
        ada.patch(&path, json!({"name": "Websites"})).await.problem(503, "read_only");

        room(&process, None);
        until("/readyz is content again", async || {
            process.operator().outside(reqwest::Method::GET, "/readyz").await.status == 200
        })
        .await;
        assert_eq!(ada.get(&path).await.expect(200)["name"], "Website", "nothing of it was kept");
        ada.patch(&path, json!({"name": "Websites"})).await.expect(200);
        assert!(process.ended().is_none());
        assert!(process.terminate().await.success(), "{}", process.log());
    });
}

/// From the start on: one line, and nothing half-started.
#[test]
fn a_folder_that_may_only_be_read_is_one_line() {
    use std::os::unix::fs::PermissionsExt;
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let folder = place.folder().join("closed");
        std::fs::create_dir(&folder).unwrap();
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o555)).unwrap();
        // Root minds no modes unless that right is taken from it.
        let mortal = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"];
        let way = if rustix::process::geteuid().is_root() { &mortal[..] } else { &[] };
        for data in [folder.clone(), folder.join("data")] {
            let mut process = Process::spawn_by(way, &place, "all", &[("DATA_DIR", data.to_str().unwrap())]);
            assert_eq!(process.wait().await.code(), Some(1), "{}", process.log());
            let log = process.log();
            assert!(log.contains("DATA_DIR") && log.lines().count() == 1, "{log}");
        }
        // Made before, with a key beside it, and closed then.
        let data = place.folder().join("data");
        let setting = [("DATA_DIR", data.to_str().unwrap())];
        assert!(Process::command(&place, &["migrate"], &setting).await.is_ok());
        for file in std::fs::read_dir(&data).unwrap() {
            std::fs::set_permissions(file.unwrap().path(), std::fs::Permissions::from_mode(0o444)).unwrap();
        }
        std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o555)).unwrap();
        let mut process = Process::spawn_by(way, &place, "all", &setting);
        assert_eq!(process.wait().await.code(), Some(1), "{}", process.log());
        assert_eq!(process.log().lines().count(), 1, "{}", process.log());
        std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).unwrap();
    });
}
