//! An instance to try things with: three people, a team, two projects, and boards that look like real work. All of it
//! goes through the use cases that people's own requests go through, so its history and notifications are real.

mod cards;

use anyhow::{Context, bail};
use cards::{Due, Place, Story};
use chrono::TimeDelta;
use shared::{
    app::{
        Actor, AppError, Ctx, Expect,
        accounts::{self, NewAccount},
        boards, cards as use_cards, columns, comments,
        paging::PageRequest,
        projects, teams,
    },
    domain::{BoardId, ColumnKind, ProjectRole, TeamRole, Visibility},
    keys,
};

const PEOPLE: [(&str, &str, &str); 3] = [
    ("Nora Lindqvist", "nora@lighthouse.example", "Europe/Stockholm"),
    ("Tomás Silva", "tomas@lighthouse.example", "America/Sao_Paulo"),
    ("Mei Chen", "mei@lighthouse.example", "Europe/Berlin"),
];

pub async fn fill(ctx: &Ctx) -> anyhow::Result<()> {
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
    let mut count = 0;
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
        for story in *stories {
            tell(ctx, &people, board, story).await.with_context(|| format!("the card “{}”", story.title))?;
            count += 1;
        }
    }
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

/// One card's history: made, assigned, moved along, talked about.
async fn tell(ctx: &Ctx, people: &[Actor], board: BoardId, story: &Story) -> anyhow::Result<()> {
    let author = &people[story.author];
    let columns = columns::list(ctx, author, board).await?.items;
    let first = columns.iter().find(|column| column.kind == ColumnKind::Todo).context("a To Do column")?;
    let new = use_cards::NewCard {
        title: story.title.to_owned(),
        description: (!story.description.is_empty()).then(|| story.description.to_owned()),
        priority: Some(story.priority),
        due: due(ctx, author, story.due),
        assignees: story.assignees.iter().map(|i| people[*i].user_id).collect(),
        labels: Vec::new(),
    };
    let card = use_cards::create(ctx, author, first.id, new).await?;
    let mover = story.assignees.first().map_or(author, |i| &people[*i]);
    let steps: &[ColumnKind] = match story.place {
        Place::ToDo => &[],
        Place::InProgress => &[ColumnKind::InProgress],
        Place::Done => &[ColumnKind::InProgress, ColumnKind::Done],
    };
    for kind in steps {
        let request = use_cards::MoveCard {
            to: use_cards::Destination::Status(*kind),
            board_id: None,
            spot: columns::Spot::End,
            expect: Expect::default(),
        };
        use_cards::move_card(ctx, mover, card.id, request).await?;
    }
    for (who, body) in story.comments {
        comments::create(ctx, &people[*who], card.id, body).await?;
    }
    Ok(())
}

/// A due date seen from now: whole days in the author's zone, or hours.
fn due(ctx: &Ctx, author: &Actor, due: Due) -> Option<String> {
    let now = ctx.clock.now();
    match due {
        Due::None => None,
        Due::Day(days) => {
            let today = now.with_timezone(&author.time_zone).date_naive();
            Some((today + TimeDelta::days(days)).to_string())
        }
        Due::Hours(hours) => Some((now + TimeDelta::hours(hours)).to_rfc3339()),
    }
}
