//! The web app at `/app/`, and the plain addresses that lead into it.

use std::sync::Arc;

use poem::{
    Request, Response,
    http::{StatusCode, header},
};

use super::{Pages, html::missing};
use crate::web::WebApp;

/// How the plain addresses begin that are screens of the app, too.
const HAS_SCREEN: [&str; 7] = ["/cards/", "/boards/", "/projects/", "/teams/", "/invites/", "/reset/", "/verify/"];

pub fn add(pages: &mut Pages, web: &Arc<WebApp>) {
    for template in ["/app", "/app/*path"] {
        let web = web.clone();
        pages.get(template, move |request| {
            let web = web.clone();
            async move {
                let path = request.uri().path().strip_prefix("/app").unwrap_or_default().trim_start_matches('/');
                Ok(web.answer(path, request.headers()).unwrap_or_else(missing))
            }
        });
    }
}

/// Where the plain page at this address has its place in the app: there, unless the query asks for it `plain`.
pub fn instead_of_plain(request: &Request) -> Option<Response> {
    request.data::<Option<Arc<WebApp>>>()?.as_ref()?;
    if !HAS_SCREEN.iter().any(|begins| request.uri().path().starts_with(begins)) && request.uri().path() != "/" {
        return None;
    }
    let plain =
        url::form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes()).any(|(name, _)| name == "plain");
    let there = format!("/app{}", request.uri().path());
    (!plain).then(|| Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, there).finish())
}
