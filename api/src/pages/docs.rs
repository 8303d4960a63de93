//! The documentation of the API: `/docs` (Swagger UI), `/redoc` and `/openapi.json`.
//!
//! Nothing comes from elsewhere: the scripts are those that poem-openapi carries, taken out of the pages it makes of
//! an empty document, so that browsers keep them and the pages need no inline script.

use std::{
    hash::{DefaultHasher, Hasher},
    sync::{Arc, LazyLock, OnceLock},
};

use poem::{Response, http::header};
use poem_openapi::OpenApiService;

use super::Pages;
use crate::spec::document;

struct Assets {
    swagger_js: String,
    swagger_css: String,
    redoc_js: String,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let empty = OpenApiService::new((), "", "");
    let swagger = empty.swagger_ui_html();
    Assets {
        swagger_js: between(&swagger, "<script charset=\"UTF-8\">", "</script>\n</head>"),
        swagger_css: between(&swagger, "<style charset=\"UTF-8\">", "</style>"),
        redoc_js: between(&empty.redoc_html(), "<script charset=\"UTF-8\">", "</script>\n  </head>"),
    }
});

const SWAGGER: &str = "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>API · Boardwire</title>
<link rel=\"stylesheet\" href=\"/docs/swagger-ui.css\">
</head>
<body>
<div id=\"ui\"></div>
<script src=\"/docs/swagger-ui.js\"></script>
<script src=\"/docs/start.js\"></script>
</body>
</html>
";

const SWAGGER_START: &str = "SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#ui',
  deepLinking: true,
  displayRequestDuration: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
";

const REDOC: &str = "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>API reference · Boardwire</title>
<style>body{margin:0}</style>
</head>
<body>
<div id=\"redoc\"></div>
<script src=\"/redoc/redoc.js\"></script>
<script src=\"/redoc/start.js\"></script>
</body>
</html>
";

const REDOC_START: &str = "Redoc.init('/openapi.json', {
  disableSearch: true,
  hideDownloadButton: false,
  theme: { typography: { fontFamily: 'system-ui, sans-serif', headings: { fontFamily: 'system-ui, sans-serif' } } },
}, document.getElementById('redoc'));
";

/// Both libraries write styles into the page; scripts come from files only.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      font-src 'self' data:; connect-src 'self'; worker-src blob:; base-uri 'none'; form-action 'self'; \
                      frame-ancestors 'none'";

pub fn add(pages: &mut Pages) {
    file(pages, "/openapi.json", "application/json", document);
    file(pages, "/docs", HTML, || SWAGGER);
    file(pages, "/docs/start.js", JS, || SWAGGER_START);
    file(pages, "/docs/swagger-ui.js", JS, || &ASSETS.swagger_js);
    file(pages, "/docs/swagger-ui.css", "text/css; charset=utf-8", || &ASSETS.swagger_css);
    file(pages, "/redoc", HTML, || REDOC);
    file(pages, "/redoc/start.js", JS, || REDOC_START);
    file(pages, "/redoc/redoc.js", JS, || &ASSETS.redoc_js);
}

const HTML: &str = "text/html; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";

/// A file that browsers keep, and ask each time whether it still holds. Made when it is first asked for.
fn file(pages: &mut Pages, path: &'static str, media_type: &'static str, content: fn() -> &'static str) {
    let tag: Arc<OnceLock<String>> = Arc::default();
    pages.get(path, move |_| {
        let content = content();
        let tag = tag.get_or_init(|| tag_of(content)).clone();
        let response = Response::builder()
            .content_type(media_type)
            .header(header::CONTENT_SECURITY_POLICY, POLICY)
            .header(header::CACHE_CONTROL, "no-cache")
            .header(header::ETAG, tag)
            .body(content);
        async { Ok(response) }
    });
}

fn tag_of(content: &str) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(content.as_bytes());
    format!("\"{:016x}\"", hasher.finish())
}

fn between(text: &str, start: &str, end: &str) -> String {
    let from = text.find(start).map_or(text.len(), |at| at + start.len());
    let rest = &text[from..];
    rest[..rest.find(end).unwrap_or(0)].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scripts_are_found_whole() {
        assert!(ASSETS.swagger_js.contains("SwaggerUIBundle") && ASSETS.swagger_js.len() > 1_000_000);
        assert!(ASSETS.swagger_css.contains(".swagger-ui") && ASSETS.swagger_css.len() > 100_000);
        assert!(ASSETS.redoc_js.contains("Redoc") && ASSETS.redoc_js.len() > 900_000);
    }
}
