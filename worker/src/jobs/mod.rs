//! What each kind of job does: one module per kind, and the list of them.
//!
//! A handler reloads the truth by the ids in its payload and may find that nothing is left to do. It may run more
//! than once (at least once is what the engine promises), so what it does must be idempotent, and its doc says why.

mod delete_content;
mod email_delivery;
mod import_cards;
mod maintain_database;
mod make_thumbnail;
mod notify_event;
mod notify_security;
mod notify_sign_in;
mod outcome;
mod prune_events;
mod prune_jobs;
mod prune_sessions;
mod rebalance_column;
mod registry;
mod rewrap_secrets;
mod running;
mod scan_digests;
mod scan_due;
mod scan_reminders;
mod send_invite;
mod send_reset;
mod sweep_files;

pub use outcome::JobError;
pub use registry::Registry;
pub use running::Running;

/// Every kind of job this program can run. A kind that is not here goes dead when it comes up.
#[must_use]
pub fn all() -> Registry {
    Registry::default()
        .handle(email_delivery::handler())
        .handle(notify_event::handler())
        .handle(notify_security::run)
        .handle(notify_sign_in::run)
        .handle(scan_due::run)
        .handle(scan_reminders::run)
        .handle(scan_digests::run)
        .handle(send_invite::run)
        .handle(send_reset::run)
        .handle(prune_events::run)
        .handle(prune_jobs::run)
        .handle(prune_sessions::run)
        .handle(rewrap_secrets::run)
        .handle(rebalance_column::run)
        .handle(maintain_database::run)
        .handle(make_thumbnail::run)
        .handle(delete_content::run)
        .handle(sweep_files::run)
        .handle(import_cards::run)
        .bury(import_cards::bury)
}
