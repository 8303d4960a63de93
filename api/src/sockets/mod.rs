//! WebSockets: live streams of what happens.
//!
//! A socket reads its stream's rows, in order, from where it is; hints only say when to look. So nothing is missed or
//! repeated, whichever process it is connected to, and a slow reader costs no memory. [`open`] lets someone in,
//! [`source`] is one kind of stream, [`follow`] is the loop that all kinds share, [`hub`] hands out the hints.

mod commands;
mod connection;
mod follow;
mod frames;
pub mod hub;
mod open;
mod source;
mod user;

use poem::{Request, Response};
use shared::app::streams::Stream;

use crate::pages::Pages;

pub fn add(pages: &mut Pages) {
    pages.get("/ws/notifications", |request| async move { notifications(request).await });
}

/// The caller's own stream.
async fn notifications(request: Request) -> poem::Result<Response> {
    let asked = open::ask(&request).await?;
    open::upgrade(&request, asked, Stream::Notifications, |ctx, who| async move { Ok(user::UserStream::new(ctx, who.actor)) })
        .await
}
