//! What people see around signing in with an OpenID provider: the links that lead there, whether to link who they are
//! there to their account, and what to do where it did not work. What went wrong at the provider is for the log.

use std::fmt::Write;

use poem::{
    Request, Response,
    http::{HeaderValue, Method, StatusCode, header},
};
use shared::app::{
    Ctx,
    accounts::oidc::{Landing, Offered, Refusal, Start, link},
};

use super::{
    Pages,
    html::{Escaped, missing, page},
    sign_in::{caller, failed, fields, signed_in},
};
use crate::edge::{
    body,
    caller::{Caller, ctx},
    cookies,
    problem::Problem,
};

const LINK: &str = "/link/{provider}";

pub fn add(pages: &mut Pages) {
    pages.get(LINK, |request| async move { Ok(before_link(&request).await) });
    pages.add(Method::POST, "/link", |request| async move { Ok(accept(request).await) });
}

/// Whoever is signed in, if anyone is; or the page to show instead.
pub async fn visitor(request: &Request) -> Result<Option<Caller>, Response> {
    match Caller::of(request).await {
        Ok(caller) => Ok(Some(caller)),
        Err(problem) if problem.status() == StatusCode::UNAUTHORIZED => Ok(None),
        Err(problem) => Err(failed(&problem)),
    }
}

/// Links to all providers, to go on to `next` from there; below the form that asks for a password.
pub fn links(ctx: &Ctx, next: &str) -> String {
    ctx.config.oidc_providers.iter().fold(String::new(), |mut all, provider| {
        let (href, name) = (start_path(&provider.key, next), Escaped(&provider.name));
        let _ = write!(all, "\n<p><a href=\"{}\">Sign in with {name}</a></p>", Escaped(href));
        all
    })
}

fn start_path(provider: &str, next: &str) -> String {
    let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("/api/v1/auth/oidc/{provider}/start?next={next}")
}

/// As people know it; what they typed where it is no provider.
fn name_of<'a>(ctx: &'a Ctx, provider: &'a str) -> &'a str {
    ctx.oidc.find(provider).map_or(provider, |provider| &provider.settings.name)
}

pub fn started(ctx: &Ctx, provider: &str, started: Result<Start, Refusal>) -> Response {
    match started {
        Ok(Start { url, token, lasts }) => {
            let mut response = Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, url).finish();
            let cookie = cookies::attempt(&ctx.config, &token, lasts.num_seconds().unsigned_abs());
            response.headers_mut().append(header::SET_COOKIE, cookie);
            not_kept(response)
        }
        Err(refusal) => not_kept(refused(ctx, provider, refusal)),
    }
}

pub fn finished(ctx: &Ctx, provider: &str, landing: Result<Landing, Refusal>) -> Response {
    // One who was never expected back may still be on the way: another site may have sent them here.
    let over = !matches!(landing, Err(Refusal::Stale | Refusal::Other(_)));
    let mut response = match landing {
        Ok(Landing::SignedIn { signed_in: by, next }) => signed_in(ctx, &by.tokens, &next),
        Ok(Landing::Known { next }) => Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, next).finish(),
        Ok(Landing::Offer(offered)) => ask(&offered),
        Err(refusal) => refused(ctx, provider, refusal),
    };
    if over {
        response.headers_mut().append(header::SET_COOKIE, cookies::attempt(&ctx.config, "", 0));
    }
    not_kept(response)
}

fn not_kept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn ask(offered: &Offered) -> Response {
    let Offered { token, provider, identity, handle } = offered;
    let body = format!(
        "<h1>Link {} at {} to your account {}?</h1>\n\
         <p>Whoever signs in to {1} as {0} will be signed in here as you.</p>\n\
         <form method=\"post\" action=\"/link\">\n<input type=\"hidden\" name=\"token\" value=\"{}\">\n<button>Link it</button>\n</form>\n\
         <p class=\"quiet\">If this is not you at {1}, <a href=\"/\">leave it</a>.</p>",
        Escaped(identity),
        Escaped(provider),
        Escaped(handle),
        Escaped(token),
    );
    page(StatusCode::OK, "Link an identity", body)
}

/// Where someone lands who had to sign in first: a link, because browsers hold up forms that end at another site.
async fn before_link(request: &Request) -> Response {
    let (ctx, key) = (ctx(request), request.raw_path_param("param0").unwrap_or_default());
    let Some(provider) = ctx.oidc.find(key) else { return missing() };
    let caller = match caller(request).await {
        Ok(caller) => caller,
        Err(instead) => return instead,
    };
    let name = Escaped(&provider.settings.name);
    let body = format!(
        "<h1>Link your account {} to {name}</h1>\n<p><a href=\"{}\">Go on to {name}</a></p>",
        Escaped(&caller.handle),
        Escaped(start_path(key, "/")),
    );
    page(StatusCode::OK, "Link an identity", body)
}

async fn accept(request: Request) -> Response {
    let (request, mut taken) = request.split();
    // By a cookie, only from a page of ours: another site must not link its own identity.
    let caller = match Caller::of(&request).await {
        Ok(caller) => caller,
        Err(problem) => return failed(&problem),
    };
    let bytes = match body::read(&request, &mut taken).await {
        Ok(bytes) => bytes,
        Err(problem) => return failed(&problem),
    };
    let given = url::form_urlencoded::parse(&bytes).find(|(name, _)| name == "token").map(|(_, value)| value.into_owned());
    let ctx = ctx(&request);
    match link(ctx, &caller, &given.unwrap_or_default()).await {
        Ok(next) => Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, next).finish(),
        Err(refusal) => refused(ctx, "", refusal),
    }
}

fn refused(ctx: &Ctx, provider: &str, refusal: Refusal) -> Response {
    let name = Escaped(name_of(ctx, provider));
    let again = "/sign-in";
    let (status, title, body) = match refusal {
        Refusal::Other(error) => return failed(&Problem::from(error)),
        Refusal::Stale => (
            StatusCode::BAD_REQUEST,
            "This did not work",
            format!("It took too long, was done already, or began in another browser. <a href=\"{again}\">Try again</a>"),
        ),
        Refusal::Denied => (
            StatusCode::FORBIDDEN,
            "You were not signed in",
            format!("{name} says that it was called off there. <a href=\"{again}\">Try again</a>"),
        ),
        Refusal::Provider => (
            StatusCode::BAD_GATEWAY,
            "This did not work",
            format!(
                "{name} did not answer as it should. Try again in a while, <a href=\"{again}\">sign in another way</a>, or ask the \
                 instance admin, who finds more in the log."
            ),
        ),
        Refusal::NoEmail => (
            StatusCode::FORBIDDEN,
            "An address is missing",
            format!(
                "{name} told us no e-mail address of yours, and an account needs one. Add one there, or let it be passed on."
            ),
        ),
        Refusal::Taken => (
            StatusCode::CONFLICT,
            "This identity has an account",
            "Who you are there is linked to another account. Sign out here to use that one, or unlink it there.".to_owned(),
        ),
        Refusal::OtherPerson => (
            StatusCode::CONFLICT,
            "You were signed out",
            format!("Whoever was signed in when this began is not any more. <a href=\"{again}\">Sign in</a> and try again."),
        ),
        Refusal::SignInFirst { email } => {
            let body = format!(
                "There is an account with the address {} already. To use {name} for it, sign in as you did before; then you can \
                 link the two.</p>\n{}",
                Escaped(&email),
                fields(&format!("/link/{provider}"), &email),
            );
            (StatusCode::CONFLICT, "Sign in first", body)
        }
    };
    page(status, title, format!("<h1>{title}</h1>\n<p>{body}"))
}
