//! WebSockets: live streams of what happens.
//!
//! A socket reads its stream's rows, in order, from where it is; hints only say when to look. So nothing is missed or
//! repeated, whichever process it is connected to, and a slow reader costs no memory. [`open`] lets someone in,
//! [`source`] is one kind of stream, [`follow`] is the loop that all kinds share, [`hub`] hands out the hints, [`feed`]
//! reads a board's or project's rows once for all who follow it, [`presence`] writes down who is there. What the frames
//! look like is in [`schema`], and told at `/docs/ws`.

mod board;
mod commands;
mod connection;
pub mod crowd;
pub mod feed;
mod follow;
mod frames;
pub mod hub;
mod open;
mod place;
pub mod presence;
mod project;
pub mod schema;
mod single_flight;
mod source;
mod sweep;
mod tally;
mod together;
mod user;

use poem::{Request, Response, http::header};
use shared::app::{
    Ctx,
    accounts::Authenticated,
    streams::{self, Place, Stream},
};

use crate::{
    Live,
    edge::{field::FromText, problem::Problem},
    pages::Pages,
};

pub fn add(pages: &mut Pages) {
    pages.get("/ws/notifications", |request| async move { notifications(request).await });
    pages.get("/ws/boards/{board_id}", |request| async move {
        match id(&request) {
            Ok(id) => place(request, Stream::Board(id), Place::Board(id)).await,
            Err(problem) => Err(problem.into()),
        }
    });
    pages.get("/ws/projects/{project_id}", |request| async move {
        match id(&request) {
            Ok(id) => place(request, Stream::Project(id), Place::Project(id)).await,
            Err(problem) => Err(problem.into()),
        }
    });
    pages.get("/docs/ws", |_| async {
        Ok(Response::builder().header(header::CONTENT_TYPE, "application/schema+json").body(schema::document()))
    });
}

fn id<T: FromText>(request: &Request) -> Result<T, Problem> {
    let text = request.raw_path_param("param0").unwrap_or_default();
    T::from_text(text).map_err(|_| Problem::not_found("resource"))
}

/// The caller's own stream.
async fn notifications(request: Request) -> poem::Result<Response> {
    let asked = open::ask(&request).await?;
    open::upgrade(&request, asked, Stream::Notifications, |ctx: Ctx, _: Live, who: Authenticated| async move {
        Ok((user::UserStream::new(ctx, who.actor), None))
    })
}

/// What many follow together.
async fn place(request: Request, stream: Stream, place: Place) -> poem::Result<Response> {
    let asked = open::ask(&request).await?;
    open::upgrade(&request, asked, stream, move |ctx: Ctx, live: Live, who: Authenticated| async move {
        streams::enter(&ctx, &who.actor, place).await?;
        let feed = live.feeds.of(&ctx, &live.hub, place).await?;
        let here = live.presence.enter(place.id(), who.actor.user_id).await;
        Ok((place::PlaceStream::new(ctx, who.actor, feed), Some(here)))
    })
}
