//! Giving a file's content out: all of it or a range (RFC 9110, 14), under a name that no header can be broken with
//! (RFC 6266, RFC 8187), and so that a browser runs nothing that is in it.

use futures_util::TryStreamExt;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use poem::{
    Body, FromRequest, IntoResponse, Request, RequestBody, Response,
    http::{HeaderMap, HeaderValue, StatusCode, header},
};
use poem_openapi::{
    ApiResponse,
    registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry},
};
use shared::{
    app::files::{Answered, Content, Wanted},
    domain::ByteRange,
};

use super::{conditional, problem::Problem, wire::simple};

/// Nothing in it is run, shown in a frame or loaded, wherever it is opened.
const POLICY: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'; frame-ancestors 'none'");

/// Which part of a content a request asks for, if it does not have it.
pub struct Asked(pub Wanted);

impl Asked {
    fn of(headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let unless = conditional::asked_tags(headers);
        Self(Wanted {
            unless: unless
                .iter()
                .flat_map(|list| conditional::tags(list))
                .map(|tag| opaque(tag.trim_start_matches("W/")))
                .collect(),
            range: text(header::RANGE).and_then(ByteRange::parse),
            // A date, or a weak tag, is never the tag of a content as it stands.
            range_if: text(header::IF_RANGE).map(opaque),
        })
    }
}

fn opaque(tag: &str) -> String {
    tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')).unwrap_or("?").to_owned()
}

impl<'a> FromRequest<'a> for Asked {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self::of(request.headers()))
    }
}

/// A content on its way to a reader.
pub struct Given {
    content: Content,
    inline: bool,
}

impl Given {
    /// To be saved under the file's name.
    pub fn to_save(content: Content) -> Self {
        Self { content, inline: false }
    }

    /// To be shown by the browser, which only pictures are.
    pub fn to_show(content: Content) -> Self {
        let inline = content.media_type.is_image();
        Self { content, inline }
    }
}

impl IntoResponse for Given {
    fn into_response(self) -> Response {
        let Self { content, inline } = self;
        let size = content.size;
        let (status, length, range, pieces) = match content.answered {
            Answered::Whole(pieces) => (StatusCode::OK, Some(size), None, Some(pieces)),
            Answered::Part(part, pieces) => {
                let range = format!("bytes {}-{}/{size}", part.start, part.end - 1);
                (StatusCode::PARTIAL_CONTENT, Some(part.end - part.start), Some(range), Some(pieces))
            }
            // The layer around all answers makes it 304.
            Answered::Unchanged => (StatusCode::OK, None, None, None),
            Answered::Outside => {
                let range = HeaderValue::try_from(format!("bytes */{size}")).unwrap_or(HeaderValue::from_static("bytes */0"));
                let detail = format!("the file has {size} bytes, and none of those that were asked for");
                let problem = Problem::new(StatusCode::RANGE_NOT_SATISFIABLE, "range_not_satisfiable", detail);
                return problem.with_header(header::CONTENT_RANGE, range).respond(None);
            }
        };
        let body = match pieces {
            // The log says why; the reader sees that the length is not reached.
            Some(pieces) => Body::from_bytes_stream(pieces.map_err(|error| {
                tracing::warn!(%error, "a file broke off while it was read");
                std::io::Error::other("the file broke off")
            })),
            None => Body::empty(),
        };
        let mut response = Response::builder().status(status).body(body);
        let mut set = |name, value: String| {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(name, value);
            }
        };
        set(header::CONTENT_TYPE, content.media_type.to_string());
        set(header::ETAG, format!("\"{}\"", content.tag));
        set(header::CONTENT_DISPOSITION, disposition(inline, &content.name));
        if let Some(length) = length {
            set(header::CONTENT_LENGTH, length.to_string());
        }
        set(header::ACCEPT_RANGES, "bytes".to_owned());
        if let Some(range) = range {
            set(header::CONTENT_RANGE, range);
        }
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, POLICY);
        response
    }
}

/// What may stand in `filename*` as it is (RFC 8187, 3.2.1).
const ATTR: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_').remove(b'~').remove(b'!');

/// The name twice: in ASCII for old readers, and as it is.
pub fn disposition(inline: bool, name: &str) -> String {
    let kind = if inline { "inline" } else { "attachment" };
    let plain = |c: char| if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%' | ';') || c == ' ' { c } else { '_' };
    let ascii: String = name.chars().map(plain).collect();
    format!("{kind}; filename=\"{ascii}\"; filename*=UTF-8''{}", utf8_percent_encode(name, ATTR))
}

impl ApiResponse for Given {
    fn meta() -> MetaResponses {
        let header = |name: &str, meaning: &str| MetaHeader {
            name: name.to_owned(),
            description: Some(meaning.to_owned()),
            required: false,
            deprecated: false,
            schema: simple("string", None),
        };
        let bytes = || MetaSchemaRef::Inline(Box::new(MetaSchema { format: Some("binary"), ..MetaSchema::new("string") }));
        let response = |status, description, headers| MetaResponse {
            description,
            status: Some(status),
            status_range: None,
            content: vec![MetaMediaType { content_type: "*/*", schema: bytes() }],
            headers,
        };
        let tag = || header("ETag", "Changes when the content does; for `If-None-Match` and `If-Range`.");
        let name = || header("Content-Disposition", "The file's name.");
        let range = header("Content-Range", "Which bytes of how many.");
        MetaResponses {
            responses: vec![
                response(200, "The content", vec![tag(), name()]),
                response(206, "The part of it that `Range` asks for", vec![tag(), name(), range]),
            ],
        }
    }
    fn register(_: &mut Registry) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_breaks_the_header() {
        assert_eq!(disposition(false, "plan.pdf"), "attachment; filename=\"plan.pdf\"; filename*=UTF-8''plan.pdf");
        assert_eq!(
            disposition(true, "Pläne \"1\";x\\.png"),
            "inline; filename=\"Pl_ne _1__x_.png\"; filename*=UTF-8''Pl%C3%A4ne%20%221%22%3Bx%5C.png"
        );
        assert!(HeaderValue::try_from(disposition(false, "a\r\nb\u{202E}")).is_ok());
    }

    #[test]
    fn tags_are_compared_as_they_stand() {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static("\"a\", W/\"b\""));
        headers.insert(header::IF_RANGE, HeaderValue::from_static("W/\"c\""));
        headers.insert(header::RANGE, HeaderValue::from_static("bytes=0-1"));
        let Asked(wanted) = Asked::of(&headers);
        assert_eq!(wanted.unless, ["a", "b"]);
        assert_eq!(wanted.range_if.as_deref(), Some("?"));
        assert_eq!(wanted.range, Some(ByteRange::FromTo(0, 1)));
    }
}
