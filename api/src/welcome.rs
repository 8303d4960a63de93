//! What whoever starts the server reads first: where things are, and how the first account is made.

use std::{fmt::Write, net::SocketAddr};

use shared::{
    app::{Ctx, accounts},
    store,
};

use crate::web::WebApp;

/// Written to standard output once the server listens.
pub async fn welcome(ctx: &Ctx, address: SocketAddr) -> String {
    let config = &ctx.config;
    let mut out = format!("\nBoardwire {} listens on {address}.\n\n", env!("CARGO_PKG_VERSION"));
    let mut line = |what: &str, path: &str| _ = writeln!(out, "  {what:<15} {}", config.link(path));
    if config.web_dir.is_some() || WebApp::is_embedded() {
        line("Web app", "/app/");
    }
    line("Swagger UI", "/docs");
    if config.smtp_url.is_none() && config.on_localhost() {
        line("Captured mail", "/dev/mail");
    }
    line("Health", "/readyz");
    match store::users::anyone(&ctx.db).await {
        Ok(false) => first_account(ctx, &mut out),
        Ok(true) => {}
        Err(error) => tracing::warn!(%error, "it could not be seen whether there is an account"),
    }
    out
}

/// Whoever registers first is the instance admin; where strangers could be first, a code keeps them out.
fn first_account(ctx: &Ctx, out: &mut String) {
    let mut body = r#"{"name": "Ada Lovelace", "email": "ada@example.org", "password": "…""#.to_owned();
    if !ctx.config.on_localhost() {
        let _ = write!(body, r#", "setup_code": "{}""#, accounts::setup_code(ctx));
    }
    body.push('}');
    let _ = write!(
        out,
        "\nThere is no account yet. The first one is the instance admin: POST /auth/register in Swagger UI, or\n\n  \
         curl {} \\\n    -H 'Content-Type: application/json' -d '{body}'\n\n\
         or run “boardwire admin demo” (make demo) for people and boards to look at.\n",
        ctx.config.link("/api/v1/auth/register"),
    );
}
