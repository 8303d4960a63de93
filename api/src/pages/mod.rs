//! What is outside `/api/v1`: health, the documentation, and plain pages that work without the web app and without
//! JavaScript.

mod account_links;
mod app;
mod calendar;
mod dev_mail;
mod docs;
mod forgot;
mod health;
mod home;
mod html;
mod invites;
mod oidc;
mod sign_in;
mod things;
mod unsubscribe;

pub use oidc::{finished as oidc_finished, started as oidc_started, visitor};
use std::sync::Arc;

use poem::Request;
use poem::{EndpointExt, Response, Route, RouteMethod, endpoint::make, http::Method};
pub use sign_in::own_path;

use crate::web::WebApp;

/// Routes with the table that `Allow` and the logs need.
#[derive(Default)]
pub struct Pages {
    routes: Vec<(&'static str, Vec<Method>, RouteMethod)>,
}

impl Pages {
    /// Adds a page. Parameters are spelled as in OpenAPI, and are `param0`, `param1` … to the handler.
    pub fn get<F, Fut>(&mut self, template: &'static str, handler: F)
    where
        F: Fn(Request) -> Fut + Send + Sync + Clone + 'static,
        Fut: Future<Output = poem::Result<Response>> + Send + 'static,
    {
        self.add(Method::GET, template, handler);
    }

    pub fn add<F, Fut>(&mut self, method: Method, template: &'static str, handler: F)
    where
        F: Fn(Request) -> Fut + Send + Sync + Clone + 'static,
        Fut: Future<Output = poem::Result<Response>> + Send + 'static,
    {
        let endpoint = make(handler).boxed();
        match self.routes.iter_mut().find(|(known, ..)| *known == template) {
            Some((_, methods, route)) => {
                methods.push(method.clone());
                *route = std::mem::take(route).method(method, endpoint);
            }
            None => self.routes.push((template, vec![method.clone()], RouteMethod::new().method(method, endpoint))),
        }
    }

    pub fn table(&self) -> impl Iterator<Item = (&'static str, &[Method])> {
        self.routes.iter().map(|(template, methods, _)| (*template, methods.as_slice()))
    }

    pub fn route(self) -> Route {
        let pattern = crate::edge::routing::pattern;
        self.routes.into_iter().fold(Route::new(), |all, (template, _, route)| all.at(pattern(template), route))
    }
}

/// All of them; the web app among them where there is one.
pub fn all(pages: &mut Pages, web: Option<&Arc<WebApp>>) {
    if let Some(web) = web {
        app::add(pages, web);
    }
    home::add(pages);
    health::add(pages);
    docs::add(pages);
    dev_mail::add(pages);
    sign_in::add(pages);
    forgot::add(pages);
    things::add(pages);
    invites::add(pages);
    unsubscribe::add(pages);
    account_links::add(pages);
    calendar::add(pages);
    oidc::add(pages);
    crate::sockets::add(pages);
}
