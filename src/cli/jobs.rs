//! `boardwire admin jobs …`

use anyhow::bail;
use clap::{Args, Subcommand};
use shared::{
    app::{
        Ctx,
        operators::{self, JobView, JobsFilter, Operator},
        paging::PageRequest,
    },
    domain::{JobId, JobsAsked},
    jobs::Queue,
    store::jobs::Pile,
};

use super::table::{self, Table, cut, maybe_time, time};

#[derive(Subcommand)]
pub enum JobsCommand {
    /// Lists jobs, the newest first.
    List(List),
    /// Shows all of one job.
    Show {
        id: JobId,
        #[arg(long)]
        json: bool,
    },
    /// Runs a job again, now and with all its attempts; or all of a kind or queue that are dead or put off.
    Retry(Which),
    /// Gives up a job that waits or is dead; or all of a kind or queue that are dead or put off.
    Discard(Which),
}

#[derive(Args)]
pub struct List {
    /// ready, scheduled (ready, but for later), running, done, dead or discarded.
    #[arg(long)]
    state: Option<JobsAsked>,
    /// Such as email or notify.
    #[arg(long)]
    kind: Option<String>,
    #[arg(long, value_parser = queue)]
    queue: Option<Queue>,
    #[arg(long, default_value_t = 50)]
    limit: usize,
    /// As the API answers.
    #[arg(long)]
    json: bool,
}

/// One job by its id, or a pile of them.
#[derive(Args)]
pub struct Which {
    #[arg(required_unless_present_any = ["dead", "postponed"], conflicts_with_all = ["kind", "queue", "dead", "postponed"])]
    id: Option<JobId>,
    /// Only of this kind.
    #[arg(long)]
    kind: Option<String>,
    /// Only of this queue.
    #[arg(long, value_parser = queue)]
    queue: Option<Queue>,
    /// All that are dead.
    #[arg(long, conflicts_with = "postponed")]
    dead: bool,
    /// All that failed and wait for their next attempt.
    #[arg(long)]
    postponed: bool,
}

fn queue(name: &str) -> Result<Queue, String> {
    Queue::parse(name).ok_or_else(|| format!("is none of {}", Queue::ALL.map(Queue::as_str).join(", ")))
}

impl JobsCommand {
    pub async fn run(self, ctx: &Ctx) -> anyhow::Result<()> {
        let operator = Operator::at_the_command_line();
        match self {
            JobsCommand::List(list) => list.run(ctx, &operator).await,
            JobsCommand::Show { id, json } => {
                let job = operators::find_job(ctx, &operator, id).await?;
                if json {
                    return table::json(&job);
                }
                show(&job);
                Ok(())
            }
            JobsCommand::Retry(Which { id: Some(id), .. }) => {
                let job = operators::retry_job(ctx, &operator, id).await?;
                println!("{} ({}) runs again now.", job.id, job.kind);
                Ok(())
            }
            JobsCommand::Discard(Which { id: Some(id), .. }) => {
                let job = operators::discard_job(ctx, &operator, id).await?;
                println!("{} ({}) is given up.", job.id, job.kind);
                Ok(())
            }
            JobsCommand::Retry(which) => which.all(ctx, &operator, false).await,
            JobsCommand::Discard(which) => which.all(ctx, &operator, true).await,
        }
    }
}

impl List {
    async fn run(self, ctx: &Ctx, operator: &Operator) -> anyhow::Result<()> {
        let filter = JobsFilter { state: self.state, kind: self.kind, queue: self.queue };
        let mut jobs: Vec<JobView> = Vec::new();
        let mut cursor = None;
        while jobs.len() < self.limit {
            let limit = u32::try_from((self.limit - jobs.len()).min(200))?;
            let request = PageRequest { cursor, limit: Some(limit) };
            let page = operators::list_jobs(ctx, operator, &filter, &request).await?;
            jobs.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        if self.json {
            return table::json(&jobs);
        }
        let mut rows = Table::new(&["id", "kind", "queue", "state", "attempts", "run at", "last error"]);
        for job in &jobs {
            rows.row([
                job.id.to_string(),
                job.kind.clone(),
                job.queue.clone(),
                job.state.to_string(),
                format!("{}/{}", job.attempts, job.max_attempts),
                time(job.run_at),
                cut(job.last_error.as_deref().unwrap_or("-"), 70),
            ]);
        }
        rows.print("There are no such jobs.");
        if cursor.is_some() {
            println!("… and more: see --limit.");
        }
        Ok(())
    }
}

fn show(job: &JobView) {
    let mut rows = Table::new(&["", ""]);
    let mut line = |what: &str, value: String| rows.row([what.to_owned(), value]);
    line("id", job.id.to_string());
    line("kind", job.kind.clone());
    line("queue", job.queue.clone());
    line("state", job.state.to_string());
    line("payload", job.payload.to_string());
    line("attempts", format!("{} of {}", job.attempts, job.max_attempts));
    line("losses", job.losses.to_string());
    line("run at", time(job.run_at));
    line("lease until", maybe_time(job.lease_until));
    line("last error", job.last_error.clone().unwrap_or_else(|| "-".to_owned()));
    line("trace id", job.trace_id.clone().unwrap_or_else(|| "-".to_owned()));
    line("created at", time(job.created_at));
    line("finished at", maybe_time(job.finished_at));
    rows.print_body();
}

impl Which {
    /// Goes through the pile in batches, so that no transaction is long.
    async fn all(self, ctx: &Ctx, operator: &Operator, give_up: bool) -> anyhow::Result<()> {
        if self.kind.is_none() && self.queue.is_none() {
            bail!("say which: --kind or --queue (or both), or one job's id");
        }
        let pile = if self.dead { Pile::Dead } else { Pile::Postponed };
        let filter = JobsFilter { state: None, kind: self.kind, queue: self.queue };
        let (until, mut after, mut count) = (ctx.clock.now(), None, 0);
        loop {
            let batch = if give_up {
                operators::discard_pile(ctx, operator, pile, &filter, until, after).await?
            } else {
                operators::retry_pile(ctx, operator, pile, &filter, until, after).await?
            };
            count += batch.count;
            after = batch.next;
            if after.is_none() {
                break;
            }
            eprintln!("{count} …");
        }
        let jobs = if count == 1 { "job" } else { "jobs" };
        println!("{count} {jobs} {}.", if give_up { "given up" } else { "to run again now" });
        Ok(())
    }
}
