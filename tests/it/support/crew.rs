//! Workers that can be killed: processes of their own that run errands whose behaviour their number chooses. Each is
//! this test binary, started again to run [`work`] only.

use std::{
    collections::BTreeMap,
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Mutex,
    time::Duration,
};

use chrono::TimeDelta;
use rustix::process::{Pid, Signal, kill_process};
use serde::{Deserialize, Serialize};
use shared::{config::Config, process, store::Schema};
use tokio_util::sync::CancellationToken;

use super::{
    Place,
    jobs::{Errand, errands},
};

/// An errand that kills the process that runs it.
pub const POISON: i64 = -1;
/// An errand that takes until [`Crew::open_gate`].
pub const GATED: i64 = -2;
/// What stands in the diary when a gated errand has ended.
pub const GATED_END: i64 = -3;

const ORDERS: &str = "BOARDWIRE_TEST_CREW";

/// What a worker process is told, in its environment.
#[derive(Serialize, Deserialize)]
struct Orders {
    settings: BTreeMap<String, String>,
    diary: PathBuf,
    gate: PathBuf,
    /// How far its clock is ahead.
    ahead: i64,
}

/// Where worker processes write which errands they began.
pub struct Crew<'a> {
    place: &'a Place,
    diary: PathBuf,
    gate: PathBuf,
}

/// One worker process. It does not outlive its test.
pub struct Worker(Mutex<Child>);

impl<'a> Crew<'a> {
    pub fn new(place: &'a Place) -> Self {
        Self { place, diary: place.folder().join("diary"), gate: place.folder().join("gate") }
    }

    /// Starts a worker process whose clock is ahead by `ahead`.
    pub fn start(&self, ahead: TimeDelta) -> Worker {
        let orders = Orders {
            settings: self.place.settings(&[]),
            diary: self.diary.clone(),
            gate: self.gate.clone(),
            ahead: ahead.num_seconds(),
        };
        let child = Command::new(std::env::current_exe().expect("this program has a path"))
            .args(["--ignored", "--exact", "jobs_crash::a_worker_process", "--nocapture"])
            .env(ORDERS, serde_json::to_string(&orders).expect("orders can be written"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("this program can be started");
        Worker(Mutex::new(child))
    }

    /// The errands that were begun, in order.
    pub fn begun(&self) -> Vec<i64> {
        let diary = fs::read_to_string(&self.diary).unwrap_or_default();
        diary.lines().map(|line| line.parse().expect("a number")).collect()
    }

    pub fn open_gate(&self) {
        fs::write(&self.gate, "").expect("a file can be written");
    }
}

impl Worker {
    /// Ends it as a power cut would.
    pub fn kill(self) {
        drop(self);
    }

    pub fn has_ended(&self) -> bool {
        self.0.lock().unwrap().try_wait().expect("the process can be asked").is_some()
    }

    pub fn freeze(&self) {
        self.signal(Signal::STOP);
    }

    pub fn thaw(&self) {
        self.signal(Signal::CONT);
    }

    fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.0.lock().unwrap().id().cast_signed()).expect("a process has a number");
        kill_process(pid, signal).expect("our own process takes a signal");
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let mut child = self.0.lock().unwrap();
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// What a worker process does, until it is killed. Without orders it does nothing.
pub async fn work() {
    let Ok(orders) = std::env::var(ORDERS) else { return };
    let Orders { settings, diary, gate, ahead } = serde_json::from_str(&orders).expect("orders can be read");
    let config = Config::load(settings).expect("the settings are good");
    let ctx = process::connect(config, Schema::Keep).await.expect("the servers answer");
    ctx.clock.advance(TimeDelta::seconds(ahead));
    let registry = errands(move |_, _, Errand { number }| {
        let (diary, gate) = (diary.clone(), gate.clone());
        async move {
            write(&diary, number);
            match number {
                POISON => std::process::abort(),
                GATED => {
                    while !gate.exists() {
                        tokio::time::sleep(Duration::from_millis(10)).await;
                    }
                    write(&diary, GATED_END);
                }
                _ => tokio::time::sleep(Duration::from_millis(2)).await,
            }
            Ok(())
        }
    });
    worker::run_with(ctx, registry, Duration::ZERO, CancellationToken::new()).await.expect("the worker runs");
}

fn write(diary: &Path, number: i64) {
    let mut file = OpenOptions::new().create(true).append(true).open(diary).expect("the diary can be written");
    file.write_all(format!("{number}\n").as_bytes()).expect("the diary can be written");
}
