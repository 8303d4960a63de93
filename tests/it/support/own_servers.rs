//! A PostgreSQL and a Redis of our own, to be ended and started again at will: the servers of `TEST_DATABASE_URL` belong
//! to other tests too. What is not installed fails with words; `tools/with-services` installs it where it may.

use std::{
    fs,
    os::unix::fs::{PermissionsExt, chown},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use super::ports::free_port;

const PASSWORD: &str = "for-tests-only";

pub struct Postgres {
    programs: PathBuf,
    folder: TempDir,
}

impl Postgres {
    /// Starts one that reaches for the disk as in production, or one that is quick.
    pub fn start(durable: bool) -> Self {
        let programs = programs().expect("no PostgreSQL server is installed: `tools/with-services true` says what to install");
        let postgres = Self { programs, folder: folder() };
        let data = postgres.data();
        postgres.run("initdb", &["-D", &data, "-U", "boardwire", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
        let [socket, fsync] = [postgres.folder.path().to_str().expect("text"), if durable { "on" } else { "off" }];
        let conf = format!(
            "listen_addresses = ''\nunix_socket_directories = '{socket}'\nmax_connections = 400\nfsync = {fsync}\n\
             full_page_writes = {fsync}\nshared_buffers = 128MB\nmax_wal_size = 2GB\n"
        );
        fs::write(Path::new(&data).join("postgresql.conf"), conf).expect("its settings can be written");
        postgres.up();
        postgres
    }

    /// Where it listens.
    pub fn socket(&self) -> String {
        format!("{}/.s.PGSQL.5432", self.folder.path().display())
    }

    /// Its address over a way that listens on this port.
    pub fn url_at(port: u16) -> String {
        format!("postgres://boardwire@127.0.0.1:{port}/postgres")
    }

    /// Its address over no way at all.
    pub fn url(&self) -> String {
        format!("postgres://boardwire@localhost/postgres?host={}", self.folder.path().display())
    }

    /// Lets this role in with its password only.
    pub fn ask_for_passwords(&self, role: &str) {
        let lines = format!("local all {role} scram-sha-256\nlocal all all trust\n");
        fs::write(Path::new(&self.data()).join("pg_hba.conf"), lines).expect("who is let in can be written");
        self.run("pg_ctl", &["-D", &self.data(), "reload"]);
    }

    /// Ends it as a crash would (immediate mode: no checkpoint, no goodbye); it recovers from its log when it is up again.
    pub fn crash(&self) {
        self.run("pg_ctl", &["-D", &self.data(), "-m", "immediate", "-w", "stop"]);
    }

    pub fn up(&self) {
        let log = format!("{}/log", self.data());
        self.run("pg_ctl", &["-D", &self.data(), "-l", &log, "-w", "-t", "60", "start"]);
    }

    fn data(&self) -> String {
        format!("{}/data", self.folder.path().display())
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let ran = as_owner(&self.programs.join(program)).args(arguments).output().expect("the program can be started");
        assert!(ran.status.success(), "{program} failed: {}", String::from_utf8_lossy(&ran.stderr));
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let stop = ["-D", &self.data(), "-m", "immediate", "-w", "stop"];
        let _ = as_owner(&self.programs.join("pg_ctl")).args(stop).output();
    }
}

pub struct Redis {
    folder: TempDir,
    port: u16,
}

impl Redis {
    pub fn start() -> Self {
        let redis = Self { folder: folder(), port: free_port() };
        redis.up();
        redis
    }

    pub fn target(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Its address over a way that listens on this port, or its own.
    pub fn url_at(port: u16) -> String {
        format!("redis://default:{PASSWORD}@127.0.0.1:{port}")
    }

    pub fn url(&self) -> String {
        Self::url_at(self.port)
    }

    /// Ends it with SIGKILL; nothing of what it held is kept.
    pub fn crash(&self) {
        if let Ok(pid) = fs::read_to_string(self.folder.path().join("pid")) {
            let pid = pid.trim().parse().ok().and_then(Pid::from_raw).expect("a process' number");
            let _ = kill_process(pid, Signal::KILL);
        }
    }

    pub fn up(&self) {
        let folder = self.folder.path().to_str().expect("text");
        let pid = format!("{folder}/pid");
        let port = self.port.to_string();
        let program = ["redis-server", "valkey-server"].into_iter().find_map(in_path);
        let program = program.expect("no Redis server is installed: `tools/with-services true` says what to install");
        let begun = Instant::now();
        // The port of one that was just killed may need a moment.
        while !is_answering(self.port) {
            let started = as_owner(&program)
                .args(["--bind", "127.0.0.1", "--port", &port, "--requirepass", PASSWORD, "--dir", folder, "--pidfile", &pid])
                .args(["--save", "", "--appendonly", "no", "--daemonize", "yes"])
                .stdout(Stdio::null())
                .status();
            assert!(started.expect("Redis can be started").success());
            let tried = Instant::now();
            while !is_answering(self.port) && tried.elapsed() < Duration::from_secs(2) {
                std::thread::sleep(Duration::from_millis(20));
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "Redis does not come up");
        }
    }

    pub async fn flush(&self) -> redis::RedisResult<()> {
        let client = redis::Client::open(self.url())?;
        let mut connection = client.get_multiplexed_async_connection().await?;
        redis::cmd("FLUSHALL").query_async(&mut connection).await
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.crash();
    }
}

fn is_answering(port: u16) -> bool {
    std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
}

/// Who runs the servers: PostgreSQL refuses to be root, so root starts both as somebody who owns nothing else.
fn owner() -> Option<&'static str> {
    if !rustix::process::geteuid().is_root() {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    Some(if users.lines().any(|line| line.starts_with("postgres:")) { "postgres" } else { "nobody" })
}

fn as_owner(program: &Path) -> Command {
    let mut command = match owner() {
        None => Command::new(program),
        Some(owner) => {
            let mut command = Command::new("runuser");
            command.args(["-u", owner, "--"]).arg(program);
            command
        }
    };
    command.current_dir("/").stdin(Stdio::null());
    command
}

/// A folder whose path is short enough for a socket in it.
fn folder() -> TempDir {
    let folder = tempfile::Builder::new().prefix("boardwire-chaos-").tempdir_in("/tmp").expect("a folder can be made");
    if let Some(owner) = owner() {
        let ids = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let line = ids.lines().find(|line| line.starts_with(&format!("{owner}:"))).unwrap_or_default().to_owned();
        let id = line.split(':').nth(2).and_then(|id| id.parse().ok());
        chown(folder.path(), id, None).expect("the folder can be given away");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o711)).expect("the folder can be opened");
    }
    folder
}

/// Another of PostgreSQL's programs, wherever it is.
pub fn postgres_program(name: &str) -> Command {
    let beside = folders().into_iter().map(|folder| folder.join(name)).find(|file| file.exists());
    let program = beside.or_else(|| in_path(name));
    Command::new(program.unwrap_or_else(|| panic!("{name} is not installed: it comes with PostgreSQL's server")))
}

/// Where distributions put PostgreSQL's server programs.
fn programs() -> Option<PathBuf> {
    let found = folders().into_iter().find(|folder| folder.join("initdb").exists() && folder.join("pg_ctl").exists());
    found.or_else(|| in_path("initdb")?.canonicalize().ok()?.parent().map(Path::to_owned))
}

/// Where they may be, the newest first; they are rarely in PATH.
fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = ["/usr/lib/postgresql", "/usr/libexec", "/usr", "/opt/homebrew/opt", "/usr/local/opt"]
        .into_iter()
        .filter_map(|parent| fs::read_dir(parent).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .flat_map(|folder| [folder.join("bin"), folder])
        .collect();
    folders.sort();
    folders.reverse();
    folders
}

pub(super) fn in_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.exists())
}
