//! Mail over TLS, against servers with certificates of their own: good ones, ones for another name, ones that nobody
//! vouches for. What must not happen is that any of a mail, or a password, is said in the clear.

use std::{path::PathBuf, process::Command, sync::Arc};

use shared::{config::Secret, store::Engine};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring::default_provider,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

use super::Story;
use crate::{
    jobs::JobError,
    smtp_sink::{Encrypt, Login, Offers, SmtpSink, Wire},
    testing::World,
};

const PLAIN: Login = Login { mechanism: "PLAIN", says: &["AG1lAGh1c2ggaHVzaA=="] };
const LOGIN: Login = Login { mechanism: "LOGIN", says: &["bWU=", "aHVzaCBodXNo"] };
/// What both say.
const CREDENTIALS: &str = "me:hush%20hush@";
const PASSWORD: &str = "hush hush";

/// A certificate for a name, which is its own authority.
struct Certificate(PathBuf);

impl Certificate {
    fn new(world: &World, name: &str) -> Self {
        let folder = world.folder.join(format!("certificate-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir(&folder).unwrap();
        let alternative = format!("subjectAltName=DNS:{name}");
        let arguments = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
        let made = Command::new("openssl")
            .args(arguments)
            .args(["-keyout", "key.pem", "-out", "certificate.pem", "-subj", &format!("/CN={name}")])
            .args(["-addext", &alternative, "-addext", "basicConstraints=critical,CA:FALSE"])
            .current_dir(&folder)
            .output()
            .expect("openssl is installed");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Self(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.join("certificate.pem")
    }

    /// What a server with this certificate does to encrypt.
    fn encrypt(&self) -> Encrypt {
        let certificate = CertificateDer::from_pem_file(self.file()).unwrap();
        let key = PrivateKeyDer::from_pem_file(self.0.join("key.pem")).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        Arc::new(move |wire: Wire| {
            let acceptor = acceptor.clone();
            Box::pin(async move { Ok(Box::new(acceptor.accept(wire).await?) as Wire) })
        })
    }
}

/// How the server is, what the settings say, and what comes of it.
struct Case {
    scheme: &'static str,
    user: &'static str,
    query: &'static str,
    offers: Offers,
    trusts: Option<PathBuf>,
}

impl Case {
    /// A mail on its way, the server being `localhost`.
    async fn begin(self, world: World) -> Story {
        let sink = SmtpSink::offering(self.offers).await;
        let port = sink.address().port();
        let url = format!("{}://{}localhost:{port}{}", self.scheme, self.user, self.query);
        Story::begin_at(world, sink, |config| {
            config.smtp_url = Some(Secret::new(url));
            config.smtp_ca_file = self.trusts;
        })
        .await
    }

    async fn arrives(self, world: World) -> Story {
        let story = self.begin(world).await;
        story.send().await.unwrap();
        assert_eq!((story.sink.messages().len(), story.state().await.as_str()), (1, "accepted"));
        story
    }

    /// The mail waits, with a reason that says `why`; and nothing of it was said in the clear, nor is the password shown.
    async fn waits(self, world: World, why: &str) {
        let story = self.begin(world).await;
        let error = story.send().await.unwrap_err();
        assert!(matches!(error, JobError::Retry(_)), "{error}");
        let (state, reason) = story.delivery().await;
        assert!(state == "pending" && reason.contains(why), "{state}: {reason}");
        assert!(story.sink.messages().is_empty());
        let clear = story.sink.heard_in_clear();
        assert!(!clear.iter().any(|verb| ["AUTH", "MAIL", "RCPT", "DATA"].contains(&verb.as_str())), "{clear:?}");
        for shown in [reason, error.to_string(), format!("{:?}", story.world.ctx.config)] {
            assert!(!shown.contains(PASSWORD) && !shown.contains("hush") && !shown.contains(PLAIN.says[0]), "{shown}");
        }
    }
}

async fn with<F: Future<Output = ()>>(test: impl FnOnce(World) -> F) {
    World::with(Engine::Sqlite, test).await;
}

fn starttls(certificate: &Certificate, query: &'static str, trusts: Option<PathBuf>) -> Case {
    let offers = Offers { tls: Some(certificate.encrypt()), ..Offers::default() };
    Case { scheme: "smtp", user: "", query, offers, trusts }
}

#[tokio::test]
async fn starttls_carries_mail_and_password() {
    with(async |world| {
        let certificate = Certificate::new(&world, "localhost");
        let mut case = starttls(&certificate, "?tls=required", Some(certificate.file()));
        (case.user, case.offers.login) = (CREDENTIALS, Some(PLAIN));
        let story = case.arrives(world).await;
        assert_eq!(story.sink.heard_in_clear(), ["EHLO", "STARTTLS"]);
    })
    .await;
}

#[tokio::test]
async fn starttls_is_taken_where_it_is_offered() {
    with(async |world| {
        let certificate = Certificate::new(&world, "localhost");
        let story = starttls(&certificate, "?tls=opportunistic", Some(certificate.file())).arrives(world).await;
        assert_eq!(story.sink.heard_in_clear(), ["EHLO", "STARTTLS"]);
    })
    .await;
}

#[tokio::test]
async fn without_starttls_an_opportunist_sends_in_the_clear() {
    with(async |world| {
        let case = Case { scheme: "smtp", user: "", query: "?tls=opportunistic", offers: Offers::default(), trusts: None };
        case.arrives(world).await;
    })
    .await;
}

#[tokio::test]
async fn tls_from_the_first_byte_carries_mail_and_password() {
    with(async |world| {
        let certificate = Certificate::new(&world, "localhost");
        let offers = Offers { tls: Some(certificate.encrypt()), at_once: true, login: Some(LOGIN), ..Offers::default() };
        let case = Case { scheme: "smtps", user: CREDENTIALS, query: "", offers, trusts: Some(certificate.file()) };
        let story = case.arrives(world).await;
        assert!(story.sink.heard_in_clear().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_stops_the_mail() {
    with(async |world| {
        let certificate = Certificate::new(&world, "localhost");
        starttls(&certificate, "?tls=required", None).waits(world, "invalid peer certificate").await;
    })
    .await;
    with(async |world| {
        let certificate = Certificate::new(&world, "localhost");
        starttls(&certificate, "?tls=opportunistic", None).waits(world, "invalid peer certificate").await;
    })
    .await;
}

#[tokio::test]
async fn a_certificate_for_another_name_stops_the_mail() {
    with(async |world| {
        let certificate = Certificate::new(&world, "mail.example.org");
        let offers = Offers { tls: Some(certificate.encrypt()), at_once: true, login: Some(PLAIN), ..Offers::default() };
        let case = Case { scheme: "smtps", user: CREDENTIALS, query: "", offers, trusts: Some(certificate.file()) };
        case.waits(world, "not valid for name").await;
    })
    .await;
}

#[tokio::test]
async fn without_starttls_nothing_is_sent_where_it_is_required() {
    with(async |world| {
        let offers = Offers { login: Some(PLAIN), ..Offers::default() };
        let case = Case { scheme: "smtp", user: CREDENTIALS, query: "?tls=required", offers, trusts: None };
        case.waits(world, "offers no STARTTLS").await;
    })
    .await;
}

#[tokio::test]
async fn without_starttls_no_password_is_sent() {
    with(async |world| {
        let offers = Offers { login: Some(PLAIN), ..Offers::default() };
        let case = Case { scheme: "smtp", user: CREDENTIALS, query: "?tls=opportunistic", offers, trusts: None };
        case.waits(world, "not sent in the clear").await;
    })
    .await;
}

/// Not the mail's fault, and not the address's: it waits until the settings are right.
#[tokio::test]
async fn a_wrong_password_delays_the_mail_and_is_not_shown() {
    with(async |world| {
        let certificate = Certificate::new(&world, "localhost");
        let mut case = starttls(&certificate, "?tls=required", Some(certificate.file()));
        (case.user, case.offers.login) = ("me:hush@", Some(PLAIN));
        case.waits(world, "signing in to the mail server failed").await;
    })
    .await;
}
