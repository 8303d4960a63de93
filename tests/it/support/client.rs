//! Asking the API as a client does: over HTTP, with a story's few words.

use std::{
    future::{Future, IntoFuture},
    io::Read,
    pin::Pin,
};

use flate2::read::GzDecoder;
use reqwest::{
    Method, StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use serde_json::Value;

use super::{Socket, contract};

/// Where every route of the contract stands.
const API: &str = "/api/v1";

/// Somebody who asks, with what they send along each time (an access token, once they are signed in).
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    headers: HeaderMap,
}

impl Client {
    /// Nobody in particular, at the server whose address is `base` (no slash at its end).
    pub fn new(base: &str) -> Self {
        // A redirect is something to look at, not to follow.
        shared::storage::use_ring();
        let plain = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
        let http = plain.tls_certs_only([]).build();
        Self { http: http.expect("a client can be made"), base: base.to_owned(), headers: HeaderMap::new() }
    }

    /// The same, sending this header each time.
    pub fn with(&self, name: &'static str, value: &str) -> Self {
        let mut client = self.clone();
        client.headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).expect("a header's value"));
        client
    }

    /// The same, signed in with this token.
    pub fn with_token(&self, token: &str) -> Self {
        self.with("authorization", &format!("Bearer {token}"))
    }

    /// What is sent along each time.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The same, asking another server (another process of the application).
    pub fn at(&self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self.clone() }
    }

    pub fn get(&self, path: &str) -> Request {
        self.request(Method::GET, path)
    }

    pub fn post(&self, path: &str, body: Value) -> Request {
        self.request(Method::POST, path).json(&body)
    }

    pub fn put(&self, path: &str, body: Value) -> Request {
        self.request(Method::PUT, path).json(&body)
    }

    pub fn patch(&self, path: &str, body: Value) -> Request {
        self.request(Method::PATCH, path).json(&body)
    }

    pub fn delete(&self, path: &str) -> Request {
        self.request(Method::DELETE, path)
    }

    /// A request to `path` below `/api/v1`, without a body.
    pub fn request(&self, method: Method, path: &str) -> Request {
        self.outside(method, &format!("{API}{path}"))
    }

    /// A request to a path as it stands: `/healthz`, `/openapi.json`.
    pub fn outside(&self, method: Method, path: &str) -> Request {
        let builder = self.http.request(method.clone(), format!("{}{path}", self.base)).headers(self.headers.clone());
        Request { builder, method, path: path.to_owned() }
    }

    /// The status of an answer, if there is one.
    pub async fn try_get(&self, path: &str) -> Option<StatusCode> {
        self.http.get(format!("{}{path}", self.base)).send().await.ok().map(|answer| answer.status())
    }

    /// Opens a socket at a path as it stands, `/ws/boards/…`; it must open.
    pub async fn socket(&self, path: &str) -> Socket {
        self.try_socket(path).await.unwrap_or_else(|status| panic!("the socket {path} was refused with {status}"))
    }

    /// Opens a socket, or gives the status with which it was refused.
    pub async fn try_socket(&self, path: &str) -> Result<Socket, StatusCode> {
        Socket::open(&format!("{}{path}", self.base.replacen("http", "ws", 1)), &self.headers).await
    }

    /// Opens a socket, where there is a server that lets one.
    pub async fn open_socket(&self, path: &str) -> Option<Socket> {
        Socket::try_open(&format!("{}{path}", self.base.replacen("http", "ws", 1)), &self.headers).await
    }

    /// As [`Client::try_socket`], from a page of this origin.
    pub async fn try_socket_from(&self, path: &str, origin: &str) -> Result<Socket, StatusCode> {
        self.with("origin", origin).try_socket(path).await
    }
}

/// A request about to be sent: awaiting it sends it.
#[must_use = "a request is sent by awaiting it"]
pub struct Request {
    builder: reqwest::RequestBuilder,
    method: Method,
    path: String,
}

impl Request {
    pub fn header(self, name: &str, value: impl ToString) -> Self {
        Self { builder: self.builder.header(name, value.to_string()), ..self }
    }

    pub fn json(self, body: &Value) -> Self {
        Self { builder: self.builder.json(body), ..self }
    }

    /// A body as it stands, for what `json` would not let through.
    pub fn body(self, media_type: &str, body: impl Into<reqwest::Body>) -> Self {
        Self { builder: self.builder.header("content-type", media_type).body(body), ..self }
    }

    pub fn multipart(self, form: reqwest::multipart::Form) -> Self {
        Self { builder: self.builder.multipart(form), ..self }
    }
}

impl IntoFuture for Request {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let what = format!("{} {}", self.method, self.path);
            let answer = self.builder.send().await.unwrap_or_else(|error| panic!("{what} was not answered: {error:?}"));
            let (status, headers) = (answer.status(), answer.headers().clone());
            let body = answer.bytes().await.unwrap_or_else(|error| panic!("the answer to {what} broke off: {error}")).to_vec();
            let answer = Answer { what, status, headers, body };
            let media_type = answer.header("content-type");
            let body = answer.unpacked();
            let slips = contract::slips(self.method.as_str(), &self.path, status.as_u16(), media_type, &body);
            assert!(slips.is_empty(), "{}: not as docs/openapi.json says: {slips:#?}\n{}", answer.what, answer.text());
            answer
        })
    }
}

/// What came back.
pub struct Answer {
    what: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// The JSON of an answer that must have this status; null where it has no body.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert!(self.status == status, "{} was answered with {} and not with {status}:\n{}", self.what, self.status, self.text());
        if self.body.is_empty() { Value::Null } else { self.json() }
    }

    /// That it has this status, whatever is in it.
    #[track_caller]
    pub fn expect_status(&self, status: u16) {
        assert!(self.status == status, "{} was answered with {} and not with {status}:\n{}", self.what, self.status, self.text());
    }

    /// The problem (RFC 9457) of an answer that must be one, with this status and code.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Value {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}: {}", self.what, self.text());
        let what = self.what.clone();
        let problem = self.expect(status);
        assert_eq!(problem["code"], code, "{what}: {problem:#}");
        assert_eq!(problem["status"], status, "{what}: {problem:#}");
        for member in ["type", "title", "detail"] {
            assert!(problem[member].is_string(), "{what}: a problem has a {member}: {problem:#}");
        }
        problem
    }

    /// That a request was read but is not valid: the pointers of its errors must be these.
    #[track_caller]
    pub fn invalid(self, pointers: &[&str]) -> Value {
        let problem = self.problem(422, "invalid");
        let found: Vec<_> = problem["errors"].as_array().into_iter().flatten().map(|error| &error["pointer"]).collect();
        assert_eq!(found, pointers, "{problem:#}");
        problem
    }

    /// A header's value; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap_or("<not text>"))
    }

    /// The body, whether it was packed for the way or not.
    pub fn unpacked(&self) -> Vec<u8> {
        if self.header("content-encoding") != "gzip" || self.body.is_empty() {
            return self.body.clone();
        }
        let mut plain = Vec::new();
        GzDecoder::new(&self.body[..]).read_to_end(&mut plain).expect("a packed body can be unpacked");
        plain
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{}: no JSON: {error}\n{}", self.what, self.text()))
    }
}
