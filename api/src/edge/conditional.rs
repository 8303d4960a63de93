//! Conditional requests (RFC 9110, section 13): `If-None-Match` on reads, answered for all of them in one layer, and
//! `If-Match` on changes, which use cases compare with the version in their transaction.

use poem::{
    Request, RequestBody, Response,
    http::{HeaderMap, StatusCode, header},
};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaParamIn, MetaSchemaRef},
};
use shared::app::Expect;

use super::wire::simple;

/// No resource has this version: what an `If-Match` asks for that is no tag of ours.
const NEVER: i64 = -1;

/// The version that the caller means to change; `None` without the header, and for `*`.
pub struct IfMatch(pub Option<i64>);

impl IfMatch {
    /// For requests without a body, which could name a version too.
    pub fn expect(&self) -> Expect {
        self.with_version(None)
    }

    pub fn with_version(&self, version: Option<i64>) -> Expect {
        Expect { if_match: self.0, version }
    }
}

impl<'a> ApiExtractor<'a> for IfMatch {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];
    type ParamType = ();
    type ParamRawType = ();

    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Header)
    }
    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(simple("string", None))
    }

    async fn from_request(request: &'a Request, _: &mut RequestBody, _: ExtractParamOptions<()>) -> poem::Result<Self> {
        Ok(Self(asked_version(request.headers())))
    }
}

/// Versions only grow, so of several tags the newest is the one that can match.
fn asked_version(headers: &HeaderMap) -> Option<i64> {
    let tags: Vec<&str> =
        headers.get_all(header::IF_MATCH).iter().flat_map(|value| tags(value.to_str().unwrap_or("?"))).collect();
    if tags.is_empty() || tags.contains(&"*") {
        return None;
    }
    tags.into_iter().map(|tag| version_of(tag).unwrap_or(NEVER)).max()
}

/// The version in `"7-5d41…"`. A weak tag never matches here (RFC 9110, 13.1.1), but proxies that compress weaken
/// ours without changing what it means, so it is read alike.
fn version_of(tag: &str) -> Option<i64> {
    let tag = tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"');
    let (version, _) = tag.split_once('-').unwrap_or((tag, ""));
    version.parse().ok().filter(|version| *version >= 0)
}

pub fn tags(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|tag| !tag.is_empty())
}

/// Turns the answer to a read into 304 when the caller has it already.
pub fn not_modified(asked: &[String], mut response: Response) -> Response {
    let matches = response.header(header::ETAG).is_some_and(|tag| {
        let opaque = |tag: &str| tag.strip_prefix("W/").unwrap_or(tag).to_owned();
        asked.iter().flat_map(|list| tags(list)).any(|asked| asked == "*" || opaque(asked) == opaque(tag))
    });
    if response.status() == StatusCode::OK && matches {
        response.set_status(StatusCode::NOT_MODIFIED);
        response.headers_mut().remove(header::CONTENT_TYPE);
        response.set_body(());
    }
    response
}

/// What `If-None-Match` asks, kept before the request is handed on.
pub fn asked_tags(headers: &HeaderMap) -> Vec<String> {
    headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(value: &'static str) -> Option<i64> {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_MATCH, value.parse().unwrap());
        asked_version(&headers)
    }

    #[test]
    fn if_match_names_a_version() {
        assert_eq!(asked("\"7-5d41402abc4b2a76\""), Some(7));
        assert_eq!(asked("\"7\""), Some(7));
        assert_eq!(asked("W/\"7-5d41\""), Some(7));
        assert_eq!(asked("\"3-a\", \"7-b\""), Some(7));
    }

    #[test]
    fn a_star_matches_and_what_is_none_of_ours_never_does() {
        assert_eq!(asked("*"), None);
        assert_eq!(asked("\"something\""), Some(NEVER));
        assert_eq!(asked("\"-7-x\""), Some(NEVER));
    }
}
