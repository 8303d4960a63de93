//! A rolling restart under load, as operators do it for a new version: two API processes and two workers behind the
//! proxy, each asked to end and started anew, one after the other. Nobody outside notices.

use std::{
    collections::BTreeMap,
    net::Ipv4Addr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use reqwest::Method;
use serde_json::json;
use tokio::{sync::watch, task::JoinHandle, time::sleep};
use uuid::Uuid;

use crate::{
    processes::{self, register_at},
    support::{
        Board, Client, Engine, Mail, Person, Place, Process, block_on, free_port, id, jobs::until, nginx::Nginx,
        smtp_sink::SmtpSink,
    },
};

/// Each API process has an address of its own, and both the same port: as containers have.
const ADDRESSES: [Ipv4Addr; 2] = [Ipv4Addr::LOCALHOST, Ipv4Addr::new(127, 0, 0, 2)];
const WRITERS: usize = 8;
const READERS: usize = 4;
const LISTENERS: usize = 4;

#[test]
fn a_rolling_restart_under_load_loses_no_request_no_event_and_no_mail() {
    block_on(async {
        let place = Place::new(Engine::Postgres).await;
        let sink = SmtpSink::start().await;
        let (smtp, port) = (sink.url(), free_port());
        let binds = ADDRESSES.map(|address| format!("{address}:{port}"));
        let settings = |bind| [("BIND_ADDR", bind), ("SMTP_URL", smtp.as_str()), ("MAIL_WINDOW", "0"), ("DRAIN_DELAY", "1s")];
        let mut processes = Vec::new();
        for bind in &binds {
            processes.push(("api", bind, Process::start(&place, "api", &settings(bind)).await));
            processes.push(("worker", bind, Process::start(&place, "worker", &settings(bind)).await));
        }
        let nginx = Nginx::start(&ADDRESSES, port).await;
        let visitor = Client::new(&nginx.base());
        let (ada, grace) = (register_at(&visitor, "ada").await, register_at(&visitor, "grace").await);
        let website = ada.project("Website").await;
        website.add(&ada, &grace, "member").await;
        let load = Load::begin(&ada, &grace, &website).await;
        load.has_effect().await;
        for (role, bind, process) in &mut processes {
            assert!(process.terminate().await.success(), "{}", process.log());
            *process = Process::start(&place, role, &settings(bind)).await;
            load.has_effect().await;
        }
        let done = load.end(&website).await;
        let refused: Vec<_> = nginx.log().into_iter().filter(|line| line["status"].as_str() >= Some("500")).collect();
        assert!(refused.is_empty(), "{refused:#?}");
        done.is_true(&ada, &website).await;
        mailed_once(&sink, &done.assigned).await;
        drop(processes);
        place.clear().await;
    });
}

/// Those who are connected when the door closes, and whom nobody has let in yet, are cut off by the system: unless they
/// are let in first. A process that stands still while they come makes sure that there are some.
#[test]
fn who_stands_at_the_door_when_it_closes_is_answered() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let mut process = Process::start(&place, "api", &[("DRAIN_DELAY", "1s")]).await;
        let ada = processes::register(&process, "ada").await;
        let website = ada.project("Website").await;
        process.ask_to_end();
        let ready = async || process.operator().outside(Method::GET, "/readyz").await.status;
        until("it says that it ends", async || ready().await == 503).await;
        let last = ada.get("/users/me").await;
        assert_eq!(last.header("connection"), "close", "who keeps connections is to look elsewhere");
        last.expect(200);
        process.freeze();
        sleep(Duration::from_millis(1_200)).await; // Nothing is to happen but that time goes by.
        let mut waiting = Vec::new();
        for number in 0..20 {
            let made = ada.post(&format!("/columns/{}/cards", website.todo), json!({"title": number.to_string()}));
            waiting.push(tokio::spawn(async move { made.await.expect(201) }));
        }
        let here = process.base().rsplit(':').next().expect("a port").parse().expect("a port");
        until("all of them are connected", async || connected_to(here) >= waiting.len()).await;
        process.thaw();
        for made in waiting {
            made.await.expect("whoever was connected is answered");
        }
        assert!(process.wait().await.success(), "{}", process.log());
        assert!(ada.try_get("/healthz").await.is_none(), "nobody else is let in");
    });
}

/// How many connections there are to a port of this machine, as the system says: a process that stands still cannot.
fn connected_to(port: u16) -> usize {
    const ESTABLISHED: &str = "01";
    let table = std::fs::read_to_string("/proc/net/tcp").expect("the system tells of its connections");
    let local = format!(":{port:04X}");
    let rows = table.lines().skip(1).map(|line| line.split_whitespace().collect::<Vec<_>>());
    rows.filter(|row| row[1].ends_with(&local) && row[3] == ESTABLISHED).count()
}

/// People who read, write and listen through the proxy. Each stops at the first answer that is not as it should be.
struct Load {
    stop: Arc<AtomicBool>,
    readers: Vec<JoinHandle<usize>>,
    writers: Vec<JoinHandle<Written>>,
    listeners: Vec<JoinHandle<usize>>,
    /// Up to where everybody is to hear, once that is known.
    goal: watch::Sender<Option<i64>>,
    someone: Client,
    /// How many cards were made so far.
    made: Arc<AtomicUsize>,
}

/// What the writers were told is there.
#[derive(Default)]
struct Written {
    cards: Vec<String>,
    assigned: Vec<String>,
}

impl Load {
    async fn begin(asking: &Client, grace: &Person, website: &Board) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let (goal, made) = (watch::Sender::new(None), Arc::new(AtomicUsize::new(0)));
        let path = format!("/ws/boards/{}", website.id);
        let epoch = asking.socket(&path).await.expect("hello").await["epoch"].as_str().expect("an epoch").to_owned();
        let spawn_writer = |number| {
            let writer = Writer {
                asking: asking.clone(),
                column: website.todo.clone(),
                assignee: grace.id.clone(),
                number,
                made: made.clone(),
                stop: stop.clone(),
            };
            tokio::spawn(writer.write())
        };
        let columns = format!("/boards/{}/columns", website.id);
        Self {
            readers: (0..READERS).map(|_| tokio::spawn(read(asking.clone(), columns.clone(), stop.clone()))).collect(),
            writers: (0..WRITERS).map(spawn_writer).collect(),
            listeners: (0..LISTENERS)
                .map(|_| tokio::spawn(listen(asking.clone(), path.clone(), epoch.clone(), goal.subscribe())))
                .collect(),
            stop,
            goal,
            someone: asking.clone(),
            made,
        }
    }

    /// Waits until a good many more cards are made, so that each restart is one under load.
    async fn has_effect(&self) {
        let wanted = self.made.load(Ordering::Relaxed) + 25;
        until("people go on working", async || self.made.load(Ordering::Relaxed) >= wanted).await;
    }

    /// Lets everybody end what they are at, and hear all that happened.
    async fn end(self, website: &Board) -> Written {
        self.stop.store(true, Ordering::Relaxed);
        let mut all = Written::default();
        for writer in self.writers {
            let written = writer.await.expect("every change is taken");
            all.cards.extend(written.cards);
            all.assigned.extend(written.assigned);
        }
        let mut reads = 0;
        for reader in self.readers {
            reads += reader.await.expect("every question is answered");
        }
        let head = self.someone.get(&format!("/boards/{}/snapshot", website.id)).await.expect(200)["seq"].as_i64();
        self.goal.send_replace(head);
        let mut connections = 0;
        for listener in self.listeners {
            connections += listener.await.expect("everybody hears everything, in order");
        }
        println!("{} cards, {} mails, {reads} reads, {connections} connections of sockets", all.cards.len(), all.assigned.len());
        all
    }
}

async fn read(asking: Client, path: String, stop: Arc<AtomicBool>) -> usize {
    let mut count = 0;
    while !stop.load(Ordering::Relaxed) {
        asking.get(&path).await.expect(200);
        count += 1;
        sleep(Duration::from_millis(20)).await;
    }
    count
}

struct Writer {
    asking: Client,
    column: String,
    assignee: String,
    number: usize,
    made: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
}

impl Writer {
    /// Makes cards, each once by its key, changes them, and assigns some: every method that changes something.
    async fn write(self) -> Written {
        let mut written = Written::default();
        while !self.stop.load(Ordering::Relaxed) {
            let title = format!("card-{}-{}", self.number, written.cards.len());
            let made = self.asking.post(&format!("/columns/{}/cards", self.column), json!({"title": title}));
            let card = id(&made.header("idempotency-key", Uuid::now_v7()).await.expect(201));
            self.asking.patch(&format!("/cards/{card}"), json!({"description": "Changed"})).await.expect(200);
            if written.cards.len().is_multiple_of(4) {
                let path = format!("/cards/{card}/assignees/{}", self.assignee);
                self.asking.put(&path, json!({})).await.expect(201);
                written.assigned.push(title.clone());
            }
            written.cards.push(title);
            self.made.fetch_add(1, Ordering::Relaxed);
            sleep(Duration::from_millis(5)).await;
        }
        written
    }
}

/// Hears everything from the first event on, going on from where it was whenever the server says that it restarts: which
/// is the only way in which a socket may end. Tells how often it connected.
async fn listen(asking: Client, path: String, epoch: String, mut goal: watch::Receiver<Option<i64>>) -> usize {
    let (mut seq, mut connections) = (0, 0);
    loop {
        let mut socket = asking.socket(&format!("{path}?since={seq}&epoch={epoch}")).await;
        connections += 1;
        loop {
            if goal.borrow_and_update().is_some_and(|goal| seq >= goal) {
                return connections;
            }
            let message = tokio::select! {
                message = socket.try_message() => message.expect("a socket is closed, not broken"),
                _ = goal.changed() => continue,
            };
            match message {
                Ok(frame) if frame["type"] == "event" => {
                    seq += 1;
                    assert_eq!(frame["seq"], seq, "the next event is the next one");
                }
                Ok(frame) => assert!(["hello", "presence"].contains(&frame["type"].as_str().expect("a type")), "{frame:#}"),
                Err(code) => {
                    assert_eq!(code, 1001, "the server restarts");
                    break;
                }
            }
        }
        // Clients wait for as long as they are told; that is seconds.
        sleep(Duration::from_millis(20)).await;
    }
}

impl Written {
    /// What is there is what the writers were told, each once.
    async fn is_true(&self, asking: &Client, website: &Board) {
        let snapshot = asking.get(&format!("/boards/{}/snapshot", website.id)).await.expect(200);
        let mut found: BTreeMap<&str, usize> = BTreeMap::new();
        for card in snapshot["cards"].as_array().expect("cards") {
            *found.entry(card["title"].as_str().expect("a title")).or_default() += 1;
        }
        let made = self.cards.iter().map(|title| (title.as_str(), 1)).collect();
        assert_eq!(found, made);
    }
}

/// Of each assignment there is a mail, and one.
async fn mailed_once(sink: &SmtpSink, assigned: &[String]) {
    let mailed = || {
        let mut mailed: BTreeMap<String, usize> = BTreeMap::new();
        for mail in sink.messages() {
            let subject = Mail::parse(mail.data.as_bytes()).subject;
            if let Some(title) = subject.split_whitespace().last().filter(|word| word.starts_with("card-")) {
                *mailed.entry(title.to_owned()).or_default() += 1;
            }
        }
        mailed
    };
    let wanted: BTreeMap<String, usize> = assigned.iter().map(|title| (title.clone(), 1)).collect();
    until("every assignment is mailed", async || mailed().len() >= wanted.len()).await;
    assert_eq!(mailed(), wanted);
}
