//! Queues and schedules, for the instance admin.

use poem_openapi::OpenApi;
use shared::app::{
    Ctx,
    operators::{self, JobView, Operator, QueueView, ScheduleView},
    paging::Page,
};

use super::Tag;
use crate::edge::{
    caller::Caller,
    path::Path,
    reply::{Answer, Created, Listed},
};

pub struct AdminQueues(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/admin", tag = "Tag::Operators")]
impl AdminQueues {
    /// See how the queues do
    #[oai(path = "/queues", method = "get", operation_id = "listQueues")]
    async fn queues(&self, caller: Caller) -> Answer<Listed<Page<QueueView>>> {
        let operator = Operator::signed_in(&caller)?;
        Ok(Listed(operators::list_queues(&self.0, &operator).await?))
    }

    /// List the schedules
    #[oai(path = "/schedules", method = "get", operation_id = "listSchedules")]
    async fn schedules(&self, caller: Caller) -> Answer<Listed<Page<ScheduleView>>> {
        let operator = Operator::signed_in(&caller)?;
        Ok(Listed(operators::list_schedules(&self.0, &operator).await?))
    }

    /// Run a schedule now
    ///
    /// Enqueues its job and answers with that. The schedule's own next time stays what it is.
    #[oai(path = "/schedules/:name/run", method = "post", operation_id = "runSchedule")]
    async fn run(&self, caller: Caller, name: Path<String>) -> Answer<Created<JobView>> {
        let operator = Operator::signed_in(&caller)?;
        let job = operators::run_schedule(&self.0, &operator, &name.0).await?;
        Ok(Created::at(format!("/admin/jobs/{}", job.id), job))
    }
}
