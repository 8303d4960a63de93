//! Successful answers. A view is serialised straight to bytes; what has a version, and every plain read, carries an
//! `ETag`.

use std::{
    hash::{DefaultHasher, Hasher},
    marker::PhantomData,
    sync::Arc,
};

use poem::{
    IntoResponse, Response,
    http::{HeaderValue, StatusCode, header},
};
use poem_openapi::{
    ApiResponse,
    registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchemaRef, Registry},
};
use serde::Serialize;
use shared::app::{boards::Kept, people::Put};

use super::wire::{Wire, simple};

/// What a handler returns.
pub type Answer<T> = Result<T, super::problem::Problem>;

/// 200 with a resource.
pub struct Reply<T>(pub T);

/// 200 with a resource that was written before, and is shared by all who ask for it.
pub struct Written<T>(Arc<Kept>, PhantomData<T>);

impl<T> From<Arc<Kept>> for Written<T> {
    fn from(kept: Arc<Kept>) -> Self {
        Self(kept, PhantomData)
    }
}

/// 201 with a new resource and where it is.
pub struct Created<T> {
    location: String,
    view: T,
}

impl<T> Created<T> {
    /// `path` is below `/api/v1`.
    pub fn at(path: String, view: T) -> Self {
        Self { location: format!("{}{path}", crate::routes::BASE), view }
    }
}

/// 201 where nothing with an address of its own came to be.
pub struct Made<T>(pub T);

/// The answer to a PUT: 201 when the relation is new, else 200.
pub struct Related<T> {
    pub new: bool,
    pub view: T,
}

impl<T> From<Put<T>> for Related<T> {
    fn from(put: Put<T>) -> Self {
        Self { new: put.new, view: put.value }
    }
}

/// One page of a list.
pub struct Listed<T>(pub T);

/// What a page is: its items lead to the next page by a cursor.
pub trait Paged {
    fn next_cursor(&self) -> Option<&str>;
}

/// Handed to the layer that writes `Link`, which knows the request's address.
#[derive(Clone)]
pub struct NextCursor(pub String);

/// 204.
pub struct NoContent;

/// 202: it is done later.
pub struct Accepted;

/// 202 with what will be done later, and where it is.
pub struct Begun<T> {
    location: String,
    view: T,
}

impl<T> Begun<T> {
    /// `path` is below `/api/v1`.
    pub fn at(path: String, view: T) -> Self {
        Self { location: format!("{}{path}", crate::routes::BASE), view }
    }
}

pub fn json<T: Serialize + Wire>(status: StatusCode, view: &T) -> Response {
    let body = match serde_json::to_vec(view) {
        Ok(body) => body,
        Err(error) => {
            tracing::error!(%error, "an answer could not be written");
            return super::problem::Problem::internal().respond(None);
        }
    };
    tagged(status, "application/json", body, view.version())
}

/// A body with the `ETag` of what it is.
pub fn tagged(status: StatusCode, media_type: &'static str, body: Vec<u8>, version: Option<i64>) -> Response {
    let mut hasher = DefaultHasher::new();
    hasher.write(&body);
    let digest = hasher.finish();
    let tag = match version {
        Some(version) => format!("\"{version}-{digest:016x}\""),
        None => format!("\"{digest:016x}\""),
    };
    with_tag(Response::builder().status(status).content_type(media_type).body(body), tag)
}

fn with_tag(mut response: Response, tag: String) -> Response {
    if let Ok(tag) = HeaderValue::try_from(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

impl<T: Wire + Send> IntoResponse for Written<T> {
    fn into_response(self) -> Response {
        let response = Response::builder().content_type("application/json").body(self.0.json().clone());
        let mut response = with_tag(response, format!("\"{:016x}\"", self.0.digest()));
        response.set_data(self.0);
        response
    }
}

impl<T: Serialize + Wire + Send> IntoResponse for Reply<T> {
    fn into_response(self) -> Response {
        json(StatusCode::OK, &self.0)
    }
}

impl<T: Serialize + Wire + Send> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        let mut response = json(StatusCode::CREATED, &self.view);
        if let Ok(location) = HeaderValue::try_from(self.location) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }
}

impl<T: Serialize + Wire + Send> IntoResponse for Begun<T> {
    fn into_response(self) -> Response {
        let mut response = json(StatusCode::ACCEPTED, &self.view);
        response.headers_mut().remove(header::ETAG);
        if let Ok(location) = HeaderValue::try_from(self.location) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }
}

impl<T: Serialize + Wire + Send> IntoResponse for Made<T> {
    fn into_response(self) -> Response {
        let mut response = json(StatusCode::CREATED, &self.0);
        response.headers_mut().remove(header::ETAG);
        response
    }
}

impl<T: Serialize + Wire + Send> IntoResponse for Related<T> {
    fn into_response(self) -> Response {
        let mut response = json(if self.new { StatusCode::CREATED } else { StatusCode::OK }, &self.view);
        response.headers_mut().remove(header::ETAG);
        response
    }
}

impl<T: Serialize + Wire + Paged + Send> IntoResponse for Listed<T> {
    fn into_response(self) -> Response {
        let mut response = json(StatusCode::OK, &self.0);
        if let Some(cursor) = self.0.next_cursor() {
            response.set_data(NextCursor(cursor.to_owned()));
        }
        response
    }
}

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into()
    }
}

impl IntoResponse for Accepted {
    fn into_response(self) -> Response {
        StatusCode::ACCEPTED.into()
    }
}

fn meta<T: Wire>(status: u16, description: &'static str, headers: &[(&str, &str)]) -> MetaResponse {
    MetaResponse {
        description,
        status: Some(status),
        status_range: None,
        content: vec![MetaMediaType { content_type: "application/json", schema: T::schema() }],
        headers: headers.iter().map(|(name, meaning)| of_header(name, meaning)).collect(),
    }
}

pub fn of_header(name: &str, meaning: &str) -> MetaHeader {
    MetaHeader {
        name: name.to_owned(),
        description: Some(meaning.to_owned()),
        required: false,
        deprecated: false,
        schema: string(),
    }
}

fn string() -> MetaSchemaRef {
    simple("string", None)
}

pub const ETAG: (&str, &str) =
    ("ETag", "What this representation is; for `If-None-Match` and, where it has a version, `If-Match`.");

macro_rules! documented {
    ($($answer:ident: $($response:expr),+;)+) => {$(
        impl<T: Wire> ApiResponse for $answer<T> {
            fn meta() -> MetaResponses {
                MetaResponses { responses: vec![$($response),+] }
            }
            fn register(registry: &mut Registry) {
                T::register(registry);
            }
        }
    )+};
}

documented! {
    Reply: meta::<T>(200, "The resource", &[ETAG]);
    Written: meta::<T>(200, "The resource", &[ETAG]);
    Created: meta::<T>(201, "Created", &[ETAG, ("Location", "The address of the new resource.")]);
    Begun: meta::<T>(202, "It will be done", &[("Location", "Where to see how far it is.")]);
    Made: meta::<T>(201, "Created", &[]);
    Related: meta::<T>(200, "It was so already, or has changed", &[]), meta::<T>(201, "It is new", &[]);
    Listed: meta::<T>(200, "One page", &[ETAG, ("Link", "`rel=\"next\"`: the address of the next page (RFC 8288).")]);
}

impl ApiResponse for NoContent {
    fn meta() -> MetaResponses {
        empty(204, "Done")
    }
    fn register(_: &mut Registry) {}
}

impl ApiResponse for Accepted {
    fn meta() -> MetaResponses {
        empty(202, "It will be done")
    }
    fn register(_: &mut Registry) {}
}

fn empty(status: u16, description: &'static str) -> MetaResponses {
    let response =
        MetaResponse { description, status: Some(status), status_range: None, content: Vec::new(), headers: Vec::new() };
    MetaResponses { responses: vec![response] }
}
