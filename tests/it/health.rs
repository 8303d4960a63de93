//! `boardwire health`: what a container engine asks, of real processes.

use std::{
    io::Write,
    net::{TcpListener, TcpStream},
    time::Instant,
};

use crate::support::{
    Engine, Place, Process, block_on, database_url,
    jobs::until,
    proxy::{Proxy, behind, target},
    redis_url,
};

async fn health(place: &Place, settings: &[(&str, &str)]) -> crate::support::Ended {
    Process::end_of(place, &["health"], settings).await
}

#[test]
fn health_is_what_the_process_itself_says() {
    block_on(async {
        let place = Place::new(Engine::Postgres).await;
        let mut database: url::Url = place.settings(&[])["DATABASE_URL"].parse().unwrap();
        let mut redis = redis_url();
        let database_proxy = Proxy::start(target(&database_url(), 5432), true).await;
        let redis_proxy = Proxy::start(target(&redis, 6379), true).await;
        behind(&mut database, &database_proxy);
        behind(&mut redis, &redis_proxy);
        let worker =
            Process::start(&place, "worker", &[("DATABASE_URL", database.as_str()), ("REDIS_URL", redis.as_str())]).await;
        // In a container, the file of the settings with secrets need not be readable for it; nor is anything else asked.
        let ask = async || {
            let settings = [
                ("METRICS_ADDR", worker.watched_at()),
                ("CONFIG_FILE", "/nowhere/boardwire.env"),
                ("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none"),
            ];
            health(&place, &settings).await
        };
        let answer = ask().await;
        assert_eq!((answer.code, answer.said.as_str(), answer.complained.as_str()), (Some(0), "ok\n", ""));

        redis_proxy.cut();
        until("it is healthy, and says that Redis is away", async || {
            let answer = ask().await;
            answer.code == Some(0) && answer.said.starts_with("degraded: Redis does not answer")
        })
        .await;
        redis_proxy.mend();
        database_proxy.cut();
        until("it is not healthy, and says why", async || ask().await.code == Some(1)).await;
        let answer = ask().await;
        assert_eq!(answer.complained.lines().count(), 1);
        assert!(answer.complained.contains("not ready: unavailable: the database does not answer"), "{}", answer.complained);
        database_proxy.mend();
        until("it is well again", async || ask().await.code == Some(0)).await;
        drop(worker);
        place.clear().await;
    });
}

#[test]
fn whoever_does_not_answer_is_not_healthy() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        // On every address of this machine, as in the image; nobody is there, or somebody who never says a word.
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        for port in [silent.local_addr().unwrap().port(), nobody] {
            let begun = Instant::now();
            let answer = health(&place, &[("METRICS_ADDR", &format!("0.0.0.0:{port}"))]).await;
            assert_eq!((answer.code, answer.complained.lines().count()), (Some(1), 1), "{}", answer.complained);
            assert!(answer.complained.contains(&format!("127.0.0.1:{port}")), "{}", answer.complained);
            assert!(begun.elapsed().as_secs() < 6, "{:?}", begun.elapsed());
        }
        assert!(std::fs::read_dir(place.folder()).unwrap().next().is_none(), "nothing is made by asking");
    });
}

/// Anybody on the same network can connect: the health check, on which restarts hang, finds its way all the same.
#[test]
fn connections_that_say_nothing_do_not_keep_the_health_check_out() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let process = Process::start(&place, "scheduler", &[]).await;
        let idle: Vec<TcpStream> = (0..70).map(|_| TcpStream::connect(process.watched_at()).unwrap()).collect();
        // One that asks again and again, and reads nothing of what it is told.
        let mut greedy: Vec<TcpStream> = (0..70).map(|_| TcpStream::connect(process.watched_at()).unwrap()).collect();
        for one in &mut greedy {
            one.set_nonblocking(true).unwrap();
            while one.write_all(b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n").is_ok() {}
        }
        until("it is healthy", async || health(&place, &[("METRICS_ADDR", process.watched_at())]).await.code == Some(0)).await;
        drop((idle, greedy));
    });
}

#[test]
fn where_to_ask_has_to_be_known() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        for (settings, why) in [
            (&[("METRICS_ADDR", "9464")][..], "METRICS_ADDR must be an address"),
            (&[("METRICS_ADDR", ""), ("CONFIG_FILE", "/nowhere/boardwire.env")], "CONFIG_FILE names /nowhere/boardwire.env"),
        ] {
            let answer = health(&place, settings).await;
            assert_eq!((answer.code, answer.complained.lines().count()), (Some(2), 1), "{}", answer.complained);
            assert!(answer.complained.contains(why), "{}", answer.complained);
        }
        // The file says where; what else is wrong in it is the process's own business.
        let file = place.folder().join("settings.env");
        std::fs::write(&file, "METRICS_ADDR=127.0.0.1:1\nACCESS_TTL=soon\n").unwrap();
        let answer = health(&place, &[("METRICS_ADDR", ""), ("CONFIG_FILE", file.to_str().unwrap())]).await;
        assert_eq!(answer.code, Some(1));
        assert!(answer.complained.contains("127.0.0.1:1/readyz"), "{}", answer.complained);
    });
}
