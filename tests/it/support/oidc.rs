//! What stories of signing in with a provider need: a real provider (tests/oidc), a browser that goes there and back, and
//! the settings that make the application know it.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Mutex, OnceLock, PoisonError},
};

use reqwest::{Method, header::HeaderMap};
use serde_json::Value;

use super::{Answer, Client, TestApp};

/// Where people know the application; what a browser asks there goes to the port that it has got.
pub const BASE: &str = "http://boards.localhost:8000";
/// The same for an instance that strangers could reach.
pub const PUBLIC: &str = "https://boards.example.org";
const SECRET: &str = "a-secret-that-only-the-tests-and-this-provider-have";

/// The issuer of the real provider, which is started once for all stories, and ends with the test program.
pub fn real_provider() -> &'static str {
    static RUNNING: OnceLock<(Child, String)> = OnceLock::new();
    let (_, issuer) = RUNNING.get_or_init(|| {
        let folder = std::env::var("TEST_OIDC_PROVIDER").expect("run by tools/with-services, which names the provider");
        let callbacks = [BASE, PUBLIC].map(|base| format!("{base}/api/v1/auth/oidc/company/callback"));
        let mut command = Command::new("node");
        command.arg("provider.mjs").args(callbacks).current_dir(folder);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("node starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output is ours")).lines().map_while(Result::ok);
        let issuer = lines.find_map(|line| line.strip_prefix("listening ").map(str::to_owned));
        std::thread::spawn(move || lines.for_each(drop));
        (child, issuer.expect("the provider listens"))
    });
    issuer
}

impl TestApp {
    /// Another process of the application, which knows this provider as `company`.
    pub async fn knowing(&self, issuer: &str, more: &[(&str, &str)]) -> TestApp {
        let mut settings = vec![
            ("BASE_URL", BASE),
            ("OIDC_PROVIDERS", "company"),
            ("OIDC_COMPANY_ISSUER", issuer),
            ("OIDC_COMPANY_CLIENT_ID", "boards"),
            ("OIDC_COMPANY_CLIENT_SECRET", SECRET),
            ("OIDC_COMPANY_NAME", "The Company"),
        ];
        settings.extend(more);
        self.another(&settings).await
    }

    /// As [`TestApp::knowing`], the real one.
    pub async fn knowing_a_provider(&self, more: &[(&str, &str)]) -> TestApp {
        self.knowing(real_provider(), more).await
    }
}

/// A browser: it keeps cookies, and shows redirects instead of following them.
pub struct Browser {
    app: Client,
    http: reqwest::Client,
    cookies: Mutex<BTreeMap<String, String>>,
    cookies_there: Mutex<BTreeMap<String, String>>,
}

type Jar = Mutex<BTreeMap<String, String>>;

fn keep(jar: &Jar, headers: &HeaderMap) {
    let mut jar = jar.lock().unwrap_or_else(PoisonError::into_inner);
    for line in headers.get_all("set-cookie") {
        let pair = line.to_str().expect("cookies are text").split(';').next().unwrap_or_default();
        let (name, value) = pair.split_once('=').expect("a cookie has a name and a value");
        jar.insert(name.to_owned(), value.to_owned());
    }
}

fn all(jar: &Jar) -> String {
    let jar = jar.lock().unwrap_or_else(PoisonError::into_inner);
    jar.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
}

impl Browser {
    pub fn of(app: &TestApp) -> Self {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build();
        let (cookies, cookies_there) = (Jar::default(), Jar::default());
        Self { app: app.visitor().clone(), http: http.expect("a client can be made"), cookies, cookies_there }
    }

    /// Goes to an address of the application's, in full or below it.
    pub async fn go(&self, address: &str) -> Answer {
        let path = address.strip_prefix(BASE).or_else(|| address.strip_prefix(PUBLIC)).unwrap_or(address);
        let answer = self.app.outside(Method::GET, path).header("cookie", all(&self.cookies)).await;
        keep(&self.cookies, &answer.headers);
        answer
    }

    /// Sends a form from a page of this origin.
    pub async fn send(&self, path: &str, origin: &str, form: &str) -> Answer {
        let request = self.app.outside(Method::POST, path).header("cookie", all(&self.cookies)).header("origin", origin);
        let answer = request.body("application/x-www-form-urlencoded", form.to_owned()).await;
        keep(&self.cookies, &answer.headers);
        answer
    }

    /// What the API says to this browser.
    pub async fn api(&self, method: Method, path: &str) -> Answer {
        self.app.request(method, path).header("cookie", all(&self.cookies)).header("origin", BASE).await
    }

    /// Begins to sign in; gives where the application sends the browser.
    pub async fn begin(&self, next: &str) -> String {
        let answer = self.go(&format!("/api/v1/auth/oidc/company/start?next={next}")).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        answer.header("location").to_owned()
    }

    /// What the real provider, asked at this address, sends back once somebody has filled in its form.
    pub async fn at_provider(&self, mut address: String, form: &str) -> String {
        loop {
            let request = if address.contains("/interaction/") {
                let form = form.to_owned();
                self.http.post(&address).header("content-type", "application/x-www-form-urlencoded").body(form)
            } else {
                self.http.get(&address)
            };
            let answer = request.header("cookie", all(&self.cookies_there)).send().await.expect("the provider answers");
            keep(&self.cookies_there, answer.headers());
            let to = answer.headers().get("location").map(|to| to.to_str().expect("an address is text").to_owned());
            let Some(to) = to else { panic!("{address}: {}", answer.text().await.unwrap_or_default()) };
            address = if to.starts_with('/') { format!("{}{to}", real_provider()) } else { to };
            if !address.starts_with(real_provider()) {
                return address;
            }
        }
    }

    /// There as somebody, and back again: gives what the application answers.
    pub async fn sign_in(&self, person: &Value, next: &str) -> Answer {
        let back = self.at_provider(self.begin(next).await, &claims(person)).await;
        self.go(&back).await
    }

    /// The account that the browser is signed in to.
    pub async fn me(&self) -> Value {
        self.api(Method::GET, "/users/me").await.expect(200)
    }

    pub async fn is_signed_in(&self) -> bool {
        self.api(Method::GET, "/users/me").await.status == 200
    }

    pub async fn api_with(&self, method: Method, path: &str, body: &Value) -> Answer {
        self.app.request(method, path).header("cookie", all(&self.cookies)).header("origin", BASE).json(body).await
    }
}

/// With the cookies that it has now.
impl Clone for Browser {
    fn clone(&self) -> Self {
        let copy = |jar: &Jar| Mutex::new(jar.lock().unwrap_or_else(PoisonError::into_inner).clone());
        let (cookies, cookies_there) = (copy(&self.cookies), copy(&self.cookies_there));
        Self { app: self.app.clone(), http: self.http.clone(), cookies, cookies_there }
    }
}

/// The real provider's form, filled in.
pub fn claims(person: &Value) -> String {
    format!("claims={}", url::form_urlencoded::byte_serialize(person.to_string().as_bytes()).collect::<String>())
}

/// The value of a hidden field in a page.
pub fn hidden(page: &str, name: &str) -> String {
    let after = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("{name} is in {page}"));
    after.split('"').next().unwrap_or_default().to_owned()
}
