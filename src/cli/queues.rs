//! `boardwire admin queues` and `boardwire admin schedules`

use clap::{Args, Subcommand};
use shared::app::{
    Ctx,
    operators::{self, Operator},
};

use super::table::{self, Table, maybe_time, time};

#[derive(Args)]
pub struct ShowQueues {
    /// As the API answers.
    #[arg(long)]
    json: bool,
}

impl ShowQueues {
    pub async fn run(self, ctx: &Ctx) -> anyhow::Result<()> {
        let operator = Operator::at_the_command_line();
        let queues = operators::list_queues(ctx, &operator).await?.items;
        if self.json {
            return table::json(&queues);
        }
        let mut rows = Table::new(&["queue", "ready", "running", "scheduled", "dead", "oldest", "workers"]);
        for queue in queues {
            let counts = [queue.ready, queue.running, queue.scheduled, queue.dead].map(|count| count.to_string());
            let ends = [format!("{:.1} s", queue.oldest_age_s), queue.workers.to_string()];
            rows.row([queue.name].into_iter().chain(counts).chain(ends));
        }
        rows.print("There are no queues.");
        println!();
        let mut rows = Table::new(&["process", "host/pid", "state", "queues", "since", "seen"]);
        for worker in operators::list_workers(ctx, &operator).await? {
            let queues: Vec<_> = worker.queues.iter().map(|(queue, slots)| format!("{queue}:{slots}")).collect();
            let queues = if queues.is_empty() { "-".to_owned() } else { queues.join(",") };
            let times = [time(worker.started_at), time(worker.seen_at)];
            rows.row([worker.role.to_string(), worker.name, worker.state.to_string(), queues].into_iter().chain(times));
        }
        rows.print("No worker and no scheduler is alive.");
        Ok(())
    }
}

#[derive(Args)]
pub struct Schedules {
    #[command(subcommand)]
    command: Option<SchedulesCommand>,
    /// As the API answers.
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand)]
enum SchedulesCommand {
    /// Enqueues a schedule's job now; its own next time stays what it is.
    Run { name: String },
}

impl Schedules {
    pub async fn run(self, ctx: &Ctx) -> anyhow::Result<()> {
        let operator = Operator::at_the_command_line();
        if let Some(SchedulesCommand::Run { name }) = self.command {
            let job = operators::run_schedule(ctx, &operator, &name).await?;
            println!("{} ({}) is enqueued.", job.id, job.kind);
            return Ok(());
        }
        let schedules = operators::list_schedules(ctx, &operator).await?.items;
        if self.json {
            return table::json(&schedules);
        }
        let mut rows = Table::new(&["name", "cron", "zone", "queue", "last run", "next run"]);
        for schedule in schedules {
            let times = [maybe_time(schedule.last_run_at), maybe_time(schedule.next_run_at)];
            rows.row([schedule.name, schedule.cron, schedule.time_zone, schedule.queue].into_iter().chain(times));
        }
        rows.print("There are no schedules.");
        Ok(())
    }
}
