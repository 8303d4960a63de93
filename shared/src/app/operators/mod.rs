//! What whoever runs the instance sees and does: jobs, queues, schedules, processes and the audit log. The same for the
//! instance admin over HTTP and for the command line, whose user can read the database anyway.

mod addresses;
mod audit;
mod jobs;
mod mend;
mod presence;
mod queues;
mod schedules;
mod users;

pub use addresses::{list_addresses, release_address};
pub use audit::{AuditFilter, AuditTarget, AuditView, list_audit};
pub use jobs::{JobView, JobsFilter, find_job, list_jobs};
pub use mend::{Batch, discard_job, discard_pile, retry_job, retry_pile};
pub use presence::{Presence, WorkerView, list_workers};
pub(crate) use queues::state_of_queues;
pub use queues::{QueueView, list_queues};
pub use schedules::{ScheduleView, list_schedules, run_schedule};
pub use users::{AccountChange, delete_account, find_account, list_users, remove_totp, update_account};

use super::{Actor, AppError, Ctx, Result, Trace, Work};
use crate::domain::UserId;

/// Somebody who may do all of it.
#[derive(Clone, Debug)]
pub struct Operator {
    user: Option<UserId>,
    trace: Trace,
}

impl Operator {
    /// # Errors
    /// Forbidden to anybody but the instance admin.
    pub fn signed_in(actor: &Actor) -> Result<Self> {
        if !actor.is_admin() {
            return Err(AppError::Forbidden("only the instance admin may do this".to_owned()));
        }
        Ok(Self { user: Some(actor.user_id), trace: actor.trace.clone() })
    }

    #[must_use]
    pub fn at_the_command_line() -> Self {
        Self { user: None, trace: Trace::command_line() }
    }

    async fn begin(&self, ctx: &Ctx) -> Result<Work> {
        Work::begin(ctx, self.user, self.trace.clone()).await
    }
}
