//! Signing in on a plain page: a form that works without JavaScript, and leads back to where one wanted to go.

use poem::{
    Request, Response,
    http::{Method, StatusCode, header},
};
use shared::app::accounts;

use super::{
    Pages,
    html::{Escaped, page},
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
        Ok(form(StatusCode::OK, &Form::read(&query).next, "", None))
    });
    pages.add(Method::POST, "/sign-in", |request| async move { Ok(sign_in(request).await) });
}

/// The caller of a page, or the page to show instead: the form, or what went wrong.
pub async fn caller(request: &Request) -> Result<Caller, Response> {
    match Caller::of(request).await {
        Ok(caller) => Ok(caller),
        Err(problem) if problem.status() == StatusCode::UNAUTHORIZED => {
            Err(form(StatusCode::UNAUTHORIZED, request.uri().path(), "", None))
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
}

impl Form {
    fn read(bytes: &[u8]) -> Self {
        let mut form = Self::default();
        for (name, value) in url::form_urlencoded::parse(bytes) {
            match name.as_ref() {
                "email" => form.email = value.into_owned(),
                "password" => form.password = value.into_owned(),
                "next" => form.next = value.into_owned(),
                _ => {}
            }
        }
        form.next = own_path(&form.next).to_owned();
        form
    }
}

/// A path on this server and nowhere else; home for anything that a browser could read otherwise.
fn own_path(next: &str) -> &str {
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
    let Form { email, password, next } = Form::read(&bytes);
    let Visitor { device, trace } = Visitor::of(&request);
    let ctx = ctx(&request);
    match accounts::sign_in(ctx, &email, &password, device, trace).await.map_err(Problem::from) {
        Ok(signed_in) => {
            let tokens = &signed_in.tokens;
            let mut response = Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, next).finish();
            for cookie in cookies::set(&ctx.config, Some((&tokens.access_token, &tokens.refresh_token))) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            response
        }
        Err(problem) if problem.status() == StatusCode::UNAUTHORIZED => {
            form(StatusCode::UNAUTHORIZED, &next, &email, Some("There is no account with this address (or handle) and password."))
        }
        Err(problem) => failed(&problem),
    }
}

fn form(status: StatusCode, next: &str, email: &str, wrong: Option<&str>) -> Response {
    let wrong = wrong.map_or_else(String::new, |wrong| format!("<p class=\"wrong\" role=\"alert\">{wrong}</p>\n"));
    page(status, "Sign in", format!("<h1>Sign in</h1>\n{wrong}{}", fields(next, email)))
}

/// The form itself, for pages that ask to sign in below something else.
pub fn fields(next: &str, email: &str) -> String {
    format!(
        "<form method=\"post\" action=\"/sign-in\">\n\
         <input type=\"hidden\" name=\"next\" value=\"{}\">\n\
         <label>E-mail or handle<input name=\"email\" value=\"{}\" autocomplete=\"username\" autocapitalize=\"none\" required autofocus></label>\n\
         <label>Password<input type=\"password\" name=\"password\" autocomplete=\"current-password\" required></label>\n\
         <button>Sign in</button>\n</form>",
        Escaped(own_path(next)),
        Escaped(email),
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
