//! What people do most, on an installation as it is after years, beside the same on one where nothing was archived yet: the
//! same people and boards, but ten times as many of both, and twenty times the cards on each board.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::Bytes;
use hyper::Method;
use serde_json::json;
use shared::store::{self, Engine, Schema};

use crate::{
    chance::Chance,
    load::{self, Make},
    million::{Form, sign_in},
    rig::{Rig, Site, Size, borrowed},
    sink::{Moods, Sink},
    support::{Person, Place, Process, ids},
    table::Table,
};

/// As many as ask at the same time.
const CLIENTS: usize = 16;

pub async fn measure(rig: &Rig, size: &Size, table: &mut Table) {
    for engine in [Engine::Postgres, Engine::Sqlite] {
        for form in [size.new, size.grown] {
            let begun = Instant::now();
            let installation = Installation::fill(rig, engine, form).await;
            let cards = form.boards * form.cards;
            table.note(&format!("{cards} cards made in SQL, {engine:?}"), begun.elapsed().as_secs_f64(), "s");
            let daily = Daily::meet(&installation).await;
            for (what, figure, unit) in daily.figures(size).await {
                let name = |form: Form| format!("{what}, {engine:?}, {} cards", form.boards * form.cards);
                if form == size.new {
                    table.note(&name(form), figure, unit);
                } else {
                    table.compare(&name(form), figure, unit, &name(size.new));
                }
            }
        }
    }
}

/// The processes of an installation that was filled, and a mail server.
pub struct Installation {
    pub api: Process,
    /// On PostgreSQL; on SQLite it is all one process.
    _worker: Option<Process>,
    sink: Sink,
    _site: Option<Site>,
    _place: Option<Place>,
}

impl Installation {
    async fn fill(rig: &Rig, engine: Engine, form: Form) -> Self {
        let sink = Sink::start(1, Moods::default(), &mut Chance::of(1)).await;
        let smtp = format!("smtp://{}", sink.address(0));
        let more = [("SMTP_URL", smtp.as_str()), ("ACCESS_TTL", "12h"), ("RUST_LOG", "warn")];
        match engine {
            Engine::Postgres => {
                let site = rig.site().await;
                form.fill_postgres(site.database()).await;
                let settings = site.settings(&more);
                let api = Process::start(site.place(), "api", &borrowed(&settings)).await;
                let worker = Process::start(site.place(), "worker", &borrowed(&settings)).await;
                Self { api, _worker: Some(worker), sink, _site: Some(site), _place: None }
            }
            Engine::Sqlite => {
                let place = Place::new(Engine::Sqlite).await;
                let file = place.folder().join("boardwire.db");
                let url = format!("sqlite://{}", file.display());
                store::connect(&url, 2, Schema::Migrate).await.expect("the migrations apply").close().await;
                form.fill_sqlite(&file).await;
                let api = Process::start(&place, "all", &more).await;
                Self { api, _worker: None, sink, _site: None, _place: Some(place) }
            }
        }
    }
}

/// Somebody with much to do, and what they do in a day.
struct Daily<'a> {
    installation: &'a Installation,
    me: Person,
    colleague: Person,
    boards: Vec<String>,
    project: String,
    columns: Vec<String>,
}

impl<'a> Daily<'a> {
    async fn meet(installation: &'a Installation) -> Self {
        let visitor = installation.api.visitor();
        let (me, colleague) = (sign_in(&visitor, 1).await, sign_in(&visitor, 2).await);
        let listed = me.get("/boards").await.expect(200);
        let boards = ids(&listed);
        let project = listed["items"][0]["project_id"].as_str().expect("a board is of a project").to_owned();
        let mut columns = Vec::new();
        for board in &boards {
            columns.push(ids(&me.get(&format!("/boards/{board}/columns")).await.expect(200)).remove(0));
        }
        Self { installation, me, colleague, boards, project, columns }
    }

    async fn figures(&self, size: &Size) -> Vec<(String, f64, &'static str)> {
        let mut figures = Vec::new();
        let on_boards = |path: &str| self.boards.iter().map(|board| get(&path.replace('*', board))).collect();
        let one = |path: &str| vec![get(path)];
        for (what, requests) in [
            ("snapshots of boards", on_boards("/boards/*/snapshot")),
            ("pages of what happened on boards", on_boards("/boards/*/activity")),
            ("lists of one's boards", one("/boards")),
            ("lists of one's cards", one("/cards?assignee=me")),
            ("searches for a word that few cards have", one("/cards?q=v4711")),
            ("searches for words that all cards have", one("/cards?q=look+after")),
            ("lists of notifications", one("/notifications?limit=20")),
            ("dashboards", one("/dashboard")),
            ("reports of a project", one(&format!("/reports/projects/{}", self.project))),
            ("cards made", self.new_cards()),
        ] {
            figures.push((what.to_owned(), self.rate(size, requests).await, "/s"));
        }
        figures.push(("assignment to mail accepted, p50".to_owned(), self.mailed(size).await, "ms"));
        figures
    }

    async fn rate(&self, size: &Size, requests: Vec<load::Ask>) -> f64 {
        let make: Arc<Make> = Arc::new(move |client, sent| requests[(client * 7 + sent) % requests.len()].clone());
        // First so that the servers have seen it.
        load::rate(&self.installation.api, &self.me, CLIENTS, size.limit / 4, make.clone()).await;
        load::rate(&self.installation.api, &self.me, CLIENTS, size.limit, make).await
    }

    fn new_cards(&self) -> Vec<load::Ask> {
        let body = Bytes::from(json!({"title": "One of many", "assignees": []}).to_string());
        self.columns.iter().map(|column| (Method::POST, format!("/columns/{column}/cards"), body.clone())).collect()
    }

    /// In ms, the middle of some.
    async fn mailed(&self, size: &Size) -> f64 {
        let mut times = Vec::new();
        for number in 0..size.assignments.min(50) {
            let (before, sent) = (self.installation.sink.count(), Instant::now());
            let body = json!({"title": format!("Card {number}"), "assignees": [self.colleague.id]});
            self.me.card_with(&self.columns[number % self.columns.len()], body).await;
            while self.installation.sink.count() == before {
                assert!(sent.elapsed() < Duration::from_mins(1), "no mail comes");
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            times.push(sent.elapsed());
        }
        times.sort();
        times[times.len() / 2].as_secs_f64() * 1_000.0
    }
}

fn get(path: &str) -> load::Ask {
    (Method::GET, path.to_owned(), Bytes::new())
}
