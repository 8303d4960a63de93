//! The proxy as it is deployed: a real nginx with deploy/nginx/nginx.conf, but for its ports and paths, in front of
//! processes at addresses that it is told by name, as Docker's DNS tells them.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;
use tokio::net::UdpSocket;

use super::{own_servers::in_path, ports::free_port};

/// It does not outlive its test, and what it answered itself is shown when the test fails.
pub struct Nginx {
    folder: TempDir,
    port: u16,
    child: Child,
}

impl Nginx {
    /// In front of those that listen on `port` of `addresses`, running or not.
    pub async fn start(addresses: &'static [Ipv4Addr], port: u16) -> Self {
        let program = in_path("nginx").or_else(|| Some(PathBuf::from("/usr/sbin/nginx")).filter(|path| path.exists()));
        let program = program.expect("no nginx is installed: `tools/with-services true` says what to install");
        let names = answer_names(addresses).await;
        // Its workers are somebody else where root starts it.
        let folder = tempfile::Builder::new().prefix("boardwire-nginx-").tempdir_in("/tmp").expect("a folder can be made");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("the folder can be opened");
        let own_port = free_port();
        fs::write(folder.path().join("nginx.conf"), settings(folder.path(), own_port, port, names)).expect("it can be written");
        let deployed = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/nginx/real-ip.conf");
        fs::copy(deployed, folder.path().join("real-ip.conf")).expect("it can be copied");
        let conf = folder.path().join("nginx.conf");
        let child = Command::new(program)
            .arg("-c")
            .arg(conf)
            .arg("-e")
            .arg(folder.path().join("error.log"))
            .args(["-g", "daemon off;"])
            .stdin(Stdio::null())
            .spawn()
            .expect("nginx can be started");
        let mut nginx = Self { folder, port: own_port, child };
        while tokio::net::TcpStream::connect(("127.0.0.1", own_port)).await.is_err() {
            let ended = nginx.child.try_wait().expect("it can be asked");
            assert!(ended.is_none(), "nginx ended with {ended:?}: {}", nginx.written("error.log"));
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        nginx
    }

    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The lines of its access log.
    pub fn log(&self) -> Vec<Value> {
        self.written("access.log").lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    fn written(&self, file: &str) -> String {
        fs::read_to_string(self.folder.path().join(file)).unwrap_or_default()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Its workers end with it, which they would not if it were killed.
        if let Some(pid) = Pid::from_raw(self.child.id().cast_signed()) {
            let _ = kill_process(pid, Signal::TERM);
        }
        let _ = self.child.wait();
    }
}

/// nginx.conf as it is deployed, but for where things are.
fn settings(folder: &Path, own_port: u16, port: u16, names: SocketAddr) -> String {
    let deployed = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/nginx/nginx.conf");
    let mut text = fs::read_to_string(deployed).expect("nginx.conf can be read");
    let folder = folder.display();
    for (old, new) in [
        ("/tmp/", format!("{folder}/")),
        ("/dev/stdout", format!("{folder}/access.log")),
        ("error_log stderr", format!("error_log {folder}/error.log")),
        ("listen 8080", format!("listen 127.0.0.1:{own_port}")),
        ("http://api:8000", format!("http://api:{port}")),
        ("resolver 127.0.0.11 ", format!("resolver {names} ")),
    ] {
        assert!(text.contains(old), "{old} is not in nginx.conf any more: see {}", file!());
        text = text.replace(old, &new);
    }
    text
}

/// A DNS server (RFC 1035) that answers every question with these addresses, good for a second.
async fn answer_names(addresses: &'static [Ipv4Addr]) -> SocketAddr {
    let socket = UdpSocket::bind(("127.0.0.1", 0)).await.expect("a port is free");
    let own = socket.local_addr().expect("a socket has an address");
    tokio::spawn(async move {
        let mut question = [0; 512];
        while let Ok((length, from)) = socket.recv_from(&mut question).await {
            let Some(head) = question.get(..12) else { continue };
            let mut answer = head.to_vec();
            answer[2..4].copy_from_slice(&[0x81, 0x80]); // An answer, to the end, without error.
            answer[6..12].copy_from_slice(&[0, u8::try_from(addresses.len()).expect("a few"), 0, 0, 0, 0]);
            answer.extend(&question[12..length]);
            for address in addresses {
                answer.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4]); // The name above; A, IN, 1 s, four bytes.
                answer.extend(address.octets());
            }
            let _ = socket.send_to(&answer, from).await;
        }
    });
    own
}
