//! Signing in on a plain page: a form that works without JavaScript, and leads back to where one wanted to go. An account
//! with a second factor is asked for a code in a second step, which carries a ticket in the place of the password.

use poem::{
    Request, Response,
    http::{Method, StatusCode, header},
};
use shared::{
    app::{
        AppError, Ctx,
        accounts::{self, Step, TokenPair},
    },
    domain::text::no_nul,
};

use super::{
    Pages, forgot,
    html::{Escaped, page},
    oidc,
};
use crate::edge::{
    body,
    caller::{Caller, ctx, origins},
    cookies,
    problem::Problem,
    visitor::Visitor,
};

pub fn add(pages: &mut Pages) {
    pages.get("/sign-in", |request| async move {
        let query = request.uri().query().unwrap_or_default().as_bytes().to_vec();
        Ok(form(ctx(&request), StatusCode::OK, &Form::read(&query).next, "", None))
    });
    pages.add(Method::POST, "/sign-in", |request| async move { Ok(sign_in(request).await) });
}

/// The caller of a page, or the page to show instead: the form, or what went wrong.
pub async fn caller(request: &Request) -> Result<Caller, Response> {
    match Caller::of(request).await {
        Ok(caller) => Ok(caller),
        Err(problem) if problem.status() == StatusCode::UNAUTHORIZED => {
            Err(form(ctx(request), StatusCode::UNAUTHORIZED, request.uri().path(), "", None))
        }
        Err(problem) => Err(failed(&problem)),
    }
}

pub fn failed(problem: &Problem) -> Response {
    let body = format!("<h1>This did not work</h1>\n<p>{}</p>", Escaped(problem));
    page(problem.status(), "This did not work", body)
}

#[derive(Default)]
struct Form {
    email: String,
    password: String,
    next: String,
    /// Of the second step, in the place of the two above.
    ticket: Option<String>,
    code: String,
}

impl Form {
    fn read(bytes: &[u8]) -> Self {
        let mut form = Self::default();
        // Who writes a NUL gets nowhere with it: no account has one.
        for (name, value) in url::form_urlencoded::parse(bytes).filter(|(_, value)| no_nul(value).is_ok()) {
            match name.as_ref() {
                "email" => form.email = value.into_owned(),
                "password" => form.password = value.into_owned(),
                "next" => form.next = value.into_owned(),
                "ticket" => form.ticket = Some(value.into_owned()),
                "code" => form.code = value.into_owned(),
                _ => {}
            }
        }
        form.next = own_path(&form.next).to_owned();
        form
    }
}

/// A path on this server and nowhere else; home for anything that a browser could read otherwise.
pub fn own_path(next: &str) -> &str {
    let plain = next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if next.starts_with('/') && !next.starts_with("//") && plain { next } else { "/" }
}

async fn sign_in(request: Request) -> Response {
    let (request, mut taken) = request.split();
    if let Err(problem) = origins(&request).check(request.headers()) {
        return failed(&problem);
    }
    let bytes = match body::read(&request, &mut taken).await {
        Ok(bytes) => bytes,
        Err(problem) => return failed(&problem),
    };
    let Form { email, password, next, ticket, code } = Form::read(&bytes);
    match ticket {
        None => first_step(&request, &next, &email, &password).await,
        Some(ticket) => second_step(&request, &next, &ticket, &code).await,
    }
}

async fn first_step(request: &Request, next: &str, email: &str, password: &str) -> Response {
    let Visitor { device, trace } = Visitor::of(request);
    match accounts::begin_sign_in(ctx(request), email, password, device, trace).await {
        Ok(Step::SignedIn(by)) => signed_in(ctx(request), &by.tokens, next),
        Ok(Step::CodeNeeded { ticket }) => code_form(StatusCode::OK, next, &ticket, None),
        Err(AppError::Unauthenticated { .. }) => {
            let wrong = "There is no account with this address (or handle) and password.";
            form(ctx(request), StatusCode::UNAUTHORIZED, next, email, Some(wrong))
        }
        Err(error) => failed(&Problem::from(error)),
    }
}

async fn second_step(request: &Request, next: &str, ticket: &str, code: &str) -> Response {
    let Visitor { device, trace } = Visitor::of(request);
    match accounts::finish_sign_in(ctx(request), ticket, code, device, trace).await {
        Ok(by) => signed_in(ctx(request), &by.tokens, next),
        Err(AppError::Unauthenticated { code: "sign_in_expired", .. }) => {
            form(ctx(request), StatusCode::UNAUTHORIZED, next, "", Some("This took too long. Sign in again."))
        }
        Err(AppError::Unauthenticated { .. }) => {
            let wrong = "This code is wrong, too old or was used. Wait for the next one, or use a recovery code.";
            code_form(StatusCode::UNAUTHORIZED, next, ticket, Some(wrong))
        }
        Err(error) => failed(&Problem::from(error)),
    }
}

/// On to where one wanted to go, with the cookies of a sign-in.
pub fn signed_in(ctx: &Ctx, tokens: &TokenPair, next: &str) -> Response {
    let mut response = Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, next).finish();
    for cookie in cookies::set(&ctx.config, Some((&tokens.access_token, &tokens.refresh_token))) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Recovery codes have letters, so nothing here keeps a keyboard to digits.
fn code_form(status: StatusCode, next: &str, ticket: &str, wrong: Option<&str>) -> Response {
    let body = format!(
        "<h1>Sign in</h1>\n{}<p>Enter the code that your app shows now, or one of your recovery codes.</p>\n\
         <form method=\"post\" action=\"/sign-in\">\n\
         <input type=\"hidden\" name=\"next\" value=\"{}\">\n<input type=\"hidden\" name=\"ticket\" value=\"{}\">\n\
         <label>Code<input name=\"code\" autocomplete=\"one-time-code\" autocapitalize=\"none\" spellcheck=\"false\" required autofocus></label>\n\
         <button>Sign in</button>\n</form>\n<p><a href=\"/sign-in\">Begin again</a></p>",
        alert(wrong),
        Escaped(own_path(next)),
        Escaped(ticket),
    );
    page(status, "Sign in", body)
}

fn alert(wrong: Option<&str>) -> String {
    wrong.map_or_else(String::new, |wrong| format!("<p class=\"wrong\" role=\"alert\">{wrong}</p>\n"))
}

fn form(ctx: &Ctx, status: StatusCode, next: &str, email: &str, wrong: Option<&str>) -> Response {
    page(status, "Sign in", format!("<h1>Sign in</h1>\n{}{}", alert(wrong), ways(ctx, next, email)))
}

/// All ways to sign in, for pages that ask to below something else.
pub fn ways(ctx: &Ctx, next: &str, email: &str) -> String {
    format!("{}{}", fields(next, email), oidc::links(ctx, own_path(next)))
}

/// The form that asks for a password.
pub fn fields(next: &str, email: &str) -> String {
    format!(
        "<form method=\"post\" action=\"/sign-in\">\n\
         <input type=\"hidden\" name=\"next\" value=\"{}\">\n\
         <label>E-mail or handle<input name=\"email\" value=\"{}\" autocomplete=\"username\" autocapitalize=\"none\" required autofocus></label>\n\
         <label>Password<input type=\"password\" name=\"password\" autocomplete=\"current-password\" required></label>\n\
         <button>Sign in</button>\n</form>\n<p><a href=\"{}\">Forgot your password?</a></p>",
        Escaped(own_path(next)),
        Escaped(email),
        forgot::PATH,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_to_this_server_only() {
        assert_eq!(own_path("/cards/0198c2a4"), "/cards/0198c2a4");
        for elsewhere in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "\\/evil",
            "/a\nb",
            "/\t/evil.example",
            "javascript:alert(1)",
        ] {
            assert_eq!(own_path(elsewhere), "/", "{elsewhere:?}");
        }
    }
}
