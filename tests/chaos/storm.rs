//! A storm: people work, faults strike, and when it is over everything has to come to rest and add up.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    sync::Mutex,
    task::JoinSet,
    time::{sleep, sleep_until},
};

use crate::{
    chance::Chance,
    checker::{self, Evidence},
    faults::{self, Kind, Scene, Servers},
    fleet::{Berth, Fleet},
    flow::Way,
    journal::Journal,
    recovery::Recovery,
    report::Report,
    sink::{Moods, Sink},
    support::{
        Engine, Place,
        own_servers::{Postgres, Redis},
    },
    truth::Truth,
    work::Office,
};

pub struct Storm {
    pub name: &'static str,
    pub tellings: usize,
    /// Which faults, at which intervals.
    pub faults: Vec<Kind>,
    pub every: Duration,
    pub hands: usize,
    pub people: usize,
    pub moods: Moods,
    /// How many of each role; the embedded form has one process for all of them.
    pub fleet: Vec<(&'static str, usize)>,
    /// How long coming to rest may take.
    pub rest: Duration,
    pub durable: bool,
}

/// The same for all processes, so that each writes the same links.
const HOME: &str = "http://localhost:8000";

impl Storm {
    fn is_embedded(&self) -> bool {
        self.fleet.iter().any(|(role, _)| *role == "all")
    }

    pub async fn rage(self, seed: u64) -> Report {
        println!("{}: CHAOS_SEED={seed}", self.name);
        let chance = &mut Chance::of(seed);
        let begun = Instant::now();
        let place = Arc::new(Place::new(Engine::Sqlite).await);
        let (servers, url) = self.servers(&place);
        let slots = self.fleet.iter().map(|(_, count)| count).sum();
        let sink = Sink::start(slots, self.moods, &mut chance.split()).await;
        let fleet = self.launch(&place, servers.as_ref(), &sink).await;
        fleet.ready().await;
        let truth = Arc::new(Truth::open(&url).await);
        let bases = fleet.of(&["api", "all"]).iter().map(|slot| slot.base.clone()).collect();
        let office = Arc::new(Office::open(bases, self.people).await);
        let recovery = Recovery::new(truth.clone());
        let scene = Scene { fleet, servers, journal: Journal::default(), recovery, lasting: Mutex::new(JoinSet::new()) };

        let raging = Instant::now();
        let span = self.every * u32::try_from(self.faults.len()).expect("few");
        let (mut maker, mut striker) = (chance.split(), chance.split());
        tokio::join!(office.work(self.tellings, span, self.hands, &mut maker), self.strike(&scene, &mut striker));
        while let Some(ended) = scene.lasting.lock().await.join_next().await {
            ended.expect("a fault ends by itself");
        }
        scene.fleet.heal();
        let raged = raging.elapsed();

        let calm = Instant::now();
        sink.calm_down();
        scene.fleet.ready().await;
        let on_boards = office.on_boards().await;
        // Schedules would go on making jobs.
        for slot in scene.fleet.of(&["scheduler"]) {
            slot.retire().await;
        }
        self.come_to_rest(&truth).await;
        let rested = calm.elapsed();
        let exits = self.retire(&scene.fleet).await;

        let evidence = Evidence {
            answers: office.answers(),
            on_boards,
            kept: sink.kept(),
            refused: sink.refused(),
            faults: scene.journal.all(),
        };
        let report = Report {
            name: self.name,
            seed,
            verdict: checker::check(&evidence),
            faults: scene.journal.counts(),
            sink: sink.deeds(),
            kept: sink.count(),
            jobs: truth.jobs().await,
            deliveries: truth.deliveries().await,
            epitaphs: truth.epitaphs().await,
            open_ends: if self.is_embedded() { 0 } else { truth.open_ends().await },
            losses: truth.losses().await,
            exits,
            recovery: scene.recovery.times().await,
            raged,
            rested,
            took: begun.elapsed(),
        };
        drop(scene);
        report
    }

    fn servers(&self, place: &Place) -> (Option<Servers>, String) {
        if self.is_embedded() {
            return (None, place.config(&[]).database_url().expose().to_owned());
        }
        let postgres = Arc::new(Postgres::start(self.durable));
        let url = postgres.url();
        (Some(Servers { postgres, redis: Arc::new(Redis::start()) }), url)
    }

    async fn launch(&self, place: &Arc<Place>, servers: Option<&Servers>, sink: &Sink) -> Fleet {
        let roles = self.fleet.iter().flat_map(|(role, count)| std::iter::repeat_n(*role, *count));
        let mut berths = Vec::new();
        for (number, role) in roles.enumerate() {
            let smtp = Way::to(sink.address(number).to_string()).await;
            let mut settings = vec![
                ("SMTP_URL", format!("smtp://{}", smtp.address())),
                ("BASE_URL", HOME.to_owned()),
                ("ACCESS_TTL", "12h".to_owned()),
                ("RUST_LOG", "warn".to_owned()),
            ];
            let (mut postgres, mut redis) = (None, None);
            if let Some(servers) = servers {
                let ways = (Way::to(servers.postgres.socket()).await, Way::to(servers.redis.target()).await);
                settings.push(("DATABASE_URL", Postgres::url_at(ways.0.address().port())));
                settings.push(("REDIS_URL", Redis::url_at(ways.1.address().port())));
                (postgres, redis) = (Some(ways.0), Some(ways.1));
            }
            let settings = settings.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            berths.push(Berth { role, postgres, redis, smtp, settings });
        }
        Fleet::launch(place, berths)
    }

    async fn strike(&self, scene: &Scene, chance: &mut Chance) {
        let begun = tokio::time::Instant::now();
        for (number, kind) in self.faults.iter().enumerate() {
            // Somewhere within its interval, so that a fault comes at any moment of the work.
            let share = self.every * u32::try_from(number).expect("few") + chance.between(Duration::ZERO, self.every);
            sleep_until(begun + share).await;
            faults::strike(*kind, scene, chance).await;
        }
    }

    /// Waits until no job is open and no delivery on its way.
    async fn come_to_rest(&self, truth: &Truth) {
        let begun = Instant::now();
        let mut quiet = 0;
        // In the embedded form the one process schedules too: its own jobs come and go.
        while quiet < 3 {
            quiet = if truth.open_ends().await == 0 { quiet + 1 } else { 0 };
            let why = if begun.elapsed() > self.rest { truth.list_open().await } else { Vec::new() };
            assert!(begun.elapsed() <= self.rest, "after {:?} it has not come to rest: {why:#?}", self.rest);
            sleep(Duration::from_millis(100)).await;
        }
    }

    /// Ends all processes as an operator does; tells how those ended that did not end well.
    async fn retire(&self, fleet: &Fleet) -> Vec<String> {
        let mut bad = Vec::new();
        for slot in &fleet.slots {
            if let Some(status) = slot.retire().await
                && !status.success()
            {
                bad.push(format!("{} {}: {status}", slot.role, slot.number));
            }
        }
        bad
    }
}
