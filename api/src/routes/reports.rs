//! What managers read, and where everyone begins the day.

use chrono::NaiveDate;
use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        reports::{self, Dashboard, ProjectReport, Range, TeamPerformance, Workload},
    },
    domain::{ProjectId, ReportFormat, TeamId},
};

use super::Tag;
use crate::edge::{
    caller::Caller,
    path::Path,
    query::Query,
    reply::{Answer, Reply},
    request::query,
    sheet::Sheet,
};

query! {
    /// Which days of a project, and how.
    pub struct AskProjectReport {
        /// The first day; 29 days before the last, when left out. At most 366 days in all.
        pub from: Option<NaiveDate> = "2026-11-01",
        /// The last day; today, when left out.
        pub to: Option<NaiveDate> = "2026-11-21",
        /// In which days begin and end: an IANA name. The caller's own, when left out.
        pub time_zone: Option<String> = "Europe/Berlin",
        /// `csv` for a table with a line for each day.
        pub format: Option<ReportFormat>,
    }

    /// Of which people, and how.
    pub struct AskTeamReport {
        /// Of this team; of all of the caller's teams, when left out.
        pub team_id: Option<TeamId>,
        /// `csv` for a table with a line for each person.
        pub format: Option<ReportFormat>,
    }
}

pub struct Reports(pub Ctx);

#[OpenApi(prefix_path = "/api/v1", tag = "Tag::Reports")]
impl Reports {
    /// See how a project goes
    ///
    /// What was created and completed each day, how many cards of each kind there were at its end, how long things took, and
    /// what is overdue. It counts the cards that the caller may see.
    #[oai(path = "/reports/projects/:project_id", method = "get", operation_id = "getProjectReport")]
    async fn project(
        &self,
        caller: Caller,
        project_id: Path<ProjectId>,
        query: Query<AskProjectReport>,
    ) -> Answer<Sheet<ProjectReport>> {
        let AskProjectReport { from, to, time_zone, format } = query.0;
        let range = Range { from, to, time_zone };
        Ok(Sheet::new(reports::project(&self.0, &caller, project_id.0, &range).await?, format))
    }

    /// See how far people are
    ///
    /// The cards that each is assigned to, by where they stand. Everyone in a team may ask; each counts what they may see.
    #[oai(path = "/reports/team-performance", method = "get", operation_id = "getTeamPerformance")]
    async fn team_performance(&self, caller: Caller, query: Query<AskTeamReport>) -> Answer<Sheet<TeamPerformance>> {
        let AskTeamReport { team_id, format } = query.0;
        Ok(Sheet::new(reports::team_performance(&self.0, &caller, team_id).await?, format))
    }

    /// See how much people have to do
    ///
    /// The open cards that each is assigned to, by priority. Everyone in a team may ask; each counts what they may see.
    #[oai(path = "/reports/workload", method = "get", operation_id = "getWorkload")]
    async fn workload(&self, caller: Caller, query: Query<AskTeamReport>) -> Answer<Sheet<Workload>> {
        let AskTeamReport { team_id, format } = query.0;
        Ok(Sheet::new(reports::workload(&self.0, &caller, team_id).await?, format))
    }

    /// See my dashboard
    ///
    /// What I worked on last, what I have to do soon, how my projects go, and what I have not read.
    #[oai(path = "/dashboard", method = "get", operation_id = "getDashboard")]
    async fn dashboard(&self, caller: Caller) -> Answer<Reply<Dashboard>> {
        Ok(Reply(reports::dashboard(&self.0, &caller).await?))
    }
}
