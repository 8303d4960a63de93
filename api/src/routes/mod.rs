//! The routes below `/api/v1`, one file a noun. A handler decodes, calls one use case, encodes.

mod accounts;
mod admin_audit;
mod admin_jobs;
mod admin_queues;
mod auth;
mod boards;
mod card_people;
mod cards;
mod columns;
mod comments;
mod list;
mod notification_settings;
mod notifications;
mod projects;
mod reminders;
mod sign_in;
mod sockets;
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
    /// What people say about cards.
    Comments,
    /// What one asked to be reminded of.
    Reminders,
    /// What people are told.
    Notifications,
    /// Tickets for WebSockets.
    Sockets,
    /// For the instance admin: jobs, queues, schedules, the audit log.
    Operators,
}

/// All of them.
pub type All = (
    auth::Auth,
    accounts::Accounts,
    teams::Teams,
    projects::Projects,
    boards::Boards,
    columns::Columns,
    cards::Cards,
    card_people::CardPeople,
    comments::Comments,
    reminders::Reminders,
    notifications::Notifications,
    notification_settings::NotificationSettings,
    sockets::Sockets,
    admin_jobs::AdminJobs,
    admin_queues::AdminQueues,
    admin_audit::AdminAudit,
);

pub fn all(ctx: &Ctx) -> All {
    let ctx = || ctx.clone();
    (
        auth::Auth(ctx()),
        accounts::Accounts(ctx()),
        teams::Teams(ctx()),
        projects::Projects(ctx()),
        boards::Boards(ctx()),
        columns::Columns(ctx()),
        cards::Cards(ctx()),
        card_people::CardPeople(ctx()),
        comments::Comments(ctx()),
        reminders::Reminders(ctx()),
        notifications::Notifications(ctx()),
        notification_settings::NotificationSettings(ctx()),
        sockets::Sockets(ctx()),
        admin_jobs::AdminJobs(ctx()),
        admin_queues::AdminQueues(ctx()),
        admin_audit::AdminAudit(ctx()),
    )
}
