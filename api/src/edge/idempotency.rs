//! `Idempotency-Key`: a POST that is sent again with the same key is done once, and answered as the first time
//! (draft-ietf-httpapi-idempotency-key-header). The layer finds the key here, `Work` takes it with the change, and the
//! layer settles the answer.

use poem::{
    Request, Response,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
};
use shared::app::{
    Once, Trace,
    once::{Answer, KEPT},
};

use super::problem::Problem;
use crate::routes::BASE;

const HEADER: &str = "idempotency-key";
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
pub const LONGEST: usize = 255;

/// Parts of paths whose POSTs take no key: what they answer is told once and kept nowhere.
const WITHOUT: [&str; 5] = ["auth", "tokens", "tickets", "calendar", "invites"];

/// Whether a POST to this path (or its template) takes a key.
pub fn takes_key(path: &str) -> bool {
    path.strip_prefix(BASE).is_some_and(|path| !path.split('/').any(|part| WITHOUT.contains(&part)))
}

/// For the documentation of the header.
pub fn described() -> String {
    format!(
        "Up to {LONGEST} characters of your choice, for a request that may have to be sent again: with the same key and body \
         it is done once, and answered as the first time with `Idempotency-Replayed: true`, for {} hours. The same key with \
         another body is 422.",
        KEPT.num_hours()
    )
}

/// The request as one to be done once, if it asks for that.
pub fn of(request: &Request) -> Result<Option<Once>, Problem> {
    let mut given = request.headers().get_all(HEADER).iter();
    let (Some(key), true) = (given.next(), request.method() == Method::POST && takes_key(request.uri().path())) else {
        return Ok(None);
    };
    let key = key.to_str().ok().filter(|key| given.next().is_none() && (1..=LONGEST).contains(&key.len()));
    let key =
        key.ok_or_else(|| Problem::one_invalid("/Idempotency-Key", format!("must be one of 1 to {LONGEST} ASCII characters")))?;
    let once = Once::new(format!("POST {}", request.uri().path()), key.to_owned());
    once.note(request.uri().query().unwrap_or_default().as_bytes());
    Ok(Some(once))
}

/// Notes a part of the body: sent again, it must be the same.
pub fn note(request: &Request, part: &[u8]) {
    if let Some(once) = request.data::<Trace>().and_then(|trace| trace.once.as_ref()) {
        once.note(part);
    }
}

/// Commits what the request changed together with its answer; gives the first answer where it was done before.
pub async fn settle(once: &Once, response: Response) -> Result<Response, Problem> {
    if !response.status().is_success() {
        return Ok(match once.settle(None).await? {
            Some(before) => repeated(before, response),
            None => response,
        });
    }
    let (parts, body) = response.into_parts();
    let unreadable = |_| Problem::internal();
    let body = body.into_bytes().await.map_err(unreadable)?;
    let answer = Answer {
        status: parts.status.as_u16(),
        location: text(&parts.headers, header::LOCATION),
        etag: text(&parts.headers, header::ETAG),
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    once.settle(Some(answer)).await?;
    Ok(Response::from_parts(parts, body.into()))
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// The answer of the first time. What else `refused` carries (the route, for the log) stays.
fn repeated(answer: Answer, refused: Response) -> Response {
    let (mut parts, _) = refused.into_parts();
    parts.status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    parts.headers.clear();
    let mut put = |name, value: Option<String>| {
        if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
            parts.headers.insert(name, value);
        }
    };
    put(header::LOCATION, answer.location);
    put(header::ETAG, answer.etag);
    put(header::CONTENT_TYPE, (!answer.body.is_empty()).then(|| "application/json".to_owned()));
    parts.headers.insert(REPLAYED, HeaderValue::from_static("true"));
    Response::from_parts(parts, answer.body.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_once_is_not_repeated() {
        for path in ["/api/v1/cards/1/comments", "/api/v1/teams", "/api/v1/users/me/avatar"] {
            assert!(takes_key(path), "{path}");
        }
        for path in [
            "/api/v1/auth/login",
            "/api/v1/users/me/tokens",
            "/api/v1/ws/tickets",
            "/api/v1/users/me/calendar",
            "/api/v1/boards/1/invites",
            "/api/v1/invites/1/accept",
            "/sign-in",
        ] {
            assert!(!takes_key(path), "{path}");
        }
    }
}
