//! Plain pages of what mails link to: a card, a board, a project, a team. To read, not to work with: where there is a web
//! app, these addresses lead into it, and `?plain` shows the page.

use std::fmt::Write;

use chrono_tz::Tz;
use poem::{Request, Response, http::StatusCode};
use shared::app::{
    AppError, boards,
    cards::{self, CardView},
    columns, comments,
    notifications::wording,
    paging::PageRequest,
    projects::{self, Listing},
    teams,
};

use super::{
    Pages, app,
    html::{Escaped, missing, page},
    sign_in::{caller, failed},
};
use crate::edge::{
    caller::{Caller, ctx},
    field::FromText,
    problem::Problem,
};

/// How much of a list a page shows.
const MOST: PageRequest = PageRequest { cursor: None, limit: Some(200) };

macro_rules! things {
    ($($template:literal => $show:ident),+ $(,)?) => {
        pub fn add(pages: &mut Pages) {
            $(pages.get($template, |request| async move {
                match app::instead_of_plain(&request) {
                    Some(response) => Ok(response),
                    None => Ok(answer($show(&request).await)),
                }
            });)+
        }
    };
}

things! {
    "/cards/{card_id}" => card,
    "/boards/{board_id}" => board,
    "/projects/{project_id}" => project,
    "/teams/{team_id}" => team,
}

/// A title and the HTML below it.
type Shown = (String, String);

enum Refused {
    /// The page to show instead.
    Instead(Response),
    Failed(AppError),
}

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        Refused::Failed(error)
    }
}

fn answer(shown: Result<Shown, Refused>) -> Response {
    match shown {
        Ok((title, body)) => page(StatusCode::OK, &title, body),
        Err(Refused::Instead(response)) => response,
        Err(Refused::Failed(AppError::NotFound(_))) => missing(),
        Err(Refused::Failed(error)) => failed(&Problem::from(error)),
    }
}

/// The id in the path and who asks; who is not signed in gets the form whether or not it exists.
async fn asked<T: FromText>(request: &Request) -> Result<(Caller, T), Refused> {
    let caller = caller(request).await.map_err(Refused::Instead)?;
    let id = T::from_text(request.raw_path_param("param0").unwrap_or_default());
    Ok((caller, id.map_err(|_| AppError::NotFound("page"))?))
}

async fn card(request: &Request) -> Result<Shown, Refused> {
    let ctx = ctx(request);
    let (caller, id) = asked(request).await?;
    let card = cards::get(ctx, &caller, id).await?;
    let board = boards::get(ctx, &caller, card.board_id).await?;
    let column = columns::get(ctx, &caller, card.column_id).await?;
    let comments = comments::list(ctx, &caller, id, &MOST).await?;
    let zone = caller.time_zone;
    let mut body = format!(
        "<p class=\"quiet\"><a href=\"/boards/{}\">{}</a></p>\n<h1>{} {}</h1>\n{}",
        board.id,
        Escaped(&board.name),
        Escaped(&card.key),
        Escaped(&card.title),
        facts(&card, &column.name, zone),
    );
    if !card.description.is_empty() {
        let _ = write!(body, "<h2>Description</h2>\n<pre>{}</pre>\n", Escaped(&card.description));
    }
    if !comments.items.is_empty() {
        body += "<h2>Comments</h2>\n";
    }
    for comment in &comments.items {
        let _ = write!(
            body,
            "<p><strong>{}</strong> <span class=\"quiet\">{}</span></p>\n<pre>{}</pre>\n",
            Escaped(&comment.author.name),
            Escaped(wording::instant(comment.created_at, zone)),
            Escaped(&comment.body),
        );
    }
    Ok((format!("{} {}", card.key, card.title), body))
}

fn facts(card: &CardView, column: &str, zone: Tz) -> String {
    let mut list = String::from("<dl>");
    let mut fact = |name: &str, value: String| {
        let _ = write!(list, "<dt>{name}</dt><dd>{}</dd>", Escaped(value));
    };
    fact("Column", column.to_owned());
    if card.priority != shared::domain::Priority::None {
        fact("Priority", card.priority.to_string());
    }
    if let Some(at) = card.due_at {
        // A whole day is named as it was set; a time, on the reader's clock.
        let day = card.due.as_deref().and_then(|due| due.parse().ok());
        fact("Due", wording::due(day, None, at, zone));
    }
    if !card.assignees.is_empty() {
        fact("Assigned to", card.assignees.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", "));
    }
    if !card.labels.is_empty() {
        fact("Labels", card.labels.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", "));
    }
    if card.archived_at.is_some() {
        fact("Archived", "yes".to_owned());
    }
    list + "</dl>\n"
}

async fn board(request: &Request) -> Result<Shown, Refused> {
    let ctx = ctx(request);
    let (caller, id) = asked(request).await?;
    let snapshot = boards::snapshot_view(ctx, &caller, id).await?;
    let (up, up_name) = match projects::get(ctx, &caller, snapshot.board.project_id).await {
        Ok(project) => (format!("/projects/{}", project.id), project.name),
        // A board can be open to someone whom its project is closed to.
        Err(AppError::NotFound(_)) => ("/".to_owned(), "Home".to_owned()),
        Err(error) => return Err(error.into()),
    };
    let mut body = heading(&up, &up_name, &snapshot.board.name, &snapshot.board.description);
    for column in &snapshot.columns {
        let _ = write!(body, "<h2>{} <span class=\"quiet\">{}</span></h2>\n<ul>\n", Escaped(&column.name), column.cards_count);
        for card in snapshot.cards.iter().filter(|card| card.column_id == column.id) {
            let _ = writeln!(body, "<li><a href=\"/cards/{}\">{} {}</a></li>", card.id, Escaped(&card.key), Escaped(&card.title));
        }
        body += "</ul>\n";
    }
    Ok((snapshot.board.name, body))
}

async fn project(request: &Request) -> Result<Shown, Refused> {
    let ctx = ctx(request);
    let (caller, id) = asked(request).await?;
    let project = projects::get(ctx, &caller, id).await?;
    let boards = boards::list(ctx, &caller, id, &MOST).await?;
    let mut body = heading(&format!("/teams/{}", project.team_id), "Team", &project.name, &project.description);
    list(&mut body, boards.items.iter().map(|board| (format!("/boards/{}", board.id), board.name.as_str())));
    Ok((project.name, body))
}

async fn team(request: &Request) -> Result<Shown, Refused> {
    let ctx = ctx(request);
    let (caller, id) = asked(request).await?;
    let team = teams::get(ctx, &caller, id).await?;
    let listing = Listing { team_id: Some(id), ..Listing::default() };
    let projects = projects::list(ctx, &caller, &listing, &MOST).await?;
    let mut body = heading("/", "Home", &team.name, &team.description);
    list(&mut body, projects.items.iter().map(|project| (format!("/projects/{}", project.id), project.name.as_str())));
    Ok((team.name, body))
}

/// Where it is, what it is called, and what it is.
fn heading(up: &str, up_name: &str, name: &str, description: &str) -> String {
    let description = match description {
        "" => String::new(),
        text => format!("<pre>{}</pre>\n", Escaped(text)),
    };
    format!("<p class=\"quiet\"><a href=\"{up}\">{}</a></p>\n<h1>{}</h1>\n{description}", Escaped(up_name), Escaped(name))
}

fn list<'a>(body: &mut String, things: impl Iterator<Item = (String, &'a str)>) {
    *body += "<ul>\n";
    for (path, name) in things {
        let _ = writeln!(body, "<li><a href=\"{path}\">{}</a></li>", Escaped(name));
    }
    *body += "</ul>\n";
}
