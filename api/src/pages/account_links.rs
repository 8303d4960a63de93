//! Where the links in mails about an account lead: a form for a new password, a button that verifies an address.
//!
//! Looking at a page never acts, because scanners and previews follow every link in a mail. The token in the path is the
//! whole right to act, so a POST needs no cookie; it is hidden from the logs, which write templates, and from other sites,
//! which no page here refers to.

use poem::{
    Request, Response,
    http::{Method, StatusCode},
};
use shared::{
    app::{AppError, accounts},
    domain::LinkPurpose,
};

use super::{
    Pages, app,
    html::{Escaped, page},
    sign_in::failed,
};
use crate::edge::{
    body,
    caller::{ctx, trace},
    problem::Problem,
};

const RESET: &str = "/reset/{token}";
const VERIFY: &str = "/verify/{token}";

pub fn add(pages: &mut Pages) {
    pages.get(RESET, |request| async move { Ok(app_or_plain(&request, LinkPurpose::Reset).await) });
    pages.get(VERIFY, |request| async move { Ok(app_or_plain(&request, LinkPurpose::Verify).await) });
    pages.add(Method::POST, RESET, |request| async move { Ok(reset(request).await) });
    pages.add(Method::POST, VERIFY, |request| async move { Ok(verify(&request).await) });
}

fn token(request: &Request) -> &str {
    request.raw_path_param("param0").unwrap_or_default()
}

async fn app_or_plain(request: &Request, purpose: LinkPurpose) -> Response {
    match app::instead_of_plain(request) {
        Some(response) => response,
        None => show(request, purpose).await,
    }
}

async fn show(request: &Request, purpose: LinkPurpose) -> Response {
    match (accounts::is_open(ctx(request), purpose, token(request)).await, purpose) {
        (Ok(true), LinkPurpose::Reset) => new_password(StatusCode::OK, None),
        (Ok(true), LinkPurpose::Verify) => {
            let body = "<h1>Confirm your address</h1>\n<form method=\"post\">\n<button>Confirm this address</button>\n</form>";
            page(StatusCode::OK, "Confirm your address", body)
        }
        (Ok(false), _) => over(),
        (Err(error), _) => failed(&Problem::from(error)),
    }
}

fn new_password(status: StatusCode, wrong: Option<&str>) -> Response {
    let wrong = wrong.map_or_else(String::new, |wrong| format!("<p class=\"wrong\" role=\"alert\">{}</p>\n", Escaped(wrong)));
    let body = format!(
        "<h1>Set a new password</h1>\n{wrong}<p>Every device is signed out.</p>\n<form method=\"post\">\n\
         <label>New password<input type=\"password\" name=\"password\" autocomplete=\"new-password\" minlength=\"10\" required autofocus></label>\n\
         <button>Set it</button>\n</form>"
    );
    page(status, "Set a new password", body)
}

async fn reset(request: Request) -> Response {
    let (request, mut taken) = request.split();
    let bytes = match body::read(&request, &mut taken).await {
        Ok(bytes) => bytes,
        Err(problem) => return failed(&problem),
    };
    let given = url::form_urlencoded::parse(&bytes).find(|(name, _)| name == "password");
    let password = given.map(|(_, value)| value.into_owned()).unwrap_or_default();
    match accounts::reset_password(ctx(&request), token(&request), &password, trace(&request)).await {
        Ok(()) => {
            let body = "<h1>Done</h1>\n<p>Your password is set. <a href=\"/sign-in\">Sign in</a></p>";
            page(StatusCode::OK, "Done", body)
        }
        Err(AppError::Invalid(fields)) => match fields.iter().find(|(pointer, _)| pointer == "/password") {
            Some((_, why)) => new_password(StatusCode::UNPROCESSABLE_ENTITY, Some(&format!("The password {why}."))),
            None => over(),
        },
        Err(error) => failed(&Problem::from(error)),
    }
}

async fn verify(request: &Request) -> Response {
    match accounts::verify_email(ctx(request), token(request), trace(request)).await {
        Ok(()) => page(StatusCode::OK, "Done", "<h1>Done</h1>\n<p>Your address is confirmed. <a href=\"/\">Home</a></p>"),
        Err(AppError::Invalid(_)) => over(),
        Err(error) => failed(&Problem::from(error)),
    }
}

fn over() -> Response {
    let body = "<h1>This link does nothing any more</h1>\n\
                <p>It was used, a newer one took its place, or it has expired: ask for another. <a href=\"/\">Home</a></p>";
    page(StatusCode::GONE, "Over", body)
}
