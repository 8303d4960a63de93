//! Where the link of an invitation leads: what it is to, and a button to accept it; who is not signed in does that first. Where
//! there is a web app, it leads there, and one can register on the way.

use poem::{
    Request, Response,
    http::{Method, StatusCode, header},
};
use shared::app::{
    AppError,
    invites::{self, InviteInfo},
};

use super::{
    Pages, app,
    html::{Escaped, missing, page},
    sign_in,
};
use crate::edge::{
    caller::{Caller, ctx},
    problem::Problem,
};

const PATH: &str = "/invites/{token}";

pub fn add(pages: &mut Pages) {
    pages.get(PATH, |request| async move {
        match app::instead_of_plain(&request) {
            Some(response) => Ok(response),
            None => Ok(show(&request).await),
        }
    });
    pages.add(Method::POST, PATH, |request| async move { Ok(accept(&request).await) });
}

fn token(request: &Request) -> &str {
    request.raw_path_param("param0").unwrap_or_default()
}

async fn show(request: &Request) -> Response {
    let info = match invites::info(ctx(request), token(request)).await {
        Ok(info) => info,
        Err(error) => return refused(error),
    };
    // The token is in the path: it is safe in HTML because everything that goes there is escaped.
    let path = format!("/invites/{}", token(request));
    let below = match Caller::of(request).await {
        Ok(caller) => format!(
            "<form method=\"post\" action=\"{}\">\n<p class=\"quiet\">You are signed in as {}.</p>\n<button>Accept</button>\n</form>",
            Escaped(&path),
            Escaped(&caller.name)
        ),
        Err(problem) if problem.status() == StatusCode::UNAUTHORIZED => {
            format!("<h2>Sign in to accept it</h2>\n{}", sign_in::ways(ctx(request), &path, ""))
        }
        Err(problem) => return sign_in::failed(&problem),
    };
    page(StatusCode::OK, "Invitation", format!("{}{below}", about(&info)))
}

fn about(info: &InviteInfo) -> String {
    let (what, name) = info.board.as_ref().map_or(("team", &info.team.name), |board| ("board", &board.name));
    let inside = match (&info.board, &info.project) {
        (Some(_), Some(project)) => {
            format!("<dt>Project</dt><dd>{}</dd><dt>Team</dt><dd>{}</dd>", Escaped(&project.name), Escaped(&info.team.name))
        }
        _ => String::new(),
    };
    format!(
        "<h1>{} invited you to the {what} {}</h1>\n<dl>{inside}<dt>Your role</dt><dd>{}</dd></dl>\n",
        Escaped(&info.invited_by.name),
        Escaped(name),
        Escaped(&info.role)
    )
}

async fn accept(request: &Request) -> Response {
    // By a cookie, only from a page of ours: another site must not make someone join.
    let caller = match Caller::of(request).await {
        Ok(caller) => caller,
        Err(problem) if problem.status() == StatusCode::UNAUTHORIZED => return show(request).await,
        Err(problem) => return sign_in::failed(&problem),
    };
    match invites::accept(ctx(request), &caller, token(request)).await {
        Ok(accepted) => {
            let board = accepted.board.map(|board| format!("/boards/{}", board.id));
            let project = accepted.project.map(|project| format!("/projects/{}", project.id));
            let team = accepted.team.map(|team| format!("/teams/{}", team.id));
            let path = board.or(project).or(team).unwrap_or_else(|| "/".to_owned());
            Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, path).finish()
        }
        Err(error) => refused(error),
    }
}

fn refused(error: AppError) -> Response {
    match error {
        AppError::NotFound(_) => missing(),
        AppError::Gone(why) => {
            let body = format!("<h1>This invitation is over</h1>\n<p>{}. <a href=\"/\">Home</a></p>", Escaped(why));
            page(StatusCode::GONE, "Invitation", body)
        }
        other => sign_in::failed(&Problem::from(other)),
    }
}
