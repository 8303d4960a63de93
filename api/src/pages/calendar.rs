//! The feed that calendar programs read (iCalendar, RFC 5545). Its token is in the path, and the path is in no log.

use poem::{
    Request, Response,
    http::{HeaderValue, StatusCode, header},
};
use shared::app::{AppError, calendar};

use super::{Pages, html::missing};
use crate::edge::{caller::ctx, problem::Problem, reply::tagged};

pub fn add(pages: &mut Pages) {
    pages.get("/calendar/{token}.ics", |request| async move { Ok(show(&request).await) });
}

async fn show(request: &Request) -> Response {
    let Some(token) = request.raw_path_param("param0").and_then(|name| name.strip_suffix(".ics")) else { return missing() };
    match calendar::read(ctx(request), token).await {
        Ok(text) => {
            let mut response = tagged(StatusCode::OK, "text/calendar; charset=utf-8", text.into_bytes(), None);
            let name = HeaderValue::from_static("inline; filename=\"boardwire.ics\"");
            response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
            response
        }
        Err(AppError::NotFound(_)) => missing(),
        Err(error) => Problem::from(error).respond(None),
    }
}
