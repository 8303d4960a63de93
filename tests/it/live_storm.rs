//! Many clients on one board over two API processes, while connections are cut, Redis is restarted and a process is
//! killed: what each client has heard in the end is the board's stream, whole, in order, each event once.
//!
//! The short form runs with `make test`, the long ones with `make stress`.

use std::{
    hash::{DefaultHasher, Hasher},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::{sync::watch, time::sleep};

use crate::{
    live_boards, processes,
    support::{Board, Client, Engine, Place, Process, TestApp, block_on, id, own_servers::Redis, proxy::Proxy, story_within},
};

/// How long a test may take that `make test` leaves out.
const LONG: Duration = Duration::from_mins(40);

struct Storm {
    clients: usize,
    events: usize,
    redis_restarts: usize,
}

#[test]
fn every_client_hears_all_of_it_in_order_through_cuts_and_crashes() {
    let storm = Storm { clients: 40, events: 1_000, redis_restarts: 1 };
    block_on(async { storm.blow().await });
}

#[test]
#[ignore = "the long form: make stress"]
fn five_hundred_clients_hear_twenty_thousand_events() {
    let storm = Storm { clients: 500, events: 20_000, redis_restarts: 3 };
    story_within(LONG, Engine::Sqlite, async |_: &TestApp| storm.blow().await);
}

#[test]
#[ignore = "the long form: make stress"]
fn a_thousand_times_someone_joins_amid_changes() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        story_within(LONG, engine, async |app: &TestApp| {
            let (ada, grace) = (app.register("ada").await, app.register("grace").await);
            let board = ada.project("Website").await;
            board.add(&ada, &grace, "member").await;
            live_boards::race(&ada, &grace, &board, 1_000).await;
        });
    }
}

/// A client's way to the board, and what it has heard: of each event a hash, at the place of its seq.
struct Listener {
    who: Client,
    ways: Arc<Vec<Proxy>>,
    board: String,
    number: usize,
    log: Vec<u64>,
    /// The frames themselves, of the first client only.
    frames: Vec<Value>,
}

/// How often a client had to connect.
static CONNECTED: AtomicUsize = AtomicUsize::new(0);

impl Listener {
    /// Connects until it has heard everything up to `goal`, once that is known. It knows the database's epoch, so that it
    /// hears everything from the first event on.
    async fn listen(mut self, epoch: String, goal: watch::Receiver<Option<usize>>) -> Self {
        let mut tries = self.number;
        loop {
            let way = &self.ways[tries % self.ways.len()];
            tries += 1;
            let path = format!("/ws/boards/{}?since={}&epoch={epoch}", self.board, self.log.len());
            let opened = self.who.at(&format!("http://{}", way.address())).open_socket(&path).await;
            if let Some(mut socket) = opened {
                CONNECTED.fetch_add(1, Ordering::Relaxed);
                let mut goal = goal.clone();
                loop {
                    let reached = goal.borrow_and_update().is_some_and(|goal| self.log.len() >= goal);
                    if reached {
                        return self;
                    }
                    let text = tokio::select! {
                        text = socket.text() => text,
                        _ = goal.changed() => continue,
                    };
                    let Some(text) = text else { break };
                    self.hear(&text);
                }
            }
            // Spread out, as clients do.
            sleep(Duration::from_millis(20 + (self.number as u64 * 7 + tries as u64 * 13) % 80)).await;
        }
    }

    fn hear(&mut self, text: &str) {
        if let Some(rest) = text.strip_prefix("{\"type\":\"event\",\"seq\":") {
            let seq: usize = rest[..rest.find(',').expect("more comes")].parse().expect("a number");
            assert_eq!(seq, self.log.len() + 1, "client {}: the next event is the next one", self.number);
            let mut hasher = DefaultHasher::new();
            hasher.write(text.as_bytes());
            self.log.push(hasher.finish());
            if self.number == 0 {
                self.frames.push(serde_json::from_str(text).expect("JSON"));
            }
            return;
        }
        let frame: Value = serde_json::from_str(text).expect("JSON");
        // Nothing is ever gone, so nobody has to start over.
        assert!(frame["type"] == "hello" || frame["type"] == "presence", "client {}: {text}", self.number);
    }
}

impl Storm {
    async fn blow(&self) {
        let place = Place::new(Engine::Postgres).await;
        let redis = Redis::start();
        let (url, many) = (redis.url(), (self.clients * 4).to_string());
        let settings = [
            ("REDIS_URL", url.as_str()),
            ("SOCKETS_PER_USER", many.as_str()),
            ("SOCKETS_PER_ADDRESS", many.as_str()),
            ("DATABASE_CONNECTIONS", "16"),
        ];
        let stays = Process::start(&place, "api", &settings).await;
        let mut dies = Process::start(&place, "api", &settings).await;
        let ada = processes::register(&stays, "ada").await;
        let board = ada.project("Website").await;
        let mut ways = Vec::new();
        for process in [&stays, &dies, &stays, &dies] {
            ways.push(Proxy::start(process.base().trim_start_matches("http://").to_owned(), true).await);
        }
        let ways = Arc::new(ways);
        let epoch = Self::epoch(&ada, &board).await;
        let (goal, waiting) = watch::channel(None);
        let listeners: Vec<_> = (0..self.clients)
            .map(|number| {
                let listener = Listener {
                    who: (*ada).clone(),
                    ways: ways.clone(),
                    board: board.id.clone(),
                    number,
                    log: Vec::new(),
                    frames: Vec::new(),
                };
                tokio::spawn(listener.listen(epoch.clone(), waiting.clone()))
            })
            .collect();

        let begun = Instant::now();
        let written = Arc::new(AtomicUsize::new(0));
        let writers: Vec<_> = (0..4)
            .map(|number| tokio::spawn(write((*ada).clone(), board.todo.clone(), number, self.events / 4, written.clone())))
            .collect();
        let mut restarts = 0;
        let mut killed = false;
        let mut cuts = 0_usize;
        while written.load(Ordering::Relaxed) < self.events / 4 * 4 {
            let so_far = written.load(Ordering::Relaxed);
            cuts += 1;
            let way = &ways[cuts * 7 % ways.len()];
            way.cut();
            sleep(Duration::from_millis(30)).await;
            way.mend();
            if restarts < self.redis_restarts && so_far > self.events * (restarts + 1) / (self.redis_restarts + 2) {
                restarts += 1;
                redis.crash();
                sleep(Duration::from_millis(300)).await;
                redis.up();
            }
            if !killed && so_far > self.events / 2 {
                killed = true;
                dies.kill();
            }
            sleep(Duration::from_millis(1_500)).await;
        }
        for writer in writers {
            writer.await.expect("the writer is well");
        }
        let wrote = begun.elapsed();
        assert!(killed && restarts == self.redis_restarts);
        let head = ada.get(&format!("/boards/{}/snapshot", board.id)).await.expect(200)["seq"].as_u64().expect("a seq");
        goal.send_replace(Some(usize::try_from(head).expect("a count")));
        let mut logs = Vec::new();
        for listener in listeners {
            logs.push(listener.await.expect("every client hears everything, in order"));
        }
        println!(
            "{} clients heard {head} events each: written in {wrote:?}, heard {:?} later; {} connections, {cuts} cuts",
            self.clients,
            begun.elapsed() - wrote,
            CONNECTED.load(Ordering::Relaxed),
        );
        for log in &logs {
            assert!(log.log == logs[0].log, "client {} heard something else than the first", log.number);
        }
        assert_true(&ada, &board, &logs[0].frames).await;
        place.clear().await;
    }

    /// The database's epoch: a client that knows it hears everything from the first event on.
    async fn epoch(ada: &Client, board: &Board) -> String {
        let mut socket = ada.socket(&format!("/ws/boards/{}", board.id)).await;
        socket.expect("hello").await["epoch"].as_str().expect("an epoch").to_owned()
    }
}

/// Changes cards, each time with one event.
async fn write(ada: Client, column: String, number: usize, count: usize, written: Arc<AtomicUsize>) {
    let card = ada.post(&format!("/columns/{column}/cards"), json!({"title": format!("{number}")})).await.expect(201);
    let path = format!("/cards/{}", id(&card));
    written.fetch_add(1, Ordering::Relaxed);
    for change in 1..count {
        ada.patch(&path, json!({"title": format!("{number}: {change}")})).await.expect(200);
        written.fetch_add(1, Ordering::Relaxed);
    }
}

/// What was heard is what the board's activity says.
async fn assert_true(ada: &Client, board: &Board, frames: &[Value]) {
    let mut heard = frames.iter();
    let mut after = 0;
    loop {
        let page = ada.get(&format!("/boards/{}/activity?after_seq={after}&limit=200", board.id)).await.expect(200);
        let events = page["items"].as_array().expect("events");
        let Some(last) = events.last() else { break };
        after = last["seq"].as_u64().expect("a seq");
        for event in events {
            let frame = heard.next().expect("every event was heard");
            for part in ["seq", "name", "at", "data"] {
                assert_eq!(frame[part], event[part]);
            }
        }
    }
    assert!(heard.next().is_none(), "nothing was heard that did not happen");
}
