//! The kinds of faults, one file each. A fault strikes one process or server; one that lasts ends by itself.

mod cut;
mod flush_redis;
mod freeze;
mod kill;
mod kill_at_commit;
mod restart_postgres;
mod restart_redis;
mod stall;
mod terminate;

use std::{sync::Arc, time::Duration};

use tokio::{sync::Mutex, task::JoinSet};

use crate::{
    chance::Chance,
    fleet::{Fleet, Slot},
    flow::{Flow, Way},
    journal::{Journal, Lasting, Reach},
    recovery::Recovery,
    support::own_servers::{Postgres, Redis},
};

/// What faults strike.
pub struct Scene {
    pub fleet: Fleet,
    pub servers: Option<Servers>,
    pub journal: Journal,
    pub recovery: Recovery,
    /// Faults that last.
    pub lasting: Mutex<JoinSet<()>>,
}

pub struct Servers {
    pub postgres: Arc<Postgres>,
    pub redis: Arc<Redis>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Kill,
    KillAtCommit,
    /// No fault at all: SIGTERM.
    Terminate,
    Freeze,
    Cut,
    Stall,
    FlushRedis,
    RestartRedis,
    RestartPostgres,
}

impl Kind {
    /// Of twenty faults, how many are of each kind.
    pub const MIX: [Kind; 20] = [
        Kind::Kill,
        Kind::Kill,
        Kind::Kill,
        Kind::Kill,
        Kind::Kill,
        Kind::KillAtCommit,
        Kind::KillAtCommit,
        Kind::KillAtCommit,
        Kind::KillAtCommit,
        Kind::KillAtCommit,
        Kind::KillAtCommit,
        Kind::Freeze,
        Kind::Freeze,
        Kind::Cut,
        Kind::Cut,
        Kind::Stall,
        Kind::Stall,
        Kind::FlushRedis,
        Kind::RestartRedis,
        Kind::RestartPostgres,
    ];
}

/// Does it. Where there is no such server, as in the embedded form, a process is killed instead.
pub async fn strike(kind: Kind, scene: &Scene, chance: &mut Chance) {
    match (kind, &scene.servers) {
        (Kind::KillAtCommit, Some(_)) => kill_at_commit::strike(scene, chance).await,
        (Kind::Freeze, Some(_)) => freeze::strike(scene, chance).await,
        (Kind::Terminate, _) => terminate::strike(scene).await,
        (Kind::Cut, _) => cut::strike(scene, chance).await,
        (Kind::Stall, _) => stall::strike(scene, chance).await,
        (Kind::FlushRedis, Some(servers)) => flush_redis::strike(scene, servers).await,
        (Kind::RestartRedis, Some(servers)) => restart_redis::strike(scene, servers, chance).await,
        (Kind::RestartPostgres, Some(servers)) => restart_postgres::strike(scene, servers, chance).await,
        _ => kill::strike(scene, chance).await,
    }
}

impl Scene {
    /// A process of one of these roles that runs.
    async fn victim(&self, roles: &[&str], chance: &mut Chance) -> (Arc<Slot>, i32) {
        let slots = self.fleet.of(roles);
        loop {
            let slot = chance.one_of(&slots);
            if let Some(pid) = slot.pid() {
                return (slot.clone(), pid);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// What a fault of this slot's process may do to mails.
fn reach(slot: &Slot) -> Reach {
    if slot.sends_mail() { Reach::Mails(Some(slot.number)) } else { Reach::Nothing }
}

/// One of a slot's ways, what it leads to, and whether a fault on it may keep a mail from being noted.
fn any_way<'a>(slot: &'a Slot, chance: &mut Chance) -> (&'a Way, &'static str, bool) {
    let ways =
        [(slot.postgres.as_ref(), "PostgreSQL", true), (slot.redis.as_ref(), "Redis", false), (Some(&slot.smtp), "SMTP", true)];
    let ways: Vec<_> = ways.into_iter().filter_map(|(way, name, is_between)| Some((way?, name, is_between))).collect();
    *chance.one_of(&ways)
}

/// Ends a fault on a way after a while.
async fn mend_later(scene: &Scene, slot: Arc<Slot>, name: &'static str, after: Duration, lasting: Lasting) {
    scene.lasting.lock().await.spawn(async move {
        tokio::time::sleep(after).await;
        match name {
            "PostgreSQL" => slot.postgres.as_ref(),
            "Redis" => slot.redis.as_ref(),
            _ => Some(&slot.smtp),
        }
        .expect("the way that was struck")
        .set(Flow::Open);
        lasting.end();
    });
}
