//! The routes below `/api/v1`, one file a noun. A handler decodes, calls one use case, encodes.

mod accounts;
mod admin_audit;
mod admin_jobs;
mod admin_queues;
mod api_tokens;
mod auth;
mod board_preferences;
mod boards;

mod calendar;
mod card_lists;
mod card_people;
pub mod cards;
pub mod chat;
mod checklists;
mod columns;
mod comments;
mod files;
mod identities;
mod invites;
mod labels;
mod list;
mod notification_settings;
mod notifications;
mod oidc;
mod projects;
mod recovery;
mod reminders;
mod reports;
mod sign_in;
mod sockets;
mod teams;
mod token_form;
mod totp;
mod users;

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
    /// Links that let people into boards and teams.
    Invites,
    /// Columns of a board.
    Columns,
    /// Cards: what is to be done, by whom, and until when.
    Cards,
    /// Labels of a project, and the cards that wear them.
    Labels,
    /// What there is to tick off on a card.
    Checklists,
    /// What people say about cards.
    Comments,
    /// Files of cards and projects.
    Files,
    /// What people say in a project.
    Chat,
    /// What one asked to be reminded of.
    Reminders,
    /// What people are told.
    Notifications,
    /// How projects go, who works on what, and where to begin the day.
    Reports,
    /// Tickets for WebSockets.
    Sockets,
    /// For the instance admin: jobs, queues, schedules, the audit log.
    Operators,
}

/// All of them, in parts: poem-openapi takes 16 at a time.
pub type All = (
    (
        auth::Auth,
        recovery::Recovery,
        totp::Totp,
        oidc::Oidc,
        identities::Identities,
        accounts::Accounts,
        api_tokens::ApiTokens,
        users::Users,
        calendar::Calendar,
        teams::Teams,
        projects::Projects,
        boards::Boards,
        board_preferences::BoardPreferences,
        invites::Invites,
        reports::Reports,
    ),
    (
        columns::Columns,
        card_lists::CardLists,
        cards::Cards,
        card_people::CardPeople,
        labels::Labels,
        checklists::Checklists,
        comments::Comments,
        files::Files,
        chat::Chat,
        reminders::Reminders,
        notifications::Notifications,
        notification_settings::NotificationSettings,
        sockets::Sockets,
        admin_jobs::AdminJobs,
        admin_queues::AdminQueues,
        admin_audit::AdminAudit,
    ),
);

pub fn all(ctx: &Ctx) -> All {
    let ctx = || ctx.clone();
    (
        (
            auth::Auth(ctx()),
            recovery::Recovery(ctx()),
            totp::Totp(ctx()),
            oidc::Oidc(ctx()),
            identities::Identities(ctx()),
            accounts::Accounts(ctx()),
            api_tokens::ApiTokens(ctx()),
            users::Users(ctx()),
            calendar::Calendar(ctx()),
            teams::Teams(ctx()),
            projects::Projects(ctx()),
            boards::Boards(ctx()),
            board_preferences::BoardPreferences(ctx()),
            invites::Invites(ctx()),
            reports::Reports(ctx()),
        ),
        (
            columns::Columns(ctx()),
            card_lists::CardLists(ctx()),
            cards::Cards(ctx()),
            card_people::CardPeople(ctx()),
            labels::Labels(ctx()),
            checklists::Checklists(ctx()),
            comments::Comments(ctx()),
            files::Files(ctx()),
            chat::Chat(ctx()),
            reminders::Reminders(ctx()),
            notifications::Notifications(ctx()),
            notification_settings::NotificationSettings(ctx()),
            sockets::Sockets(ctx()),
            admin_jobs::AdminJobs(ctx()),
            admin_queues::AdminQueues(ctx()),
            admin_audit::AdminAudit(ctx()),
        ),
    )
}
