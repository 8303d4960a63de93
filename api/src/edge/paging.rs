//! The `Link` header of a page (RFC 8288): the same address with another cursor.

use poem::http::{HeaderValue, Uri};

pub fn next_link(uri: &Uri, cursor: &str) -> Option<HeaderValue> {
    let kept = uri.query().unwrap_or_default().split('&').filter(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        !pair.is_empty() && name != "cursor"
    });
    let mut query: Vec<&str> = kept.collect();
    let cursor = format!("cursor={cursor}"); // base64url: nothing to escape
    query.push(&cursor);
    HeaderValue::try_from(format!("<{}?{}>; rel=\"next\"", uri.path(), query.join("&"))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_parameters_are_kept() {
        let link = |uri: &str| next_link(&uri.parse().unwrap(), "bmV3").unwrap().to_str().unwrap().to_owned();
        assert_eq!(link("/api/v1/teams"), "</api/v1/teams?cursor=bmV3>; rel=\"next\"");
        assert_eq!(
            link("/api/v1/teams?cursor=b2xk&limit=2&q=a%20b"),
            "</api/v1/teams?limit=2&q=a%20b&cursor=bmV3>; rel=\"next\""
        );
    }
}
