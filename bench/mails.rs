//! Notify + mail: assignments of many people that wait are told and mailed to a local server, by one worker process and
//! by two.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use shared::{
    domain::{InstanceRole, UserId},
    store::{self, Runs, users::User},
};
use uuid::Uuid;

use crate::{
    chance::Chance,
    empty,
    limits::INSERTS,
    rig::{Rig, Site, Size, borrowed},
    sink::{Moods, Sink},
    support::{Board, Client, PASSWORD, Person, Process},
    table::{Table, count},
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

    /// Makes so many accounts and members of the project, as rows: to register each takes a hash of its password.
    async fn join(&self, people: usize) -> Vec<UserId> {
        let ctx = self.site.ctx(&[]).await;
        let mut work = ctx.begin_unattended().await.expect("a transaction begins");
        let mut joined = Vec::new();
        for number in 0..people {
            let user = account(&format!("reader{number}"), work.now);
            assert!(store::users::insert_user(&mut work.tx, &user).await.expect("an account is written"));
            for members in [
                "INSERT INTO team_members (team_id, user_id, role, created_at) SELECT team_id, $1, 'member', $2 FROM projects WHERE id = $3",
                "INSERT INTO project_members (project_id, user_id, role, created_at) SELECT id, $1, 'member', $2 FROM projects WHERE id = $3",
            ] {
                let project: Uuid = self.board.project.parse().expect("an id");
                work.tx.sql(members).bind(user.id).bind(work.now).bind(project).run().await.expect("a member is written");
            }
            joined.push(user.id);
        }
        work.commit().await.expect("it commits");
        joined
    }

    /// Leaves nothing to be done: what making the team would tell.
    async fn forget_jobs(&self) {
        let ctx = self.site.ctx(&[]).await;
        ctx.db.write("DELETE FROM jobs").run().await.expect("they are deleted");
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

fn account(handle: &str, now: DateTime<Utc>) -> User {
    User {
        id: UserId::new(),
        name: handle.to_owned(),
        handle: handle.to_owned(),
        email: format!("{handle}@example.org"),
        new_email: None,
        email_verified_at: Some(now),
        password_hash: None,
        role: InstanceRole::Member,
        time_zone: "Europe/Berlin".to_owned(),
        locale: "en".to_owned(),
        version: 1,
        created_at: now,
        updated_at: now,
        disabled_at: None,
        email_suppressed_at: None,
        email_answer: None,
        totp_enabled: false,
    }
}

pub async fn register(visitor: &Client, handle: &str) -> Person {
    let body = json!({"name": handle, "handle": handle, "email": format!("{handle}@example.org"), "password": PASSWORD});
    Person::of(visitor, &visitor.post("/auth/register", body).await.expect(201))
}

pub async fn measure(rig: &Rig, size: &Size, table: &mut Table) {
    const ONE: &str = "notification and mail, one worker";
    let readers = size.readers;
    table.compare(ONE, rate(rig, readers, size.mails, 1).await, "mails/s", INSERTS);
    let two = rate(rig, readers, size.mails, 2).await;
    table.compare("notification and mail, two workers", two, "mails/s", ONE);
    table.compare("the same, counted in jobs", 2.0 * two, "jobs/s", empty::ONE);
    // Whoever tells one person waits for that person's stream.
    table.compare("the same, all for one reader", rate(rig, 1, size.mails / 8, 2).await, "mails/s", ONE);
}

/// Mails a second, of assignments that take turns among so many people. Each is two jobs: one tells, one sends the mail.
async fn rate(rig: &Rig, readers: usize, mails: usize, workers: usize) -> f64 {
    let team = Team::meet(rig).await;
    team.forget_jobs().await;
    let people = team.join(readers).await;
    let assign = async |number: usize| {
        let body = json!({"title": format!("Card {number}"), "assignees": [people[number % people.len()]]});
        team.ada.card_with(&team.board.todo, body).await;
    };
    for first in (0..mails).step_by(10) {
        futures_util::future::join_all((first..mails.min(first + 10)).map(assign)).await;
    }
    let mut running = Vec::new();
    for _ in 0..workers {
        running.push(team.worker().await);
    }
    team.mailed(mails).await;
    // What came while the processes started counts with it.
    let kept = team.sink.kept();
    let (first, last) = (kept[0].at, kept[kept.len() - 1].at);
    count(kept.len() - 1) / (last - first).as_secs_f64()
}
