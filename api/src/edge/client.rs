//! Where a request comes from. `X-Forwarded-For` counts only as far as trusted proxies wrote it: from the right, the
//! first address that is no trusted proxy is the client. Anyone can send the header; only proxies can be believed.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;
use poem::{Addr, Request, http::HeaderMap};

/// The client's address, as an extension of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    pub address: Option<IpAddr>,
    /// Whether the connection itself comes from this machine, with no proxy in between.
    pub local_peer: bool,
}

/// What proxies add to what they hand on.
const FORWARDED: [&str; 6] = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/// Finds the client of `request`.
pub fn of(request: &Request, trusted: &[IpNet]) -> Client {
    let peer = match &request.remote_addr().0 {
        Addr::SocketAddr(addr) => Some(addr.ip().to_canonical()),
        _ => None,
    };
    find(peer, request.headers(), trusted)
}

fn find(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &[IpNet]) -> Client {
    let forwarded = FORWARDED.iter().any(|name| headers.contains_key(*name));
    let local_peer = peer.is_some_and(|ip| ip.is_loopback()) && !forwarded;
    let Some(peer) = peer else { return Client { address: None, local_peer } };
    let hops = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = hops.flat_map(|value| value.split(',')).map(str::trim).collect();
    let mut address = peer;
    for hop in hops.into_iter().rev() {
        if !trusted.iter().any(|network| network.contains(&address)) {
            break;
        }
        match parse_hop(hop) {
            Some(ip) => address = ip,
            None => break,
        }
    }
    Client { address: Some(address), local_peer }
}

/// Some proxies add the port.
fn parse_hop(hop: &str) -> Option<IpAddr> {
    let ip = hop.parse::<IpAddr>().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|addr| addr.ip()))?;
    Some(ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded: Option<&'static str>, trusted: &[&str]) -> Option<IpAddr> {
        let mut headers = HeaderMap::new();
        if let Some(value) = forwarded {
            headers.insert("x-forwarded-for", value.parse().unwrap());
        }
        let trusted: Vec<IpNet> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        find(Some(peer.parse().unwrap()), &headers, &trusted).address
    }

    #[test]
    fn a_stranger_cannot_say_who_they_are() {
        assert_eq!(client("203.0.113.9", Some("127.0.0.1"), &["10.0.0.0/8"]), "203.0.113.9".parse().ok());
        assert_eq!(client("203.0.113.9", Some("127.0.0.1"), &[]), "203.0.113.9".parse().ok());
    }

    #[test]
    fn a_trusted_proxy_is_believed_as_far_as_it_saw() {
        assert_eq!(client("10.1.2.3", Some("198.51.100.7"), &["10.0.0.0/8"]), "198.51.100.7".parse().ok());
        assert_eq!(client("10.1.2.3", Some("127.0.0.1, 198.51.100.7"), &["10.0.0.0/8"]), "198.51.100.7".parse().ok());
        assert_eq!(client("10.1.2.3", Some("198.51.100.7, 10.9.9.9"), &["10.0.0.0/8"]), "198.51.100.7".parse().ok());
        assert_eq!(client("10.1.2.3", Some("198.51.100.7:4711"), &["10.0.0.0/8"]), "198.51.100.7".parse().ok());
        assert_eq!(client("10.1.2.3", Some("nonsense"), &["10.0.0.0/8"]), "10.1.2.3".parse().ok());
    }
}
