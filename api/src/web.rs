//! The built web app: its files in memory, and how each is answered.
//!
//! They are part of the program where it was built with them (`build.rs`), or come from the folder `WEB_DIR`. Whatever is
//! under `assets/` has a hash in its name and never changes; the rest is asked for again each time and answered with 304
//! while it is the same. Files that `tools/web` packed are sent packed.

use std::{collections::HashMap, fmt::Write, fs, io, path::Path};

use anyhow::Context;
use bytes::Bytes;
use poem::{
    Response,
    http::{HeaderMap, HeaderValue, header},
};
use sha2::{Digest, Sha256};
use shared::config::Config;

use crate::edge::compress;

/// The files of `web/dist/app`, by their paths in it; empty where there were none.
const EMBEDDED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/web.rs"));

/// What the app may do in a browser: run, show and ask what comes from here, and nothing else. Pictures may also be those
/// that a person is about to upload.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; \
     manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

const INDEX: &str = "index.html";
/// How files are packed, best first: the ends of their names and what HTTP calls it.
const PACKED: [(&str, &str); 2] = [(".br", "br"), (".gz", "gzip")];

pub struct WebApp(HashMap<String, File>);

struct File {
    content: Bytes,
    etag: HeaderValue,
}

impl WebApp {
    /// That of `WEB_DIR`, else the program's own, if there is one.
    pub fn load(config: &Config) -> anyhow::Result<Option<Self>> {
        match &config.web_dir {
            Some(folder) => {
                let mut files = Vec::new();
                read(folder, "", &mut files).with_context(|| format!("the web app in {} cannot be read", folder.display()))?;
                Ok(Some(Self::of(files)))
            }
            None if EMBEDDED.is_empty() => Ok(None),
            None => Ok(Some(Self::of(EMBEDDED.iter().map(|(path, content)| ((*path).to_owned(), Bytes::from_static(content)))))),
        }
    }

    /// Whether programs built like this one bring an app along.
    pub fn is_embedded() -> bool {
        !EMBEDDED.is_empty()
    }

    fn of(files: impl IntoIterator<Item = (String, Bytes)>) -> Self {
        let file = |(path, content): (String, Bytes)| {
            let mut tag = String::from("\"");
            for byte in &Sha256::digest(&content)[..12] {
                let _ = write!(tag, "{byte:02x}");
            }
            tag.push('"');
            let etag = HeaderValue::try_from(tag).unwrap_or(HeaderValue::from_static("\"\""));
            (path, File { content, etag })
        };
        Self(files.into_iter().map(file).collect())
    }

    /// The file at `path`, which is below `/app/`. Paths that name no file are the app's own, so they get its page; `None`
    /// for a file that is not there, such as that of an older build.
    pub fn answer(&self, path: &str, asked: &HeaderMap) -> Option<Response> {
        let is_file = path.starts_with("assets/") || path.rsplit('/').next().is_some_and(|name| name.contains('.'));
        let path = if is_file { path } else { INDEX };
        let plain = self.0.get(path)?;
        let packed = PACKED.into_iter().find_map(|(end, coding)| {
            let file = self.0.get(&format!("{path}{end}"))?;
            compress::accepted(asked, coding).then_some((file, coding))
        });
        let (file, coding) = packed.map_or((plain, None), |(file, coding)| (file, Some(coding)));
        let mut response = Response::builder()
            .content_type(media_type(path))
            .header(header::ETAG, file.etag.clone())
            .header(header::VARY, "Accept-Encoding")
            .header(header::CACHE_CONTROL, if path.starts_with("assets/") { FOR_EVER } else { ASK_AGAIN })
            .header(header::CONTENT_SECURITY_POLICY, POLICY)
            // With no-referrer, browsers send `Origin: null` with a form.
            .header(header::REFERRER_POLICY, "same-origin")
            .body(file.content.clone());
        if let Some(coding) = coding {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        Some(response)
    }
}

fn read(folder: &Path, under: &str, files: &mut Vec<(String, Bytes)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        // What Kubernetes mounts has `..data`, a link to all of it once more.
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let name = format!("{under}{}", name.to_string_lossy());
        // Of what a link leads to.
        if fs::metadata(entry.path())?.is_dir() {
            read(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push((name, fs::read(entry.path())?.into()));
        }
    }
    Ok(())
}

/// What an app is made of; anything else is only to be kept.
fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, end)| end) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("webmanifest") => "application/manifest+json",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
