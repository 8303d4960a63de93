//! The processes under test and who keeps them up: one supervisor for each place in the fleet, which starts its process
//! again a moment after it ended, as any service manager would. Each place has ways of its own to the servers.

use std::{
    fs::{self, File},
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};
use tokio::time::sleep;

use crate::{
    flow::{Flow, Way},
    support::{Place, free_port},
};

const PAUSE: Duration = Duration::from_millis(200);

pub struct Slot {
    pub number: usize,
    pub role: &'static str,
    pub postgres: Option<Way>,
    pub redis: Option<Way>,
    pub smtp: Way,
    settings: Vec<(String, String)>,
    /// Where its API answers, if it has one.
    pub base: String,
    watch: String,
    log: PathBuf,
    child: Mutex<Option<Child>>,
    is_wanted: Mutex<bool>,
}

pub struct Fleet {
    pub slots: Vec<Arc<Slot>>,
    supervisors: Vec<tokio::task::JoinHandle<()>>,
}

/// What a slot is made of.
pub struct Berth {
    pub role: &'static str,
    pub postgres: Option<Way>,
    pub redis: Option<Way>,
    pub smtp: Way,
    pub settings: Vec<(String, String)>,
}

impl Fleet {
    pub fn launch(place: &Arc<Place>, berths: Vec<Berth>) -> Self {
        let slots: Vec<_> =
            berths.into_iter().enumerate().map(|(number, berth)| Arc::new(Slot::new(number, berth, place))).collect();
        let supervisors = slots.iter().map(|slot| tokio::spawn(slot.clone().keep_up(place.clone()))).collect();
        Self { slots, supervisors }
    }

    pub async fn ready(&self) {
        for slot in &self.slots {
            slot.ready().await;
        }
    }

    pub fn of(&self, roles: &[&str]) -> Vec<Arc<Slot>> {
        self.slots.iter().filter(|slot| roles.contains(&slot.role)).cloned().collect()
    }

    /// Mends all ways and wakes all that are frozen.
    pub fn heal(&self) {
        for slot in &self.slots {
            let ways = [slot.postgres.as_ref(), slot.redis.as_ref(), Some(&slot.smtp)];
            for way in ways.into_iter().flatten() {
                way.set(Flow::Open);
                way.trap().disarm();
            }
            slot.signal(Signal::CONT);
        }
    }
}

impl Drop for Fleet {
    fn drop(&mut self) {
        for supervisor in &self.supervisors {
            supervisor.abort();
        }
        for slot in &self.slots {
            *slot.is_wanted.lock().unwrap() = false;
            if let Some(child) = &mut *slot.child.lock().unwrap() {
                let _ = child.kill();
                let _ = child.wait();
            }
            if std::thread::panicking() {
                let log = slot.log();
                let tail = log.char_indices().rev().nth(3_000).map_or(0, |(at, _)| at);
                println!("--- the end of the log of {} {} ---\n{}", slot.role, slot.number, &log[tail..]);
            }
        }
    }
}

impl Slot {
    fn new(number: usize, berth: Berth, place: &Place) -> Self {
        let Berth { role, postgres, redis, smtp, settings } = berth;
        let [bind, watch] = [free_port(), free_port()].map(|port| format!("127.0.0.1:{port}"));
        let mut all = settings;
        all.extend([("BIND_ADDR".to_owned(), bind.clone()), ("METRICS_ADDR".to_owned(), watch.clone())]);
        let log = place.folder().join(format!("{role}-{number}.log"));
        Self {
            number,
            role,
            postgres,
            redis,
            smtp,
            settings: all,
            base: format!("http://{bind}"),
            watch: format!("http://{watch}"),
            log,
            child: Mutex::default(),
            is_wanted: Mutex::new(true),
        }
    }

    async fn keep_up(self: Arc<Self>, place: Arc<Place>) {
        loop {
            {
                let mut child = self.child.lock().unwrap();
                let has_ended = child.as_mut().is_none_or(|child| child.try_wait().is_ok_and(|status| status.is_some()));
                if has_ended && *self.is_wanted.lock().unwrap() {
                    *child = Some(self.spawn(&place));
                }
            }
            sleep(PAUSE).await;
        }
    }

    fn spawn(&self, place: &Place) -> Child {
        let more: Vec<_> = self.settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let file = File::options().create(true).append(true).open(&self.log).expect("a log can be written");
        Command::new(env!("CARGO_BIN_EXE_boardwire"))
            .arg(self.role)
            .env_clear()
            .envs(place.settings(&more))
            .stdin(Stdio::null())
            .stdout(file.try_clone().expect("a log can be shared"))
            .stderr(file)
            .spawn()
            .expect("the program can be started")
    }

    /// Waits until it says that it can do its work.
    pub async fn ready(&self) {
        let probe = crate::support::Client::new(&self.watch);
        let begun = Instant::now();
        while !probe.try_get("/readyz").await.is_some_and(|status| status.is_success()) {
            assert!(begun.elapsed() < Duration::from_secs(90), "{} {} is not ready: {}", self.role, self.number, self.log());
            sleep(Duration::from_millis(20)).await;
        }
    }

    pub fn sends_mail(&self) -> bool {
        self.role == "worker" || self.role == "all"
    }

    pub fn pid(&self) -> Option<i32> {
        let mut child = self.child.lock().unwrap();
        let child = child.as_mut()?;
        child.try_wait().ok()?.is_none().then(|| child.id().cast_signed())
    }

    pub fn signal(&self, signal: Signal) {
        if let Some(pid) = self.pid().and_then(Pid::from_raw) {
            let _ = kill_process(pid, signal);
        }
    }

    /// Asks it to end (SIGTERM), for good, and waits until it has; `None` if it was not running.
    pub async fn retire(&self) -> Option<ExitStatus> {
        *self.is_wanted.lock().unwrap() = false;
        self.pid()?;
        self.signal(Signal::TERM);
        let begun = Instant::now();
        loop {
            let ended = self.child.lock().unwrap().as_mut().and_then(|child| child.try_wait().ok().flatten());
            if ended.is_some() {
                return ended;
            }
            assert!(begun.elapsed() < Duration::from_mins(1), "{} {} does not end: {}", self.role, self.number, self.log());
            sleep(Duration::from_millis(10)).await;
        }
    }

    /// [`Slot::retire`], and then its supervisor starts it again.
    pub async fn restart(&self) -> Option<ExitStatus> {
        let status = self.retire().await;
        *self.is_wanted.lock().unwrap() = true;
        status
    }

    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }
}
