//! How a project went over some days: what was made and finished, how many cards of each kind there were, how long things
//! took, and what is overdue now.

use chrono::{Days as Step, NaiveDate};
use chrono_tz::Tz;
use serde::Serialize;

use super::{
    CardLine, Progress,
    line::lines,
    progress::{boards_of, count},
};
use crate::{
    app::{Actor, Ctx, Fields, Result},
    domain::{
        ColumnKind, ProjectId,
        days::{Days, quarter},
        figures::Typical,
    },
    store::reports::{self as rows, Finished, Flow},
};

/// Which days.
#[derive(Debug, Default)]
pub struct Range {
    /// 30 days, where it is left out.
    pub from: Option<NaiveDate>,
    /// Today, where it is left out.
    pub to: Option<NaiveDate>,
    /// IANA name; the caller's own, where it is left out.
    pub time_zone: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ProjectReport {
    pub project_id: ProjectId,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub time_zone: String,
    /// As it is now, whichever days are asked for.
    pub progress: Progress,
    /// One for each day that has begun.
    pub days: Vec<DayFigures>,
    /// From when a card was first in progress until it was completed.
    pub cycle_time: Typical,
    /// From when a card was made until it was completed.
    pub lead_time: Typical,
    /// What is overdue now, the longest first; at most 100.
    pub overdue: Vec<CardLine>,
}

#[derive(Clone, Copy, Debug, Serialize)]
pub struct DayFigures {
    pub date: NaiveDate,
    pub created: i64,
    pub completed: i64,
    /// How many there were of each kind when the day ended, or are now if it has not.
    pub todo: i64,
    pub in_progress: i64,
    pub done: i64,
}

const DAYS: u64 = 30;
const DAYS_MOST: i64 = 366;
const OVERDUE_MOST: i64 = 100;

pub async fn of_project(ctx: &Ctx, actor: &Actor, project: ProjectId, range: &Range) -> Result<ProjectReport> {
    let now = ctx.clock.now();
    let (from, to, zone) = read(range, actor, now)?;
    let boards = boards_of(ctx, actor, project).await?;
    let days = Days::between(from, to.min(now.with_timezone(&zone).date_naive()), zone);
    let span = (days.start(), days.end());
    let progress = count(ctx, &boards).await?;
    let created = rows::count_created(&ctx.db, &boards, span).await?;
    let finished = rows::list_finished(&ctx.db, &boards, span).await?;
    let flow = rows::list_flow(&ctx.db, &boards, span).await?;
    let overdue = rows::list_overdue(&ctx.db, &boards, now, OVERDUE_MOST).await?;
    let [overdue] = lines(ctx, [overdue]).await?;
    let worked = |card: &Finished| card.started_at.map(|started| card.completed_at - started);
    Ok(ProjectReport {
        project_id: project,
        from,
        to,
        time_zone: zone.name().to_owned(),
        progress,
        days: by_day(&days, &created, &finished, &flow),
        cycle_time: Typical::of(finished.iter().filter_map(worked)),
        lead_time: Typical::of(finished.iter().map(|card| card.completed_at - card.created_at)),
        overdue,
    })
}

fn read(range: &Range, actor: &Actor, now: chrono::DateTime<chrono::Utc>) -> Result<(NaiveDate, NaiveDate, Tz)> {
    let mut fields = Fields::default();
    let zone = range
        .time_zone
        .as_deref()
        .map(|name| name.parse::<Tz>().map_err(|_| "must be the name of a time zone such as Europe/London (IANA)".to_owned()));
    let zone = fields.maybe("/time_zone", zone).unwrap_or(actor.time_zone);
    let to = range.to.unwrap_or_else(|| now.with_timezone(&zone).date_naive());
    let from = range.from.or_else(|| to.checked_sub_days(Step::new(DAYS - 1))).unwrap_or(to);
    if from > to {
        fields.complain("/from", "must not be after “to”, which is today where it is left out");
    } else if (to - from).num_days() >= DAYS_MOST {
        fields.complain("/from", format!("must be less than {DAYS_MOST} days before “to”, which is today where it is left out"));
    }
    fields.done()?;
    Ok((from, to, zone))
}

/// Puts together what was counted by quarters of an hour.
fn by_day(days: &Days, created: &[(i64, i64)], finished: &[Finished], flow: &[Flow]) -> Vec<DayFigures> {
    let empty = |date: &NaiveDate| DayFigures { date: *date, created: 0, completed: 0, todo: 0, in_progress: 0, done: 0 };
    let mut figures: Vec<DayFigures> = days.dates().iter().map(empty).collect();
    for (number, cards) in created {
        if let Some(day) = days.index_of(quarter(*number)) {
            figures[day].created += cards;
        }
    }
    for day in finished.iter().filter_map(|card| days.index_of(card.completed_at)) {
        figures[day].completed += 1;
    }
    for Flow { kind, quarter: number, change } in flow {
        // What was before the first day is there from the first on.
        let since = days.index_of(quarter(*number)).unwrap_or(0);
        let Some(day) = figures.get_mut(since) else { continue };
        *match kind {
            ColumnKind::Todo => &mut day.todo,
            ColumnKind::InProgress => &mut day.in_progress,
            ColumnKind::Done => &mut day.done,
        } += change;
    }
    let (mut todo, mut in_progress, mut done) = (0, 0, 0);
    for day in &mut figures {
        (todo, in_progress, done) = (todo + day.todo, in_progress + day.in_progress, done + day.done);
        (day.todo, day.in_progress, day.done) = (todo, in_progress, done);
    }
    figures
}
