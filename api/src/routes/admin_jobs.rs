//! Background jobs, for the instance admin.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        operators::{self, JobView, JobsFilter, Operator},
        paging::Page,
    },
    domain::{JobId, JobsAsked},
};

use super::{Tag, list::page};
use crate::edge::{
    caller::Caller,
    path::Path,
    query::{Limit, Query},
    reply::{Answer, Listed, Reply},
    request::query,
};

query! {
    /// Which jobs.
    pub struct ListJobs {
        /// `scheduled` are those of `ready` that wait for a later time.
        pub state: Option<JobsAsked>,
        /// Only of this kind, such as `email`.
        pub kind: Option<String>,
        /// Only of this queue.
        pub queue: Option<shared::jobs::Queue>,
        /// The `next_cursor` of the page before.
        pub cursor: Option<String>,
        /// How many items, 1 to 200.
        pub limit: Option<Limit>,
    }
}

pub struct AdminJobs(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/admin/jobs", tag = "Tag::Operators")]
impl AdminJobs {
    /// List jobs
    ///
    /// The newest first. For the instance admin, as is all of this.
    #[oai(path = "/", method = "get", operation_id = "listJobs")]
    async fn list(&self, caller: Caller, query: Query<ListJobs>) -> Answer<Listed<Page<JobView>>> {
        let operator = Operator::signed_in(&caller)?;
        let ListJobs { state, kind, queue, cursor, limit } = query.0;
        let filter = JobsFilter { state, kind, queue };
        Ok(Listed(operators::list_jobs(&self.0, &operator, &filter, &page(cursor, limit)).await?))
    }

    /// Get a job
    #[oai(path = "/:job_id", method = "get", operation_id = "getJob")]
    async fn get(&self, caller: Caller, job_id: Path<JobId>) -> Answer<Reply<JobView>> {
        let operator = Operator::signed_in(&caller)?;
        Ok(Reply(operators::find_job(&self.0, &operator, job_id.0).await?))
    }

    /// Run a job again
    ///
    /// Now, with all its attempts: one that is dead, discarded, or waits for a later time. 409 while it runs, and when it
    /// is done.
    #[oai(path = "/:job_id/retry", method = "post", operation_id = "retryJob")]
    async fn retry(&self, caller: Caller, job_id: Path<JobId>) -> Answer<Reply<JobView>> {
        let operator = Operator::signed_in(&caller)?;
        Ok(Reply(operators::retry_job(&self.0, &operator, job_id.0).await?))
    }

    /// Give a job up
    ///
    /// One that waits or is dead. 409 while it runs, and when it is done.
    #[oai(path = "/:job_id/discard", method = "post", operation_id = "discardJob")]
    async fn discard(&self, caller: Caller, job_id: Path<JobId>) -> Answer<Reply<JobView>> {
        let operator = Operator::signed_in(&caller)?;
        Ok(Reply(operators::discard_job(&self.0, &operator, job_id.0).await?))
    }
}
