//! The one layer around everything: what happens to each request before it is routed, and to each answer after.
//!
//! It is one layer, not a stack, because the order matters and is easier to see here: an error becomes an answer inside
//! of what adds headers, as poem drops the headers that inner layers add when they see an `Err`.

use std::{
    io,
    panic::AssertUnwindSafe,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures_util::{FutureExt, stream};
use http_body_util::combinators::BoxBody;
use hyper::body::Body as _;
use ipnet::IpNet;
use poem::{
    Body, Endpoint, PathPattern, Request, Response,
    http::{HeaderValue, Method, StatusCode, Uri, Version, header},
};
use shared::{
    app::Once,
    clock::Clock,
    domain::TraceParent,
    limits,
    traces::{Side, Step},
};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tracing::{Instrument, Span};

use super::{
    access_log,
    client::{self, Client},
    compress, conditional, failures, headers, idempotency,
    identity::{self, RequestId},
    origin::{self, Origins},
    paging,
    problem::Problem,
    quotas::Quotas,
    reply::NextCursor,
    routing::Table,
};

pub struct Layer<E> {
    pub inner: E,
    pub origins: Arc<Origins>,
    pub trusted: Vec<IpNet>,
    pub routes: Table,
    pub clock: Clock,
    /// The process is asked to end.
    pub stop: CancellationToken,
    /// How long an answer may take; uploads have their own time beside it: [`MoreTime`].
    pub within: Duration,
}

impl<E: Endpoint<Output = Response>> Endpoint for Layer<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let started = Instant::now();
        let id = RequestId::of(&request);
        let client = client::of(&request, &self.trusted);
        let (method, version) = (request.method().clone(), request.version());
        let uri = request.uri().clone();
        let origin = self.origins.allowed(request.headers());
        let asked_tags = conditional::asked_tags(request.headers());
        let gzip = compress::accepted(request.headers(), "gzip");
        let quotas = Quotas::default();
        let once = idempotency::of(&request);
        request.set_data(id.clone());
        request.set_data(client);
        let trace = identity::trace_of(&request, &id, client, once.as_ref().ok().cloned().flatten());
        let trace_id = trace.parent.map(TraceParent::trace_id);
        let given = identity::traceparent(&request);
        let step = trace.parent.and_then(|at| Step::begin(Side::Server, at, given, self.clock.now()));
        request.set_data(trace);
        request.set_data(self.origins.clone());
        request.set_data(quotas.clone());

        let span = tracing::info_span!("http", request_id = id.as_str(), trace_id);
        let path = uri.path();
        let told = Telling { method: &method, path, client, started, span: &span, step, routes: &self.routes, answered: None };
        let (mut response, route) = match once {
            Ok(once) => self.answer_once(request, once, &id).instrument(span.clone()).await,
            Err(problem) => (problem.respond(Some(id.as_str())), access_log::NO_ROUTE.to_owned()),
        };

        if matches!(method, Method::GET | Method::HEAD) {
            response = conditional::not_modified(&asked_tags, response);
        }
        if let Some(NextCursor(cursor)) = response.data::<NextCursor>()
            && let Some(link) = paging::next_link(&uri, cursor)
        {
            response.headers_mut().insert(header::LINK, link);
        }
        quotas.tell(response.headers_mut());
        headers::secure(response.headers_mut());
        origin::expose(response.headers_mut(), origin);
        response.headers_mut().insert(identity::HEADER, id.0.clone());
        response = compress::compress(gzip, response).await;
        if method == Method::HEAD {
            response = without_body(response);
        }
        // Whoever keeps connections for later finds another process for what comes next.
        if self.stop.is_cancelled() && version < Version::HTTP_2 && response.status() != StatusCode::SWITCHING_PROTOCOLS {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        told.answered(route, response.status());
        Ok(response)
    }
}

/// What is told of a request at its end, which for one whose client goes is when it is dropped.
struct Telling<'a> {
    method: &'a Method,
    path: &'a str,
    client: Client,
    started: Instant,
    span: &'a Span,
    step: Option<Step>,
    routes: &'a Table,
    answered: Option<(String, StatusCode)>,
}

impl Telling<'_> {
    fn answered(mut self, route: String, status: StatusCode) {
        self.answered = Some((route, status));
    }
}

impl Drop for Telling<'_> {
    fn drop(&mut self) {
        let took = self.started.elapsed();
        let (route, status) = self.answered.take().unwrap_or_else(|| {
            let route = self.routes.of_path(self.path).unwrap_or(access_log::NO_ROUTE);
            (route.to_owned(), access_log::client_gone())
        });
        self.span.in_scope(|| access_log::record(self.method, &route, status, took, self.client));
        if let Some(step) = self.step.take() {
            access_log::trace(step, self.method, &route, status).end(took);
        }
    }
}

impl<E: Endpoint<Output = Response>> Layer<E> {
    /// The answer, and the route's template; the first answer to a request that is sent again.
    async fn answer_once(&self, request: Request, once: Option<Once>, id: &RequestId) -> (Response, String) {
        let (response, route) = self.answer(request, id).await;
        let response = match once {
            Some(once) => idempotency::settle(&once, response).await.unwrap_or_else(|problem| problem.respond(Some(id.as_str()))),
            None => response,
        };
        (response, route)
    }

    /// The answer, whatever happens, and the route's template.
    async fn answer(&self, mut request: Request, id: &RequestId) -> (Response, String) {
        if let Some(response) = origin::preflight(&request) {
            return (response, access_log::NO_ROUTE.to_owned());
        }
        if let Err(problem) = refuse_encoded(&request) {
            return (problem.respond(Some(id.as_str())), access_log::NO_ROUTE.to_owned());
        }
        tolerate_trailing_slash(request.uri_mut());
        if request.method() == Method::HEAD {
            request.set_method(Method::GET);
            // Of GET only (RFC 9110, 14.2).
            request.headers_mut().remove(header::RANGE);
        }
        // Nothing is used after a panic that it could have left half done: state lives in the database.
        let time = MoreTime::default();
        request.set_data(time.clone());
        let call = pin!(AssertUnwindSafe(self.inner.call(request)).catch_unwind());
        let outcome = time.within(self.within, call).await.unwrap_or_else(|| Ok(Err(failures::too_slow(self.within).into())));
        let (response, pattern) = match outcome {
            Ok(Ok(response)) => {
                let pattern = response.data::<PathPattern>().cloned();
                (response, pattern)
            }
            Ok(Err(error)) => {
                let pattern = error.data::<PathPattern>().cloned();
                let mut problem = failures::of_framework(error);
                if problem.status() == StatusCode::METHOD_NOT_ALLOWED {
                    let allow = pattern.as_ref().and_then(|pattern| self.routes.allow(&pattern.0));
                    problem = problem.with_header(header::ALLOW, allow.unwrap_or(HeaderValue::from_static("GET, HEAD")));
                }
                (problem.respond(Some(id.as_str())), pattern)
            }
            Err(panic) => {
                let what = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
                tracing::error!(panic = what, "a request panicked");
                (Problem::internal().respond(Some(id.as_str())), None)
            }
        };
        let route = pattern.map_or_else(
            || access_log::NO_ROUTE.to_owned(),
            |pattern| self.routes.template(&pattern.0).unwrap_or(&pattern.0).to_owned(),
        );
        (response, route)
    }
}

/// How long an answer may take: what is dropped then has committed nothing, or what it committed stays. A route that takes a
/// form gives it the time of an upload; whoever only says that it is one has no more than others.
#[derive(Clone, Default)]
pub struct MoreTime(Arc<AtomicBool>);

impl MoreTime {
    pub fn of_upload(request: &Request) {
        if let Some(Self(more)) = request.data() {
            more.store(true, Ordering::Relaxed);
        }
    }

    /// `None` where it took too long.
    async fn within<T>(&self, within: Duration, mut call: impl Future<Output = T> + Unpin) -> Option<T> {
        match timeout(within, &mut call).await {
            Err(_) if self.0.load(Ordering::Relaxed) => timeout(limits::UPLOAD_WITHIN, call).await.ok(),
            outcome => outcome.ok(),
        }
    }
}

/// Compressed bodies are refused: a small one can unpack to any size.
fn refuse_encoded(request: &Request) -> Result<(), Problem> {
    let encoding = request.header(header::CONTENT_ENCODING).unwrap_or("identity");
    if encoding.eq_ignore_ascii_case("identity") {
        return Ok(());
    }
    let problem = Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_encoding",
        "compressed bodies are not taken; send it without Content-Encoding",
    );
    Err(problem.with_header(header::ACCEPT_ENCODING, HeaderValue::from_static("identity")))
}

/// `/teams/` is `/teams`: not redirected, as that would lose a POST.
fn tolerate_trailing_slash(uri: &mut Uri) {
    let path = uri.path();
    if path.len() < 2 || !path.ends_with('/') {
        return;
    }
    let path = path.trim_end_matches('/');
    let path = if path.is_empty() { "/" } else { path };
    let and_query = uri.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    if let Ok(shorter) = and_query.parse() {
        *uri = shorter;
    }
}

/// The same headers as GET, with the length that GET's body has, where it is known without making it (RFC 9110, 9.3.2).
fn without_body(mut response: Response) -> Response {
    let body: BoxBody<_, _> = response.take_body().into();
    let length = body.size_hint().exact();
    let told = response.status() != StatusCode::OK || response.headers().contains_key(header::CONTENT_LENGTH);
    match length {
        Some(length) if !told => _ = response.headers_mut().insert(header::CONTENT_LENGTH, length.into()),
        // Of a body that is known to be empty the server would say that its length is 0.
        None if !told => response.set_body(Body::from_bytes_stream(stream::empty::<io::Result<Bytes>>())),
        _ => {}
    }
    response
}

#[cfg(test)]
mod tests {
    use poem::{
        EndpointExt, Route,
        endpoint::{make, make_sync},
    };
    use serde_json::Value;

    use super::*;

    async fn ask(path: &str) -> (StatusCode, Value) {
        let response = answer(Request::builder().uri_str(path)).await;
        (response.status(), response.into_body().into_json().await.unwrap())
    }

    async fn answer(request: poem::RequestBuilder) -> Response {
        let panics = make_sync(|_| -> Response { panic!("the secret is 42") });
        let fails = make_sync(|_| -> Response { StatusCode::OK.into() })
            .before(|_| async { Err(poem::error::InternalServerError(std::io::Error::other("the secret is 43"))) });
        let hangs = make(|_| std::future::pending::<Response>());
        let layer = Layer {
            inner: Route::new().at("/panics", panics).at("/fails", fails).at("/hangs", hangs),
            origins: Arc::new(Origins::new(&[])),
            trusted: Vec::new(),
            routes: Table::default(),
            clock: Clock::default(),
            stop: CancellationToken::new(),
            within: Duration::from_millis(100),
        };
        layer.call(request.header(identity::HEADER, "id-1").finish()).await.unwrap()
    }

    /// Only a route that takes a form gives it the time.
    #[tokio::test]
    async fn whoever_says_that_it_is_a_form_gets_no_more_time() {
        let form = Request::builder().uri_str("/hangs").content_type("multipart/x");
        let response = timeout(Duration::from_secs(5), answer(form)).await.expect("it is not waited for");
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    }

    #[tokio::test]
    async fn what_goes_wrong_inside_stays_inside() {
        for path in ["/panics", "/fails"] {
            let (status, problem) = ask(path).await;
            assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
            assert_eq!((&problem["code"], &problem["request_id"]), (&"internal".into(), &"id-1".into()));
            assert!(!problem.to_string().contains("secret"), "{problem}");
        }
        let (status, problem) = ask("/hangs").await;
        assert_eq!((status, &problem["code"]), (StatusCode::SERVICE_UNAVAILABLE, &"unavailable".into()));
        assert_eq!(ask("/nothing").await.0, StatusCode::NOT_FOUND);
    }
}
