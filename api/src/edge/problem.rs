//! What every error looks like on the wire: `application/problem+json` (RFC 9457) with a stable `code`, what is wrong
//! with which field, the resource as it is now where that helps, and the id of the request.
//!
//! Nothing of the program's inside is ever in it: what is not meant for the caller goes to the log.

use std::fmt;

use poem::{
    Response,
    error::ResponseError,
    http::{HeaderName, HeaderValue, StatusCode, header},
};
use serde::Serialize;
use serde_json::Value;

/// An error on its way to the caller.
#[derive(Debug)]
pub struct Problem(Box<Inner>);

#[derive(Debug)]
struct Inner {
    status: StatusCode,
    code: &'static str,
    detail: String,
    errors: Vec<FieldError>,
    current: Option<Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// What is wrong with one field of the body (or one query parameter). `pointer` is a JSON Pointer (RFC 6901).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    pub pointer: String,
    pub detail: String,
}

#[derive(Serialize)]
struct Wire<'a> {
    r#type: &'static str,
    title: &'a str,
    status: u16,
    detail: &'a str,
    code: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldError],
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
}

impl FieldError {
    /// `title is required`
    fn sentence(&self) -> String {
        let name = match self.pointer.trim_start_matches('/') {
            "" => "the body",
            name => name,
        };
        format!("{name} {}", self.detail)
    }
}

/// How many wrong fields the `detail` names; `errors` has them all.
const TOLD: usize = 3;

pub const MEDIA_TYPE: &str = "application/problem+json";

impl Problem {
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self(Box::new(Inner { status, code, detail: detail.into(), errors: Vec::new(), current: None, headers: Vec::new() }))
    }

    /// 422: read, but not valid.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let said: Vec<String> = errors.iter().take(TOLD).map(FieldError::sentence).collect();
        let more = if errors.len() > TOLD { " …" } else { "" };
        let detail = format!("{}{more}", said.join("; "));
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail);
        problem.0.errors = errors;
        problem
    }

    /// 422 for one field.
    pub fn one_invalid(pointer: &str, detail: impl Into<String>) -> Self {
        Self::invalid(vec![FieldError { pointer: pointer.to_owned(), detail: detail.into() }])
    }

    /// 404 for what does not exist, or is hidden: the two look alike.
    pub fn not_found(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", format!("there is no such {what}, or you may not see it"))
    }

    /// 401, with the challenge that RFC 9110 (11.6.1) asks for.
    pub fn unauthenticated(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, code, detail)
            .with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"boardwire\""))
    }

    /// 500. The cause is for the log only.
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "something went wrong on our side; the log has the details under this request_id",
        )
    }

    #[must_use]
    pub fn with_current(mut self, current: Option<Value>) -> Self {
        self.0.current = current;
        self
    }

    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.push((name, value));
        self
    }

    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The body as JSON, for a socket's ack and for [`Problem::respond`].
    pub fn body(&self, request_id: Option<&str>) -> Vec<u8> {
        let wire = Wire {
            r#type: "about:blank",
            title: self.0.status.canonical_reason().unwrap_or("Error"),
            status: self.0.status.as_u16(),
            detail: &self.0.detail,
            code: self.0.code,
            errors: &self.0.errors,
            current: self.0.current.as_ref(),
            request_id,
        };
        serde_json::to_vec(&wire).unwrap_or_default()
    }

    pub fn respond(&self, request_id: Option<&str>) -> Response {
        let mut response = Response::builder().status(self.0.status).content_type(MEDIA_TYPE).body(self.body(request_id));
        for (name, value) in &self.0.headers {
            response.headers_mut().append(name, value.clone());
        }
        response
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.detail)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status(&self) -> StatusCode {
        self.0.status
    }

    fn as_response(&self) -> Response {
        self.respond(None)
    }
}
