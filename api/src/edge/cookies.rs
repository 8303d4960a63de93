//! The cookies of a browser's sign-in: the two tokens, and what one is sent to a provider with. And reading them back.

use poem::http::{HeaderMap, HeaderValue, header};
use shared::config::Config;

pub const ACCESS: &str = "boardwire_access";
pub const REFRESH: &str = "boardwire_refresh";
/// What binds an attempt to sign in with a provider to this browser.
pub const ATTEMPT: &str = "boardwire_oidc";
const ATTEMPT_PATH: &str = "/api/v1/auth/oidc";
/// The refresh token is sent only to where it is used.
const REFRESH_PATH: &str = "/api/v1/auth";

/// A cookie's value; of several with one name, the first, as browsers send the most specific first.
pub fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(given, _)| *given == name).map(|(_, value)| value).find(|value| !value.is_empty())
}

/// `Set-Cookie` for both tokens. Without tokens: both are removed.
pub fn set(config: &Config, tokens: Option<(&str, &str)>) -> [HeaderValue; 2] {
    let (access, refresh) = tokens.unwrap_or(("", ""));
    let ages = tokens.map_or((0, 0), |_| (config.access_ttl.as_secs(), config.refresh_ttl.as_secs()));
    [cookie(config, ACCESS, access, "/", ages.0), cookie(config, REFRESH, refresh, REFRESH_PATH, ages.1)]
}

/// `Set-Cookie` for an attempt that lasts so many seconds; with 0 it is removed.
pub fn attempt(config: &Config, token: &str, lasts: u64) -> HeaderValue {
    cookie(config, ATTEMPT, token, ATTEMPT_PATH, lasts)
}

fn cookie(config: &Config, name: &str, value: &str, path: &str, max_age: u64) -> HeaderValue {
    let secure = if config.base_url.scheme() == "https" { "; Secure" } else { "" };
    let line = format!("{name}={value}; Path={path}; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}");
    // Tokens are base64url and dots, so the line is always a header value.
    HeaderValue::try_from(line).unwrap_or(HeaderValue::from_static(""))
}
