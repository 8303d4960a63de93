//! The routes below `/api/v1`, one file a noun. A handler decodes, calls one use case, encodes.

mod accounts;
mod auth;
mod list;
mod sign_in;
mod teams;
mod token_form;

use poem_openapi::Tags;
use shared::app::Ctx;

pub const BASE: &str = "/api/v1";

#[derive(Tags)]
pub enum Tag {
    /// Signing in and out, tokens and devices.
    Auth,
    /// Accounts.
    Users,
    /// Teams and who is in them.
    Teams,
    /// Projects of a team, and who is in them.
    Projects,
    /// Boards of a project.
    Boards,
    /// Columns of a board.
    Columns,
    /// Cards: what is to be done, by whom, and until when.
    Cards,
    /// What people are told.
    Notifications,
    /// Tickets for WebSockets.
    Sockets,
}

/// All of them.
pub type All = (auth::Auth, accounts::Accounts, teams::Teams);

pub fn all(ctx: &Ctx) -> All {
    (auth::Auth(ctx.clone()), accounts::Accounts(ctx.clone()), teams::Teams(ctx.clone()))
}
