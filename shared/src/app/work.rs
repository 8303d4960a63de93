//! One change: rows, what happened, and the jobs that follow, in one transaction.
//!
//! What happened is written last, because taking a stream's next `seq` locks its row: that lock is what orders all
//! writers of one board, so it is held only for the commit. After the commit come hints, which may be lost.

use chrono::{DateTime, Utc};

use super::{Audit, Ctx, Event, Once, Result, Trace};
use crate::{
    domain::{EventId, TraceParent, UserId},
    events::Hint,
    jobs::{Job, NewJob, NotifySecurity},
    store::{self, Batch, Tx, events::NewEvent},
};

pub struct Work {
    pub tx: Tx,
    pub now: DateTime<Utc>,
    ctx: Ctx,
    actor: Option<UserId>,
    trace: Trace,
    audits: Vec<Audit>,
    events: Vec<NewEvent>,
    jobs: Vec<NewJob>,
    hints: Vec<Hint>,
    /// What else is written, together with what happened: for rows that the change itself does not read again.
    pub at_end: Batch,
    /// The request it is for, where that is to be done once: its answer commits with the change.
    pub(super) once: Option<Once>,
}

impl Work {
    pub(super) async fn begin(ctx: &Ctx, actor: Option<UserId>, trace: Trace) -> Result<Self> {
        let tx = ctx.db.begin().await?;
        let now = ctx.clock.now();
        let once = trace.once.clone();
        let mut work = Self {
            tx,
            now,
            ctx: ctx.clone(),
            actor,
            trace,
            audits: Vec::new(),
            events: Vec::new(),
            jobs: Vec::new(),
            hints: Vec::new(),
            at_end: Batch::default(),
            once: None,
        };
        if let (Some(once), Some(actor)) = (once, actor) {
            once.take(&mut work, actor).await?;
        }
        Ok(work)
    }

    /// Whose doing it is from here on, where that was not known when it began: an account that this change makes.
    pub(super) fn act_as(&mut self, user: UserId) {
        self.actor = Some(user);
    }

    /// Notes what happened. Its place in the streams is given out by [`Work::commit`].
    pub fn record(&mut self, event: Event) -> EventId {
        let id = EventId::new();
        self.events.push(NewEvent {
            id,
            name: event.name,
            actor_id: self.actor,
            team_id: event.team,
            project_id: event.project,
            in_project_stream: event.in_project_stream,
            board_id: event.board,
            in_board_stream: event.in_board_stream,
            card_id: event.card,
            data: event.data.to_string(),
            created_at: self.now,
        });
        id
    }

    pub fn enqueue<J: Job>(&mut self, job: &J) {
        self.enqueue_new(NewJob::new(job));
    }

    /// Enqueues it as what follows from the step that asks for it: each attempt is a step of its own.
    pub fn enqueue_new(&mut self, job: NewJob) {
        let parent = *self.trace.parent.get_or_insert_with(TraceParent::begin);
        self.enqueue_after(parent, job);
    }

    /// Enqueues it as what follows from another step than this change does.
    pub(super) fn enqueue_after(&mut self, parent: TraceParent, job: NewJob) {
        self.jobs.push(job.traced(Some(parent.to_string())));
    }

    /// Notes what someone may have to answer for; it is written by [`Work::commit`].
    pub fn audit(&mut self, audit: Audit) {
        self.audits.push(audit);
    }

    /// As [`Work::audit`], and tells the person whose account it concerns.
    pub fn audit_and_tell(&mut self, audit: Audit, user_id: UserId) {
        self.enqueue(&NotifySecurity { audit_id: audit.id(), user_id });
        self.audit(audit);
    }

    /// Something to tell the other processes once the change is committed.
    pub fn hint(&mut self, hint: Hint) {
        self.hints.push(hint);
    }

    /// Commits all of it, then wakes whoever waits for it. The change of a request that is to be done once waits for its
    /// answer: [`Once::settle`] commits it.
    pub async fn commit(mut self) -> Result<()> {
        for audit in std::mem::take(&mut self.audits) {
            let entry = audit.entry(self.actor, &self.trace, self.now);
            store::audit::insert_entry(&mut self.tx, &entry).await?;
        }
        let changed = self.hints.iter().filter_map(|hint| if let Hint::Access(place) = hint { Some(*place) } else { None });
        store::streams::count_rights(&mut self.tx, &changed.collect()).await?;
        let (left, events) = (std::mem::take(&mut self.at_end), std::mem::take(&mut self.events));
        let jobs = std::mem::take(&mut self.jobs);
        self.hint_at(&jobs);
        let streams = store::append(&mut self.tx, left, events, jobs, self.now).await?;
        self.hints.extend(streams.into_iter().map(Hint::Stream));
        match self.once.take() {
            Some(once) => {
                once.keep(self);
                Ok(())
            }
            None => self.finish().await,
        }
    }

    /// Writes what was left for the end, for what looks at it before.
    pub(super) async fn write_left(&mut self) -> Result<()> {
        Ok(std::mem::take(&mut self.at_end).run(&mut self.tx).await?)
    }

    /// Writes the jobs noted so far, for what looks at them before the commit.
    pub(super) async fn insert_jobs(&mut self) -> Result<()> {
        let jobs = std::mem::take(&mut self.jobs);
        store::jobs::insert_jobs(&mut self.tx, &jobs, self.now).await?;
        self.hint_at(&jobs);
        Ok(())
    }

    /// Wakes whoever waits for jobs of these queues, once they are committed.
    fn hint_at(&mut self, jobs: &[NewJob]) {
        for job in jobs.iter().filter(|job| job.run_at.is_none_or(|at| at <= self.now)) {
            let hint = Hint::Jobs(job.queue);
            if !self.hints.contains(&hint) {
                self.hints.push(hint);
            }
        }
    }

    pub(super) async fn finish(self) -> Result<()> {
        self.tx.commit().await?;
        for hint in self.hints {
            self.ctx.bus.publish(hint);
        }
        Ok(())
    }

    /// The stream of a user, whose rows are written by the caller: taken at the end, like every stream's.
    pub async fn next_user_seq(&mut self, user: UserId) -> Result<i64> {
        self.hints.push(Hint::Stream(user.0));
        Ok(store::events::next_seq(&mut self.tx, user.0, 1).await?)
    }
}
