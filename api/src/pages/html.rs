//! Pages as text. Whatever comes from people is escaped; a page runs no script and loads nothing from elsewhere.

use std::fmt;

use poem::{
    Response,
    http::{StatusCode, header},
};

/// Shows a text with what HTML gives a meaning to replaced, in content and in quoted attributes.
pub struct Escaped<T>(pub T);

impl<T: fmt::Display> fmt::Display for Escaped<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.to_string().chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                c => fmt::Write::write_char(f, c)?,
            }
        }
        Ok(())
    }
}

const STYLE: &str = "\
:root{color-scheme:light dark;--line:#8884;--accent:#2563eb;--soft:#8881}\
@media(prefers-color-scheme:dark){:root{--accent:#7aa2ff}}\
*{box-sizing:border-box}\
body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1.5rem 1rem 4rem;overflow-wrap:anywhere}\
h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 1rem}\
a{color:var(--accent)}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{opacity:.7}dd{margin:0}\
pre{white-space:pre-wrap;background:var(--soft);padding:1rem;border-radius:.5rem;font:inherit}\
form{display:grid;gap:.75rem;max-width:22rem}label{display:grid;gap:.25rem}\
input,button{font:inherit;padding:.5rem .75rem;border:1px solid var(--line);border-radius:.5rem}\
button{background:var(--accent);color:Canvas;border:0;font-weight:600;cursor:pointer}\
table{width:100%;border-collapse:collapse}td,th{text-align:left;padding:.5rem .5rem .5rem 0;border-bottom:1px solid var(--line);vertical-align:top}\
.quiet{opacity:.7}.wrong{border-left:.25rem solid #dc2626;padding-left:.75rem}\
iframe{width:100%;height:24rem;border:1px solid var(--line);border-radius:.5rem;background:#fff}";

/// Styles in the page itself, forms to ourselves, frames of ourselves only where a page shows one.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; \
                      frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A page. `body` is HTML; `title` is text.
pub fn page(status: StatusCode, title: &str, body: impl fmt::Display) -> Response {
    let title = Escaped(title);
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} · Boardwire</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    );
    Response::builder()
        .status(status)
        .content_type("text/html; charset=utf-8")
        .header(header::CONTENT_SECURITY_POLICY, POLICY)
        // With no-referrer, browsers send `Origin: null` with a form, and the form would be refused.
        .header(header::REFERRER_POLICY, "same-origin")
        .body(html)
}

/// What does not exist, or is hidden: the two look alike.
pub fn missing() -> Response {
    page(
        StatusCode::NOT_FOUND,
        "Not found",
        "<h1>There is nothing here</h1>\n<p>It does not exist, or you may not see it. <a href=\"/\">Home</a></p>",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_people_becomes_markup() {
        let text = Escaped("<script>alert('1')</script> \"&\"").to_string();
        assert_eq!(text, "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &quot;&amp;&quot;");
    }
}
