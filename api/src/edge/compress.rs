//! Compressing answers with gzip (RFC 1952) for whoever takes it: text of some size that is in memory already. Files go
//! out as they are stored, and sockets are left alone.

use std::{io::Write, sync::Arc};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use http_body_util::combinators::BoxBody;
use hyper::body::Body as _;
use poem::{
    Body, Response,
    http::{HeaderMap, HeaderValue, header},
};
use shared::app::boards::Kept;

/// Shorter answers fit into one packet either way.
const FROM: u64 = 1024;
/// Longer ones than this would hold up the thread for too long, and are compressed on another.
const AT_ONCE: usize = 64 * 1024;
/// Nothing that long is in memory.
const UP_TO: u64 = 64 << 20;
/// Most of what there is to gain, for a third of the time that the default takes.
const LEVEL: Compression = Compression::new(2);

/// Whether the caller takes this coding, such as `gzip` (RFC 9110, 12.5.3).
pub fn accepted(headers: &HeaderMap, wanted: &str) -> bool {
    let listed = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut any = None;
    for entry in listed.flat_map(|list| list.split(',')) {
        let (coding, weight) = entry.split_once(';').map_or((entry, None), |(coding, weight)| (coding, Some(weight)));
        let weight = weight.and_then(|weight| weight.trim().strip_prefix("q=")?.trim().parse::<f32>().ok());
        let taken = weight.is_none_or(|weight| weight > 0.0);
        match coding.trim() {
            coding if coding.eq_ignore_ascii_case(wanted) => return taken,
            "*" => any = Some(taken),
            _ => {}
        }
    }
    any.unwrap_or(false)
}

/// Compresses the answer where it is worth it and `accepted`.
pub async fn compress(accepted: bool, mut response: Response) -> Response {
    if !is_text(response.headers()) || response.headers().contains_key(header::CONTENT_ENCODING) {
        return response;
    }
    let body: BoxBody<_, _> = response.take_body().into();
    let size = body.size_hint().exact();
    response.set_body(Body::from(body));
    if !size.is_some_and(|size| (FROM..UP_TO).contains(&size)) {
        return response;
    }
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if !accepted {
        return response;
    }
    let Ok(plain) = response.take_body().into_bytes().await else { return response };
    let kept = response.data::<Arc<Kept>>().cloned();
    let packed = match kept.as_ref().and_then(|kept| kept.packed.get().cloned()) {
        Some(packed) => Some(packed),
        None if plain.len() > AT_ONCE => {
            let copy = plain.clone();
            tokio::task::spawn_blocking(move || gzip(&copy)).await.ok().flatten()
        }
        None => gzip(&plain),
    };
    let Some(packed) = packed else {
        response.set_body(plain);
        return response;
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    headers.remove(header::CONTENT_LENGTH);
    // The bytes are others, so a strong tag would be wrong for one of the two.
    let weaker = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).filter(|tag| !tag.starts_with("W/"));
    if let Some(weaker) = weaker.and_then(|tag| HeaderValue::try_from(format!("W/{tag}")).ok()) {
        headers.insert(header::ETAG, weaker);
    }
    if let Some(kept) = kept {
        let _ = kept.packed.set(packed.clone()); // Somebody else may have been faster.
    }
    response.set_body(packed);
    response
}

fn is_text(headers: &HeaderMap) -> bool {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.starts_with("text/") || essence.ends_with("json") || essence.ends_with("javascript") || essence.ends_with("xml")
}

fn gzip(plain: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 4), LEVEL);
    encoder.write_all(plain).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_taken_where_it_is_listed_and_not_refused() {
        let takes = |value: &str| accepted(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, value.parse().unwrap())]), "gzip");
        assert!(takes("gzip") && takes("br, GZIP;q=0.5") && takes("*") && takes("br;q=1, *;q=0.1"));
        assert!(!takes("br") && !takes("gzip;q=0, *") && !takes("*;q=0") && !takes("") && !accepted(&HeaderMap::new(), "gzip"));
    }
}
