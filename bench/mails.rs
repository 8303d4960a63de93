//! Notify + mail: assignments that wait are told and mailed to a local server, by one worker process and by two.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{
    chance::Chance,
    empty,
    rig::{Rig, Site, Size, borrowed},
    sink::{Moods, Sink},
    support::{Board, Client, PASSWORD, Person, Process},
    table::Table,
};

/// An installation in use: an API, two people and a board.
pub struct Team {
    pub site: Site,
    pub settings: Vec<(String, String)>,
    pub sink: Sink,
    pub api: Process,
    pub ada: Person,
    pub grace: Person,
    pub board: Board,
}

impl Team {
    pub async fn meet(rig: &Rig) -> Self {
        let site = rig.site().await;
        let sink = Sink::start(1, Moods::default(), &mut Chance::of(1)).await;
        let smtp = format!("smtp://{}", sink.address(0));
        let settings = site.settings(&[("SMTP_URL", &smtp), ("ACCESS_TTL", "12h")]);
        let api = Process::start(site.place(), "api", &borrowed(&settings)).await;
        let (ada, grace) = (register(&api.visitor(), "ada").await, register(&api.visitor(), "grace").await);
        let board = ada.project("Website").await;
        board.add(&ada, &grace, "member").await;
        Self { site, settings, sink, api, ada, grace, board }
    }

    pub async fn worker(&self) -> Process {
        Process::start(self.site.place(), "worker", &borrowed(&self.settings)).await
    }

    /// Makes a card that is Grace's.
    pub async fn assign(&self, title: &str) -> Value {
        self.ada.card_with(&self.board.todo, json!({"title": title, "assignees": [self.grace.id]})).await
    }

    /// Waits until the server has so many mails.
    pub async fn mailed(&self, count: usize) {
        let begun = Instant::now();
        while self.sink.count() < count {
            assert!(begun.elapsed() < Duration::from_mins(3), "only {} of {count} mails came", self.sink.count());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

pub async fn register(visitor: &Client, handle: &str) -> Person {
    let body = json!({"name": handle, "handle": handle, "email": format!("{handle}@example.org"), "password": PASSWORD});
    Person::of(visitor, &visitor.post("/auth/register", body).await.expect(201))
}

pub async fn measure(rig: &Rig, size: &Size, table: &mut Table) {
    const ONE: &str = "jobs of notify + mail, one worker";
    table.compare(ONE, rate(rig, size, 1).await, "/s", empty::ONE);
    table.compare("jobs of notify + mail, two workers", rate(rig, size, 2).await, "/s", ONE);
}

/// Jobs a second, of which half are mails.
async fn rate(rig: &Rig, size: &Size, workers: usize) -> f64 {
    let team = Team::meet(rig).await;
    for batch in 0..size.mails / 10 {
        let cards: Vec<_> = (0..10).map(|number| format!("Card {}", batch * 10 + number)).collect();
        futures_util::future::join_all(cards.iter().map(|title| team.assign(title))).await;
    }
    let mut running = Vec::new();
    let starting = Instant::now();
    for _ in 0..workers {
        running.push(team.worker().await);
    }
    // One of the mails says that she was added to the project. What came while the processes started counts with it.
    team.mailed(size.mails + 1).await;
    let kept = team.sink.kept();
    let (first, last) = (kept[0].at, kept[kept.len() - 1].at);
    assert!(first >= starting);
    let jobs = f64::from(u32::try_from(2 * (kept.len() - 1)).expect("not that many"));
    jobs / (last - first).as_secs_f64()
}
