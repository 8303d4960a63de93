//! The first page, where there is no web app.

use poem::http::StatusCode;

use super::{Pages, app, html::page};

const BODY: &str = "\
<h1>Boardwire</h1>
<p>Boards whose jobs survive and whose streams are live. This server is running.</p>
<ul>
<li><a href=\"/docs\">Try the API</a> (Swagger UI)</li>
<li><a href=\"/redoc\">Read the API</a> (Redoc)</li>
<li><a href=\"/openapi.json\">openapi.json</a></li>
<li><a href=\"/readyz\">Is it ready?</a></li>
</ul>
<p class=\"quiet\">Where no mail server is set, mails are kept and shown on <a href=\"/dev/mail\">/dev/mail</a>.</p>";

pub fn add(pages: &mut Pages) {
    pages.get(
        "/",
        |request| async move { Ok(app::instead_of_plain(&request).unwrap_or_else(|| page(StatusCode::OK, "Home", BODY))) },
    );
}
