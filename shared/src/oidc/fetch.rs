//! Asking a provider over HTTP: one connection for each request, over TLS unless the address is this machine's, within
//! a time limit, for answers of a bounded size. Redirects are not followed: what we are told may not lead anywhere else.

use std::{
    io,
    sync::{Arc, OnceLock},
};

use http_body_util::{BodyExt, Full, Limited};
use hyper::{body::Bytes, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use openidconnect::{HttpRequest, HttpResponse};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    task::JoinSet,
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};
use url::Url;

use crate::{config::is_loopback, limits::PROVIDER_WITHIN};

/// Metadata and keys take a few KiB.
const LARGEST: usize = 512 * 1024;

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Unanswered(String);

impl Unanswered {
    fn of(error: impl std::error::Error) -> Self {
        Self(super::chain(&error))
    }
}

pub(super) async fn send(request: HttpRequest) -> Result<HttpResponse, Unanswered> {
    static TLS: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    let config = TLS.get_or_init(|| Arc::new(config(authorities())));
    send_by(request, &TlsConnector::from(config.clone())).await
}

async fn send_by(request: HttpRequest, tls: &TlsConnector) -> Result<HttpResponse, Unanswered> {
    let address = request.uri().to_string();
    let answer = timeout(PROVIDER_WITHIN, exchange(request, tls)).await;
    let answer = answer.unwrap_or_else(|_| Err(Unanswered(format!("no answer within {PROVIDER_WITHIN:?}"))));
    answer.map_err(|Unanswered(why)| Unanswered(format!("{address}: {why}")))
}

async fn exchange(request: HttpRequest, tls: &TlsConnector) -> Result<HttpResponse, Unanswered> {
    let url = Url::parse(&request.uri().to_string()).map_err(Unanswered::of)?;
    let missing = || Unanswered("the address names no host".to_owned());
    // Of an IPv6 address, without its brackets.
    let host = url.host_str().ok_or_else(missing)?.trim_matches(['[', ']']).to_owned();
    let port = url.port_or_known_default().ok_or_else(missing)?;
    let encrypted = match url.scheme() {
        "https" => true,
        "http" if is_loopback(&url) => false,
        _ => return Err(Unanswered("providers are asked over https only".to_owned())),
    };
    let stream = TcpStream::connect((host.as_str(), port)).await.map_err(Unanswered::of)?;
    _ = stream.set_nodelay(true);
    if encrypted {
        let name = ServerName::try_from(host).map_err(Unanswered::of)?;
        let stream = tls.connect(name, stream).await.map_err(Unanswered::of)?;
        talk(stream, request, &url).await
    } else {
        talk(stream, request, &url).await
    }
}

async fn talk<S>(stream: S, request: HttpRequest, url: &Url) -> Result<HttpResponse, Unanswered>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(Unanswered::of)?;
    // Ends with this function, however that ends.
    let mut driver = JoinSet::new();
    driver.spawn(connection);

    let (mut parts, body) = request.into_parts();
    let host = url.authority().parse().map_err(Unanswered::of)?;
    parts.headers.insert(header::HOST, host);
    parts.uri = url[url::Position::BeforePath..url::Position::AfterQuery].parse().map_err(Unanswered::of)?;
    let request = hyper::Request::from_parts(parts, Full::new(Bytes::from(body)));
    let (parts, body) = sender.send_request(request).await.map_err(Unanswered::of)?.into_parts();
    let body = Limited::new(body, LARGEST).collect().await.map_err(|error| Unanswered(super::chain(&*error)))?;
    Ok(HttpResponse::from_parts(parts, body.to_bytes().to_vec()))
}

/// The system's authorities (or those of `SSL_CERT_FILE`), else Mozilla's.
fn authorities() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    let system = rustls_native_certs::load_native_certs();
    for error in &system.errors {
        tracing::warn!(%error, "the system's certificate authorities are not all readable");
    }
    roots.add_parsable_certificates(system.certs);
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    roots
}

fn config(roots: RootCertStore) -> ClientConfig {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(io::Error::other).expect("ring speaks the versions that rustls thinks safe");
    builder.with_root_certificates(roots).with_no_client_auth()
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };
    use tokio_rustls::{
        TlsAcceptor,
        rustls::{
            ServerConfig,
            pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
        },
    };

    use super::*;

    fn get(address: &str) -> HttpRequest {
        let mut request = HttpRequest::new(Vec::new());
        *request.uri_mut() = address.parse().unwrap();
        request
    }

    #[tokio::test]
    async fn others_are_asked_over_tls_only() {
        for address in ["http://192.0.2.1/keys", "http://localhost.example.org/", "ftp://127.0.0.1/", "http://127.0.0.1.example/"]
        {
            let error = send(get(address)).await.unwrap_err().to_string();
            assert!(error.contains("https only"), "{address}: {error}");
        }
    }

    /// A server that says `{}` over TLS, as `localhost`, and its certificate.
    async fn encrypted() -> (u16, CertificateDer<'static>) {
        let folder = tempfile::tempdir().unwrap();
        let made = Command::new("openssl")
            .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"])
            .args(["-keyout", "key.pem", "-out", "certificate.pem", "-subj", "/CN=localhost"])
            .args(["-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE"])
            .current_dir(folder.path())
            .output()
            .expect("openssl is installed");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let certificate = CertificateDer::from_pem_file(folder.path().join("certificate.pem")).unwrap();
        let key = PrivateKeyDer::from_pem_file(folder.path().join("key.pem")).unwrap();
        let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let acceptor = TlsAcceptor::from(Arc::new(builder.with_single_cert(vec![certificate.clone()], key).unwrap()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let Ok(mut stream) = acceptor.accept(stream).await else { continue };
                let mut head = [0; 4096];
                let read = stream.read(&mut head).await.unwrap();
                let head = String::from_utf8_lossy(&head[..read]).into_owned();
                let fine = head.starts_with("GET /a?b=c HTTP/1.1\r\n") && head.contains(&format!("host: localhost:{port}\r\n"));
                let status = if fine { "200 OK" } else { "400 Bad" };
                let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 2\r\n\r\n{{}}");
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        (port, certificate)
    }

    #[tokio::test]
    async fn a_certificate_must_be_vouched_for_and_be_for_the_name() {
        let (port, certificate) = encrypted().await;
        let address = format!("https://localhost:{port}/a?b=c");
        let error = send(get(&address)).await.unwrap_err().to_string();
        assert!(error.contains("certificate"), "{error}");

        let mut roots = RootCertStore::empty();
        roots.add(certificate).unwrap();
        let trusting = TlsConnector::from(Arc::new(config(roots)));
        let answer = send_by(get(&address), &trusting).await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.body().as_slice()), (200, b"{}".as_slice()));
        let other_name = format!("https://127.0.0.1:{port}/a?b=c");
        let error = send_by(get(&other_name), &trusting).await.unwrap_err().to_string();
        assert!(error.contains("certificate"), "{error}");
    }
}
