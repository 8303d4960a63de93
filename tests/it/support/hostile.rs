//! A small OpenID provider that says whatever a story wants it to: the wrong things, too much, too late, or nothing.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use openidconnect::{
    JsonWebKeyId, PrivateSigningKey,
    core::{CoreEdDsaPrivateSigningKey, CoreHmacKey, CoreJwsSigningAlgorithm},
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// Who signs the token, and how.
#[derive(Clone, Debug)]
pub enum Signer {
    /// The key that is published, and its name.
    Key(u8, &'static str),
    /// With a secret (HS256).
    Secret(Vec<u8>),
    Nobody,
}

/// How the token endpoint answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answering {
    Well,
    /// More than anybody wants to read.
    Endlessly,
    Never,
    /// Sends on to another address of its own.
    Elsewhere,
    /// 400 with this error.
    Error(&'static str),
}

#[derive(Clone)]
pub struct Script {
    pub claims: Value,
    pub signer: Signer,
    /// The keys that are published, with their names.
    pub published: Vec<(u8, &'static str)>,
    pub answering: Answering,
    pub user_info: Value,
    /// What it calls itself, where that is not its address.
    pub calls_itself: Option<String>,
    /// Whether it says that it names itself in its answers (RFC 9207).
    pub promises_iss: bool,
    pub access_token: String,
}

pub struct Hostile {
    pub issuer: String,
    script: Arc<Mutex<Script>>,
    asked: Arc<Mutex<Vec<String>>>,
    serving: JoinHandle<()>,
}

impl Hostile {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let issuer = format!("http://{}", listener.local_addr().expect("it listens"));
        let script = Script {
            claims: json!({}),
            signer: Signer::Key(1, "one"),
            published: vec![(1, "one")],
            answering: Answering::Well,
            user_info: json!({}),
            calls_itself: None,
            promises_iss: false,
            access_token: "access".to_owned(),
        };
        let (script, asked) = (Arc::new(Mutex::new(script)), Arc::new(Mutex::new(Vec::new())));
        let (scripts, paths, own) = (script.clone(), asked.clone(), issuer.clone());
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (scripts, paths, own) = (scripts.clone(), paths.clone(), own.clone());
                tokio::spawn(async move { serve(stream, &own, &scripts, &paths).await });
            }
        });
        Self { issuer, script, asked, serving }
    }

    /// From now on it does as this changes it.
    pub fn play(&self, change: impl FnOnce(&mut Script)) {
        change(&mut self.script.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The paths that it was asked for so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Hostile {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(mut stream: TcpStream, issuer: &str, script: &Mutex<Script>, asked: &Mutex<Vec<String>>) {
    let mut head = vec![0; 16 * 1024];
    let read = stream.read(&mut head).await.unwrap_or(0);
    let head = String::from_utf8_lossy(&head[..read]).into_owned();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    asked.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
    let script = script.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let body = match path.as_str() {
        "/.well-known/openid-configuration" => metadata(issuer, &script),
        "/keys" => json!({"keys": script.published.iter().map(|(seed, name)| published(*seed, name)).collect::<Vec<_>>()}),
        "/me" => script.user_info.clone(),
        "/token" => match script.answering {
            Answering::Well => {
                json!({"access_token": script.access_token, "token_type": "Bearer", "id_token": id_token(&script)})
            }
            Answering::Endlessly => return endlessly(&mut stream).await,
            Answering::Never => return tokio::time::sleep(Duration::from_mins(1)).await,
            Answering::Elsewhere => {
                let _ = stream.write_all(b"HTTP/1.1 307 Elsewhere\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n").await;
                return;
            }
            Answering::Error(error) => return answer(&mut stream, "400 Bad", &json!({"error": error})).await,
        },
        _ => json!({}),
    };
    answer(&mut stream, "200 OK", &body).await;
}

async fn answer(stream: &mut TcpStream, status: &str, body: &Value) {
    let body = body.to_string();
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
    let _ = stream.write_all((head + &body).as_bytes()).await;
}

async fn endlessly(stream: &mut TcpStream) {
    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{\"").await;
    while stream.write_all(&[b'a'; 4096]).await.is_ok() {}
}

fn metadata(issuer: &str, script: &Script) -> Value {
    let at = |path: &str| format!("{issuer}{path}");
    json!({
        "issuer": script.calls_itself.as_deref().unwrap_or(issuer),
        "authorization_endpoint": at("/auth"),
        "token_endpoint": at("/token"),
        "userinfo_endpoint": at("/me"),
        "jwks_uri": at("/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        // As if any of these would do.
        "id_token_signing_alg_values_supported": ["none", "HS256", "EdDSA"],
        "authorization_response_iss_parameter_supported": script.promises_iss,
    })
}

fn key(seed: u8, name: &str) -> CoreEdDsaPrivateSigningKey {
    // PKCS #8 (RFC 8410): this prefix, and the 32 bytes of the key.
    let prefix = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    let text = base64::prelude::BASE64_STANDARD.encode([prefix.as_slice(), &[seed; 32]].concat());
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n");
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(name.to_owned()))).expect("a key")
}

fn published(seed: u8, name: &str) -> Value {
    serde_json::to_value(key(seed, name).as_verification_key()).expect("a key is JSON")
}

/// The bytes of a published key, which anybody can have.
pub fn public_bytes(seed: u8) -> Vec<u8> {
    let key = published(seed, "x");
    BASE64_URL_SAFE_NO_PAD.decode(key["x"].as_str().expect("it has an x")).expect("it is base64")
}

fn id_token(script: &Script) -> String {
    let (algorithm, name) = match &script.signer {
        Signer::Key(_, name) => ("EdDSA", *name),
        Signer::Secret(_) => ("HS256", "one"),
        Signer::Nobody => ("none", "one"),
    };
    let encoded = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", encoded(&json!({"alg": algorithm, "kid": name})), encoded(&script.claims));
    let signature = match &script.signer {
        Signer::Key(seed, name) => key(*seed, name).sign(&CoreJwsSigningAlgorithm::EdDsa, message.as_bytes()),
        Signer::Secret(secret) => CoreHmacKey::new(secret.clone()).sign(&CoreJwsSigningAlgorithm::HmacSha256, message.as_bytes()),
        Signer::Nobody => Ok(Vec::new()),
    };
    format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature.expect("it can be signed")))
}
