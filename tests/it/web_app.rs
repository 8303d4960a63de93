//! The web app as the API serves it: its files, what browsers may keep of them, and the plain addresses that lead into it.

use std::{fs, io::Write, os::unix::fs::symlink, path::Path};

use flate2::{Compression, write::GzEncoder};
use reqwest::Method;
use tempfile::TempDir;

use crate::support::{Answer, Client, Request, TestApp, stories};

stories![
    the_app_is_served_at_its_place,
    what_has_a_hash_in_its_name_is_kept_for_ever,
    plain_addresses_lead_into_the_app,
    without_an_app_everything_is_plain,
    a_folder_without_an_app_is_a_wrong_setting,
    a_folder_may_be_links_as_kubernetes_mounts_them,
];

fn get(client: &Client, path: &str) -> Request {
    client.outside(Method::GET, path)
}

/// What a build makes, in small.
fn built() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("assets")).unwrap();
    for (name, content) in [
        ("index.html", "<!doctype html><title>Boardwire</title>"),
        ("assets/index-abc.js", "plain"),
        ("assets/index-abc.js.br", "brotli"),
        ("icon.svg", "<svg/>"),
    ] {
        fs::write(folder.path().join(name), content).unwrap();
    }
    let mut packed = GzEncoder::new(fs::File::create(folder.path().join("assets/index-abc.js.gz")).unwrap(), Compression::fast());
    packed.write_all(b"plain").unwrap();
    packed.finish().unwrap();
    folder
}

async fn with_app(app: &TestApp, folder: &TempDir) -> TestApp {
    app.another(&[("WEB_DIR", folder.path().to_str().unwrap())]).await
}

async fn the_app_is_served_at_its_place(app: &TestApp) {
    let folder = built();
    let served = with_app(app, &folder).await;
    for path in ["/app", "/app/", "/app/boards/0198c2a4", "/app/sign-in?next=/boards/5"] {
        let page = get(served.visitor(), path).await;
        assert!(page.status == 200 && page.text().contains("<title>Boardwire"), "{path}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page.header("cache-control"), "no-cache");
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
    }
    let page = get(served.visitor(), "/app/").await;
    let again = get(served.visitor(), "/app/").header("if-none-match", page.header("etag").to_owned()).await;
    assert!(again.status == 304 && again.text().is_empty());
    let head = served.visitor().outside(Method::HEAD, "/app/").await;
    assert_eq!((head.status.as_u16(), head.header("content-length")), (200, page.text().len().to_string().as_str()));
    assert_eq!(get(served.visitor(), "/app/icon.svg").await.header("content-type"), "image/svg+xml");
    // A file that is not there is no page of the app: an old script's name must not give HTML.
    for path in ["/app/assets/index-old.js", "/app/assets/index", "/app/nothing.png", "/app/assets/..%2f..%2fsecret.key"] {
        assert_eq!(get(served.visitor(), path).await.status, 404, "{path}");
    }
    assert_eq!(served.visitor().outside(Method::POST, "/app/").await.status, 405);
    served.shut_down().await;
}

async fn what_has_a_hash_in_its_name_is_kept_for_ever(app: &TestApp) {
    let folder = built();
    let served = with_app(app, &folder).await;
    for (accepts, coding) in [("br, gzip", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", "")] {
        let script = get(served.visitor(), "/app/assets/index-abc.js").header("accept-encoding", accepts).await;
        let given = script.headers.get("content-encoding").map_or("", |coding| coding.to_str().unwrap());
        assert_eq!((script.status.as_u16(), given), (200, coding), "{accepts}");
        assert_eq!(script.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(script.header("content-type"), "text/javascript; charset=utf-8");
        assert!(varies(&script), "{accepts}");
    }
    served.shut_down().await;
}

fn varies(answer: &Answer) -> bool {
    answer.headers.get_all("vary").iter().any(|value| value == "Accept-Encoding")
}

async fn plain_addresses_lead_into_the_app(app: &TestApp) {
    let folder = built();
    let served = with_app(app, &folder).await;
    for path in ["/invites/spruce", "/reset/spruce", "/verify/spruce"] {
        let answer = get(served.visitor(), path).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, format!("/app{path}").as_str()));
        assert_ne!(get(served.visitor(), &format!("{path}?plain")).await.status, 303, "{path}");
    }
    for path in ["/", "/cards/0198c2a4", "/boards/0198c2a4", "/projects/0198c2a4", "/teams/0198c2a4"] {
        let answer = get(served.visitor(), path).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, format!("/app{path}").as_str()));
        let plain = get(served.visitor(), &format!("{path}?plain")).await;
        assert!(plain.status == 200 || plain.status == 401, "{path}: {}", plain.status);
        assert!(!plain.text().contains("<script"), "{path}");
    }
    served.shut_down().await;
}

async fn without_an_app_everything_is_plain(app: &TestApp) {
    assert_eq!(get(app, "/app/").await.status, 404);
    assert!(get(app, "/").await.text().contains("Try the API"));
    assert_eq!(get(app, "/boards/0198c2a4").await.status, 401);
}

async fn a_folder_without_an_app_is_a_wrong_setting(_: &TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let given = [("WEB_DIR".to_owned(), folder.path().to_str().unwrap().to_owned())];
    let error = shared::config::Config::load(given).unwrap_err().to_string();
    assert!(error.contains("WEB_DIR") && error.contains("tools/web build"), "{error}");
}

/// A volume of a `ConfigMap`: `..data` is a link to a folder that is called by the time, and the names are links into it.
async fn a_folder_may_be_links_as_kubernetes_mounts_them(app: &TestApp) {
    let (mounted, built) = (tempfile::tempdir().unwrap(), built());
    symlink(built.path(), mounted.path().join("..data")).unwrap();
    for name in ["index.html", "assets", "icon.svg"] {
        symlink(Path::new("..data").join(name), mounted.path().join(name)).unwrap();
    }
    let served = with_app(app, &mounted).await;
    for path in ["/app/", "/app/icon.svg", "/app/assets/index-abc.js"] {
        assert_eq!(get(served.visitor(), path).await.status, 200, "{path}");
    }
    for path in ["/app/..data/icon.svg", "/app/%2e.data/icon.svg"] {
        assert_eq!(get(served.visitor(), path).await.status, 404, "{path}");
    }
    served.shut_down().await;
}
