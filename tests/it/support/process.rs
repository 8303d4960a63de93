//! The program itself, as an operator starts it: for whatever promises something about crashes, signals and several
//! processes. A process never outlives its test, and its log is shown when the test fails.

use std::{
    fs::{self, File},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use super::{Client, Place, ports::free_port};

/// How long starting and stopping may take. Long, for a busy machine: a test waits that long only if it fails.
const PATIENCE: Duration = Duration::from_secs(40);
const TRIES: usize = 5;
/// How much of a log is shown.
const TAIL: usize = 8_000;

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    /// On standard output, and on standard error.
    pub said: String,
    pub complained: String,
}

pub struct Process {
    role: String,
    child: Child,
    log: PathBuf,
    base: String,
    watch: String,
}

impl Process {
    /// Starts `boardwire <role>` (`all`, `api`, `worker`, `scheduler`) in a place, and returns when it is ready.
    pub async fn start(place: &Place, role: &str, settings: &[(&str, &str)]) -> Self {
        for _ in 1..TRIES {
            if let Ok(process) = Self::try_start(place, role, settings).await {
                return process;
            }
        }
        Self::try_start(place, role, settings).await.unwrap_or_else(|why| panic!("{why}"))
    }

    async fn try_start(place: &Place, role: &str, settings: &[(&str, &str)]) -> Result<Self, String> {
        let mut process = Self::spawn(place, role, settings);
        let begun = Instant::now();
        let probe = Client::new(&process.watch);
        while !probe.is_ready().await {
            if let Some(status) = process.ended() {
                return Err(format!("{role} ended with {status} instead of starting:\n{}", process.log()));
            }
            if begun.elapsed() > PATIENCE {
                return Err(format!("{role} is not ready after {PATIENCE:?}:\n{}", process.log()));
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(process)
    }

    /// Runs `boardwire <arguments>` to its end, and gives what it printed.
    pub async fn command(place: &Place, arguments: &[&str], settings: &[(&str, &str)]) -> Result<String, String> {
        let ended = Self::end_of(place, arguments, settings).await;
        if ended.code == Some(0) { Ok(ended.said) } else { Err(ended.complained) }
    }

    /// Runs `boardwire <arguments>` to its end.
    pub async fn end_of(place: &Place, arguments: &[&str], settings: &[(&str, &str)]) -> Ended {
        let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_boardwire"));
        command.args(arguments).env_clear().envs(place.settings(settings)).stdin(Stdio::null()).kill_on_drop(true);
        let output =
            tokio::time::timeout(PATIENCE, command.output()).await.expect("the command ends").expect("it can be started");
        let text = |bytes| String::from_utf8(bytes).expect("it prints text");
        Ended { code: output.status.code(), said: text(output.stdout), complained: text(output.stderr) }
    }

    /// Starts it and waits for nothing.
    pub fn spawn(place: &Place, role: &str, settings: &[(&str, &str)]) -> Self {
        Self::spawn_by(&[], place, role, settings)
    }

    /// Starts it by way of another program, which becomes it: `setpriv …`, `sh -c 'ulimit …; exec "$@"' sh`.
    pub fn spawn_by(way: &[&str], place: &Place, role: &str, settings: &[(&str, &str)]) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let [bind, watch] = [free_port(), free_port()].map(|port| SocketAddr::from(([127, 0, 0, 1], port)).to_string());
        let log = place.folder().join(format!("{role}-{}.log", COUNT.fetch_add(1, Ordering::Relaxed)));
        let file = File::create(&log).expect("a log can be written");
        let mut all = vec![("BIND_ADDR", bind.as_str()), ("METRICS_ADDR", watch.as_str())];
        all.extend(settings);
        let mut line = way.iter().copied().chain([env!("CARGO_BIN_EXE_boardwire"), role]);
        let child = Command::new(line.next().expect("a program"))
            .args(line)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs(place.settings(&all))
            .stdin(Stdio::null())
            .stdout(file.try_clone().expect("a log can be shared"))
            .stderr(file)
            .spawn()
            .expect("the program can be started");
        Self { role: role.to_owned(), child, log, base: format!("http://{bind}"), watch: format!("http://{watch}") }
    }

    /// Waits until it is ready.
    pub async fn wait_until_ready(&mut self) {
        let (begun, probe) = (Instant::now(), self.operator());
        while !probe.is_ready().await {
            let ended = self.ended();
            assert!(ended.is_none() && begun.elapsed() < PATIENCE, "it does not start ({ended:?}):\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Where it answers whoever watches it: address and port.
    pub fn watched_at(&self) -> &str {
        self.watch.trim_start_matches("http://")
    }

    /// Its number.
    pub fn pid(&self) -> Pid {
        Pid::from_raw(self.child.id().cast_signed()).expect("a process has a number")
    }

    /// Where its API answers, if it has one.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Somebody who asks its API and is not signed in.
    pub fn visitor(&self) -> Client {
        Client::new(&self.base)
    }

    /// Somebody who asks its `/metrics`, `/healthz` and `/readyz`.
    pub fn operator(&self) -> Client {
        Client::new(&self.watch)
    }

    /// How much memory it has, in KiB (its resident set).
    pub fn memory(&self) -> u64 {
        let output = Command::new("ps").args(["-o", "rss=", "-p", &self.child.id().to_string()]).output().expect("there is a ps");
        let text = String::from_utf8(output.stdout).expect("ps prints text");
        text.trim().parse().unwrap_or_else(|_| panic!("ps knows the process: {text}"))
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) -> ExitStatus {
        self.signal(Signal::KILL);
        self.child.wait().expect("the process ends")
    }

    /// Asks it to end (SIGTERM) and waits until it has.
    pub async fn terminate(&mut self) -> ExitStatus {
        self.signal(Signal::TERM);
        self.wait().await
    }

    /// Asks it to end (SIGTERM).
    pub fn ask_to_end(&self) {
        self.signal(Signal::TERM);
    }

    /// Waits until it ends by itself.
    pub async fn wait(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.ended() {
                break status;
            }
            assert!(begun.elapsed() < PATIENCE, "{} has not ended after {PATIENCE:?}", self.role);
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Stops it in its tracks until [`Process::thaw`].
    pub fn freeze(&self) {
        self.signal(Signal::STOP);
    }

    pub fn thaw(&self) {
        self.signal(Signal::CONT);
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("the process can be asked")
    }

    /// What it has written so far.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("our own process takes a signal");
    }
}

impl Client {
    async fn is_ready(&self) -> bool {
        self.try_get("/readyz").await.is_some_and(|status| status.is_success())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            let log = self.log();
            let tail = log.char_indices().rev().nth(TAIL).map_or(0, |(at, _)| at);
            println!("--- the end of the log of {} ---\n{}", self.role, &log[tail..]);
        }
    }
}
