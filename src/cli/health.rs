//! `boardwire health`: whether the process on this machine can do its work, for whoever starts and watches it and has no
//! HTTP client at hand, such as the image's health check. It asks that process' own `/readyz` and nothing else: no
//! database, no logs, and of the settings only where to ask.

use std::{
    io::{self, ErrorKind, Read, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    process::ExitCode,
    time::{Duration, Instant},
};

use serde_json::Value;
use shared::config;

/// How long all of it may take: less than what container engines give a health check.
const WITHIN: Duration = Duration::from_secs(3);
/// More than any answer has.
const LONGEST: usize = 64 << 10;

/// 0: ready, or ready without Redis. 1: not ready, or no answer. 2: it is not known where to ask.
pub fn run() -> ExitCode {
    let address = match config::metrics_addr() {
        Ok(address) => here(address),
        Err(bad) => {
            for bad in bad.0 {
                eprintln!("boardwire: {} {}", bad.name, bad.why);
            }
            return ExitCode::from(2);
        }
    };
    match ask(address) {
        Ok(Answer { status: 200, said }) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Ok(Answer { said, .. }) => {
            eprintln!("boardwire: not ready: {said}");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("boardwire: no answer from http://{address}/readyz (METRICS_ADDR): {error}");
            ExitCode::FAILURE
        }
    }
}

/// Where to find on this machine what listens on all its addresses.
fn here(mut address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    address
}

struct Answer {
    status: u16,
    /// The word for it, and what is wrong.
    said: String,
}

fn ask(address: SocketAddr) -> io::Result<Answer> {
    let until = Instant::now() + WITHIN;
    let mut stream = TcpStream::connect_timeout(&address, WITHIN).map_err(late)?;
    stream.set_write_timeout(Some(WITHIN))?;
    stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").map_err(late)?;
    let mut answer = Vec::new();
    let mut piece = [0; 4096];
    while answer.len() < LONGEST {
        // However slowly it comes, all of it has the same time.
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(late(ErrorKind::TimedOut.into()));
        }
        stream.set_read_timeout(Some(left))?;
        match stream.read(&mut piece).map_err(late)? {
            0 => break,
            read => answer.extend_from_slice(&piece[..read]),
        }
    }
    understand(&answer).ok_or_else(|| io::Error::new(ErrorKind::InvalidData, "what answers there is no process of Boardwire"))
}

/// What has a time limit fails with one of two kinds, by the system, and with words that nobody expects here.
fn late(error: io::Error) -> io::Error {
    match error.kind() {
        ErrorKind::TimedOut | ErrorKind::WouldBlock => io::Error::new(ErrorKind::TimedOut, format!("nothing within {WITHIN:?}")),
        _ => error,
    }
}

fn understand(answer: &[u8]) -> Option<Answer> {
    let text = std::str::from_utf8(answer).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
    let body: Value = serde_json::from_str(body).ok()?;
    let problems: Vec<&str> = body["problems"].as_array()?.iter().filter_map(Value::as_str).collect();
    let word = body["status"].as_str()?;
    let said = if problems.is_empty() { word.to_owned() } else { format!("{word}: {}", problems.join("; ")) };
    Some(Answer { status, said })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_listens_everywhere_is_asked_here() {
        for (given, asked) in [
            ("0.0.0.0:9464", "127.0.0.1:9464"),
            ("[::]:9464", "[::1]:9464"),
            ("192.0.2.7:1", "192.0.2.7:1"),
            ("[::1]:2", "[::1]:2"),
        ] {
            assert_eq!(here(given.parse().unwrap()), asked.parse().unwrap());
        }
    }

    #[test]
    fn only_an_answer_of_ours_is_understood() {
        let ours = b"HTTP/1.1 503 Service Unavailable\r\nx: y\r\n\r\n{\"problems\":[\"a\",\"b\"],\"status\":\"unavailable\"}";
        let answer = understand(ours).unwrap();
        assert_eq!((answer.status, answer.said.as_str()), (503, "unavailable: a; b"));
        for other in [&b""[..], b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n<html>", b"\xff\r\n\r\n{}"] {
            assert!(understand(other).is_none());
        }
    }
}
