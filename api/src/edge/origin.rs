//! Origins: which browser pages may read answers (CORS), and which may act with a cookie (CSRF).
//!
//! An origin is allowed when it is, byte for byte, one of `ALLOWED_ORIGINS`; no other is ever reflected.

use poem::{
    Request, Response,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
};

use super::problem::Problem;

const EXPOSED: HeaderValue = HeaderValue::from_static(
    "ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, Idempotency-Replayed",
);
const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE");
const HEADERS: HeaderValue =
    HeaderValue::from_static("Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id, traceparent");
/// For how long browsers may remember a preflight, in seconds.
const MAX_AGE: HeaderValue = HeaderValue::from_static("600");

#[derive(Clone, Debug)]
pub struct Origins(Vec<HeaderValue>);

impl Origins {
    pub fn new(allowed: &[String]) -> Self {
        Self(allowed.iter().filter_map(|origin| HeaderValue::try_from(origin).ok()).collect())
    }

    /// The request's origin, if it is one that is allowed.
    pub fn allowed(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        let mut given = headers.get_all(header::ORIGIN).iter();
        let origin = given.next().filter(|origin| self.0.contains(origin))?;
        // Two origins are none.
        given.next().is_none().then(|| origin.clone())
    }

    /// Refuses a request that acts by a cookie unless its page may: browsers send the cookie whoever asks.
    pub fn check(&self, headers: &HeaderMap) -> Result<(), Problem> {
        match self.allowed(headers) {
            Some(_) => Ok(()),
            None => Err(Problem::new(
                StatusCode::FORBIDDEN,
                "origin_not_allowed",
                "with a cookie, the Origin header must name one of the allowed origins (ALLOWED_ORIGINS)",
            )),
        }
    }
}

/// The answer to a preflight, if `request` is one.
pub fn preflight(request: &Request) -> Option<Response> {
    let asks = request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ORIGIN)
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    asks.then(|| {
        Response::builder()
            .status(StatusCode::NO_CONTENT)
            .header(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS)
            .header(header::ACCESS_CONTROL_ALLOW_HEADERS, HEADERS)
            .header(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE)
            .finish()
    })
}

/// Lets the page of an allowed origin read the answer.
pub fn expose(headers: &mut HeaderMap, origin: Option<HeaderValue>) {
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_very_same_origin_is_allowed() {
        let origins = Origins::new(&["https://boards.example.org".to_owned()]);
        let allowed = |origin: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            origins.allowed(&headers).is_some()
        };
        assert!(allowed("https://boards.example.org"));
        for other in [
            "null",
            "",
            "http://boards.example.org",
            "https://boards.example.org:8443",
            "https://boards.example.org.evil.example",
            "https://evilboards.example.org",
            "https://Boards.example.org",
            "https://boards.example.org/",
        ] {
            assert!(!allowed(other), "{other}");
        }
        assert!(origins.allowed(&HeaderMap::new()).is_none());
    }
}
