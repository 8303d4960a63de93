//! What people work on: of a team, or of all teams of whoever asks. Listed is everyone in the team (who is in one of its
//! projects is), and whoever else is assigned to a card that counts.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::Progress;
use crate::{
    app::{Actor, Ctx, Result, boards, people::Person, teams},
    domain::{BoardId, ColumnKind, Priority, TeamId, UserId},
    store::reports::{self as rows, PersonCount},
};

#[derive(Clone, Debug, Serialize)]
pub struct TeamPerformance {
    pub items: Vec<PersonPerformance>,
}

/// The cards that someone is assigned to.
#[derive(Clone, Debug, Serialize)]
pub struct PersonPerformance {
    pub user: Person,
    pub total: i64,
    pub done: i64,
    pub in_progress: i64,
    pub todo: i64,
    /// How many of a hundred are done.
    pub completion_rate: i64,
}

#[derive(Clone, Debug, Serialize)]
pub struct Workload {
    pub items: Vec<PersonWorkload>,
}

/// The cards that someone is assigned to and that are not done.
#[derive(Clone, Debug, Serialize)]
pub struct PersonWorkload {
    pub user: Person,
    pub open: i64,
    pub by_priority: ByPriority,
    pub overdue: i64,
}

#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct ByPriority {
    pub none: i64,
    pub low: i64,
    pub medium: i64,
    pub high: i64,
    pub urgent: i64,
}

pub async fn team_performance(ctx: &Ctx, actor: &Actor, team: Option<TeamId>) -> Result<TeamPerformance> {
    let of = |(user, counts): (Person, Vec<PersonCount>)| {
        let mut sum = Progress::default();
        for count in counts {
            sum.add(count.kind, count.cards, count.overdue);
        }
        let Progress { total, todo, in_progress, done, percent, .. } = sum;
        PersonPerformance { user, total, done, in_progress, todo, completion_rate: percent }
    };
    Ok(TeamPerformance { items: counted(ctx, actor, team).await?.into_iter().map(of).collect() })
}

pub async fn workload(ctx: &Ctx, actor: &Actor, team: Option<TeamId>) -> Result<Workload> {
    let of = |(user, counts): (Person, Vec<PersonCount>)| {
        let mut person = PersonWorkload { user, open: 0, by_priority: ByPriority::default(), overdue: 0 };
        for count in counts.into_iter().filter(|count| count.kind != ColumnKind::Done) {
            person.open += count.cards;
            person.overdue += count.overdue;
            let by = &mut person.by_priority;
            *match Priority::from_rank(count.priority) {
                Priority::None => &mut by.none,
                Priority::Low => &mut by.low,
                Priority::Medium => &mut by.medium,
                Priority::High => &mut by.high,
                Priority::Urgent => &mut by.urgent,
            } += count.cards;
        }
        person
    };
    Ok(Workload { items: counted(ctx, actor, team).await?.into_iter().map(of).collect() })
}

/// Everyone beside what was counted of them, by name. 404 for a team that the caller is not in.
async fn counted(ctx: &Ctx, actor: &Actor, team: Option<TeamId>) -> Result<Vec<(Person, Vec<PersonCount>)>> {
    if let Some(team) = team {
        teams::visible(&ctx.db, actor, team).await?;
    }
    // The instance admin sees all of a team that they ask about.
    let seen = boards::list_seen(ctx, actor, (team, None), team.is_some()).await?;
    let boards: Vec<BoardId> = seen.into_iter().map(|(_, board)| board).collect();
    let mut counts: HashMap<UserId, Vec<PersonCount>> = HashMap::new();
    for count in rows::count_by_person(&ctx.db, &boards, ctx.clock.now()).await? {
        counts.entry(count.user_id).or_default().push(count);
    }
    let mut people = rows::list_people(&ctx.db, team, actor.user_id).await?;
    let listed: HashSet<UserId> = people.iter().map(|person| person.created_by).collect();
    let others: Vec<UserId> = counts.keys().copied().filter(|id| !listed.contains(id)).collect();
    people.extend(rows::list_accounts(&ctx.db, &others).await?);
    let mut people: Vec<Person> = people.into_iter().map(Person::from).collect();
    people.sort_by_cached_key(|person| (person.name.to_lowercase(), person.id));
    let with_counts = |person: Person| {
        let of_person = counts.remove(&person.id).unwrap_or_default();
        (person, of_person)
    };
    Ok(people.into_iter().map(with_counts).collect())
}
