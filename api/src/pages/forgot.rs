//! Asking for a new password on a plain page. What it says is the same whether the address has an account or not.

use poem::{
    Request, Response,
    http::{Method, StatusCode},
};
use shared::app::{AppError, accounts};

use super::{
    Pages,
    html::{Escaped, page},
    sign_in::failed,
};
use crate::edge::{
    body,
    caller::{ctx, origins, trace},
    problem::Problem,
};

pub const PATH: &str = "/forgot-password";

pub fn add(pages: &mut Pages) {
    pages.get(PATH, |_| async move { Ok(form(StatusCode::OK, "", None)) });
    pages.add(Method::POST, PATH, |request| async move { Ok(ask(request).await) });
}

fn form(status: StatusCode, email: &str, wrong: Option<&str>) -> Response {
    let wrong = wrong.map_or_else(String::new, |wrong| format!("<p class=\"wrong\" role=\"alert\">{}</p>\n", Escaped(wrong)));
    let body = format!(
        "<h1>Forgot your password?</h1>\n{wrong}<p>We mail you a link to set a new one.</p>\n\
         <form method=\"post\" action=\"{PATH}\">\n\
         <label>E-mail<input type=\"email\" name=\"email\" value=\"{}\" autocomplete=\"email\" required autofocus></label>\n\
         <button>Send the link</button>\n</form>\n<p><a href=\"/sign-in\">Back to sign in</a></p>",
        Escaped(email)
    );
    page(status, "Forgot your password?", body)
}

async fn ask(request: Request) -> Response {
    let (request, mut taken) = request.split();
    if let Err(problem) = origins(&request).check(request.headers()) {
        return failed(&problem);
    }
    let bytes = match body::read(&request, &mut taken).await {
        Ok(bytes) => bytes,
        Err(problem) => return failed(&problem),
    };
    let given = url::form_urlencoded::parse(&bytes).find(|(name, _)| name == "email");
    let email = given.map(|(_, value)| value.into_owned()).unwrap_or_default();
    match accounts::forgot_password(ctx(&request), &email, trace(&request)).await {
        Ok(()) => {
            let body = "<h1>Look into your mail</h1>\n\
                        <p>If there is an account with this address, a link is on its way to it. It is good for 30 minutes.</p>\n\
                        <p><a href=\"/sign-in\">Sign in</a></p>";
            page(StatusCode::ACCEPTED, "Look into your mail", body)
        }
        Err(AppError::Invalid(fields)) => {
            let why = fields.first().map_or_else(String::new, |(_, why)| format!("The address {why}."));
            form(StatusCode::UNPROCESSABLE_ENTITY, &email, Some(&why))
        }
        Err(error) => failed(&Problem::from(error)),
    }
}
