//! Turning mail off from a mail: the link shows a page with one button, the button turns it off.
//!
//! Looking at the page never acts, because scanners and previews follow every link in a mail. A POST acts whoever sends
//! it and whatever is in it: mail providers send it on the reader's behalf (RFC 8058), without cookies and from
//! anywhere. The token in the path is the whole right to do so, and it is good for one thing, which is to turn it off.

use poem::{
    Request, Response,
    http::{Method, StatusCode},
};
use shared::{
    app::notifications::{self, Scope, wording},
    domain::UserId,
};

use super::{
    Pages,
    html::{missing, page},
    sign_in::failed,
};
use crate::edge::{caller::ctx, problem::Problem};

const TEMPLATE: &str = "/api/v1/email/unsubscribe/{token}";

pub fn add(pages: &mut Pages) {
    pages.get(TEMPLATE, |request| async move { Ok(asked(&request).map_or_else(missing, |(_, scope)| ask(scope))) });
    pages.add(Method::POST, TEMPLATE, |request| async move { Ok(turn_off(&request).await) });
}

/// Who does not want what, where we signed that.
fn asked(request: &Request) -> Option<(UserId, Scope)> {
    notifications::read_token(&ctx(request).keys, request.raw_path_param("param0")?)
}

async fn turn_off(request: &Request) -> Response {
    let Some((user, scope)) = asked(request) else { return missing() };
    match notifications::unsubscribe(ctx(request), user, scope).await {
        Ok(()) => page(
            StatusCode::OK,
            "No more mail",
            format!(
                "<h1>Done</h1>\n<p>You get no more mail about {}. In the app you are told as before.</p>\n\
                 <p>To turn it on again, sign in and change your notification settings. <a href=\"/\">Home</a></p>",
                about(scope)
            ),
        ),
        Err(error) => failed(&Problem::from(error)),
    }
}

/// The names of cards and boards are not here: who has the link may not be who may see them.
fn ask(scope: Scope) -> Response {
    let body = format!(
        "<h1>No more mail?</h1>\n<p>You will get no more mail about {}. In the app you are told as before.</p>\n\
         <form method=\"post\">\n<input type=\"hidden\" name=\"List-Unsubscribe\" value=\"One-Click\">\n\
         <button>Turn this mail off</button>\n</form>",
        about(scope)
    );
    page(StatusCode::OK, "No more mail?", body)
}

fn about(scope: Scope) -> &'static str {
    match scope {
        Scope::Card(_) => "this card",
        Scope::Board(_) => "this board",
        Scope::Kind(kind) => wording::kind(kind),
        Scope::Digest => "what happens on your boards, neither at once nor once a day",
    }
}
