//! An instance to try things with: three people, a team, two projects, and boards that look like real work. All of it
//! goes through the use cases that people's own requests go through, so its history and notifications are real.

mod cards;
mod history;

use anyhow::{Context, bail};
use cards::{Due, Story};
use chrono::{DateTime, TimeDelta, Utc};
use history::{Act, Step};
use shared::{
    app::{
        Actor, AppError, Ctx, Expect,
        accounts::{self, NewAccount},
        boards, cards as use_cards, columns, comments,
        paging::PageRequest,
        projects, teams,
    },
    domain::{BoardId, CardId, ColumnKind, ProjectRole, TeamRole, Visibility},
    keys,
};

const PEOPLE: [(&str, &str, &str); 3] = [
    ("Nora Lindqvist", "nora@lighthouse.example", "Europe/Stockholm"),
    ("Tomás Silva", "tomas@lighthouse.example", "America/Sao_Paulo"),
    ("Mei Chen", "mei@lighthouse.example", "Europe/Berlin"),
];

/// Somewhat longer than the first card is old.
const BEGAN: TimeDelta = TimeDelta::days(31);

/// The clock of this process goes through the last weeks meanwhile.
pub async fn fill(ctx: &Ctx) -> anyhow::Result<()> {
    let now = ctx.clock.now();
    ctx.clock.advance(-BEGAN);
    let filled = fill_until(ctx, now).await;
    ctx.clock.advance(now - ctx.clock.now());
    filled
}

async fn fill_until(ctx: &Ctx, now: DateTime<Utc>) -> anyhow::Result<()> {
    let password = keys::random_token()[..16].to_owned();
    let mut people = Vec::new();
    for (name, email, zone) in PEOPLE {
        people.push(person(ctx, name, email, zone, &password).await?);
        if people.len() == 1 {
            // At once: whatever comes between now and the end, somebody can sign in.
            println!("Everyone in the demo signs in with the password {password} (it is shown only now).");
        }
    }
    let nora = &people[0];
    let new = teams::NewTeam { name: "Lighthouse".into(), description: Some("A small agency by the sea.".into()) };
    let team = teams::create(ctx, nora, new).await?;
    for other in &people[1..] {
        teams::put_member(ctx, nora, team.id, other.user_id, TeamRole::Member).await?;
    }
    let mut boards = Vec::new();
    for (name, description, stories) in cards::PROJECTS {
        let new = projects::NewProject {
            team_id: Some(team.id),
            name: (*name).to_owned(),
            description: Some((*description).to_owned()),
            visibility: Some(Visibility::Team),
            ..Default::default()
        };
        let project = projects::create(ctx, nora, new).await?;
        for other in &people[1..] {
            projects::put_member(ctx, nora, project.id, other.user_id, ProjectRole::Member).await?;
        }
        let board = boards::list(ctx, nora, project.id, &PageRequest::default()).await?.items.remove(0).id;
        boards.push(Board { id: board, stories, made: vec![None; stories.len()] });
    }
    let steps = boards
        .iter()
        .enumerate()
        .flat_map(|(board, Board { stories, .. })| history::steps(stories).into_iter().map(move |step| (board, step)));
    let mut steps: Vec<(usize, Step)> = steps.collect();
    steps.sort_by_key(|(_, step)| std::cmp::Reverse(step.ago));
    for (board, step) in steps {
        ctx.clock.advance(now - step.ago - ctx.clock.now());
        let board = &mut boards[board];
        let story = &board.stories[step.card];
        board.take(ctx, &people, now, &step).await.with_context(|| format!("the card “{}”", story.title))?;
    }
    let count: usize = boards.iter().map(|board| board.made.len()).sum();
    println!("Three people, the team Lighthouse, two projects and {count} cards are there. Sign in as one of:");
    for (_, email, _) in PEOPLE {
        println!("  {email}");
    }
    println!("each with the password above.");
    Ok(())
}

async fn person(ctx: &Ctx, name: &str, email: &str, zone: &str, password: &str) -> anyhow::Result<Actor> {
    let new = NewAccount {
        name: name.to_owned(),
        email: email.to_owned(),
        password: password.to_owned(),
        handle: None,
        time_zone: Some(zone.to_owned()),
        admin: false,
    };
    match accounts::create_account(ctx, new).await {
        Ok(user) => Ok(accounts::act_as(ctx, user.id).await?),
        Err(AppError::Conflict { code: "email_taken", .. }) => bail!("the demo is there already: {email} has an account"),
        Err(other) => Err(other.into()),
    }
}

/// A board that is being filled.
struct Board {
    id: BoardId,
    stories: &'static [Story],
    /// The cards that there are already.
    made: Vec<Option<CardId>>,
}

impl Board {
    async fn take(&mut self, ctx: &Ctx, people: &[Actor], now: DateTime<Utc>, step: &Step) -> anyhow::Result<()> {
        let story = &self.stories[step.card];
        let author = &people[story.author];
        let made = self.made[step.card].context("it is made first");
        match step.act {
            Act::Make => self.made[step.card] = Some(make(ctx, people, self.id, story, now).await?),
            Act::Move(kind) => {
                let request = use_cards::MoveCard {
                    to: use_cards::Destination::Status(kind),
                    board_id: None,
                    spot: columns::Spot::End,
                    expect: Expect::default(),
                };
                let mover = story.assignees.first().map_or(author, |i| &people[*i]);
                use_cards::move_card(ctx, mover, made?, request).await?;
            }
            Act::Say(comment) => {
                let (who, body) = story.comments[comment];
                comments::create(ctx, &people[who], made?, body).await?;
            }
        }
        Ok(())
    }
}

async fn make(ctx: &Ctx, people: &[Actor], board: BoardId, story: &Story, now: DateTime<Utc>) -> anyhow::Result<CardId> {
    let author = &people[story.author];
    let columns = columns::list(ctx, author, board).await?.items;
    let first = columns.iter().find(|column| column.kind == ColumnKind::Todo).context("a To Do column")?;
    let new = use_cards::NewCard {
        title: story.title.to_owned(),
        description: (!story.description.is_empty()).then(|| story.description.to_owned()),
        priority: Some(story.priority),
        due: due(now, author, story.due),
        assignees: story.assignees.iter().map(|i| people[*i].user_id).collect(),
        labels: Vec::new(),
    };
    Ok(use_cards::create(ctx, author, first.id, new).await?.id)
}

/// A due date seen from now: whole days in the author's zone, or hours.
fn due(now: DateTime<Utc>, author: &Actor, due: Due) -> Option<String> {
    match due {
        Due::None => None,
        Due::Day(days) => {
            let today = now.with_timezone(&author.time_zone).date_naive();
            Some((today + TimeDelta::days(days)).to_string())
        }
        Due::Hours(hours) => Some((now + TimeDelta::hours(hours)).to_rfc3339()),
    }
}
