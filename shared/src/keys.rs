//! The instance's own secrets: what signs access tokens (JWT, RFC 7519), derives refresh tokens and tickets, and encrypts
//! what the database keeps for others to know.
//!
//! The first key signs and encrypts, every key is accepted, so that keys can be changed without signing anyone out. Tokens
//! know only HMAC with SHA-256: there is no other algorithm for a forged header to choose (RFC 8725 3.1).

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Once,
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chacha20poly1305::{
    XChaCha20Poly1305,
    aead::{Aead, Payload},
};
use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation,
    crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils},
    errors::{Error, ErrorKind},
    signature,
};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use crate::{
    config::{Config, Secret},
    draft::Draft,
};

pub struct Keyring {
    keys: Vec<Key>,
}

struct Key {
    /// Names the key in a token's header without telling anything of it.
    id: String,
    secret: Secret,
}

impl Keyring {
    /// The keys of the settings, else the one in `DATA_DIR`, made on the first start.
    pub fn load(config: &Config) -> io::Result<Self> {
        if !config.secret_keys.is_empty() {
            return Ok(Self::new(config.secret_keys.clone()));
        }
        Ok(Self::new(vec![Secret::new(kept_key(&config.data_dir)?)]))
    }

    #[must_use]
    pub fn new(secrets: Vec<Secret>) -> Self {
        static INSTALL: Once = Once::new();
        INSTALL.call_once(|| _ = HMAC_ONLY.install_default());
        let keys = secrets.into_iter().map(|secret| Key { id: hex(&Sha256::digest(secret.expose()))[..16].to_owned(), secret });
        Self { keys: keys.collect() }
    }

    /// A signed token of this type (`typ`, RFC 8725 3.11).
    pub fn sign<C: Serialize>(&self, typ: &str, claims: &C) -> anyhow::Result<String> {
        let key = &self.keys[0];
        let header = Header { typ: Some(typ.to_owned()), kid: Some(key.id.clone()), ..Header::new(Algorithm::HS256) };
        Ok(jsonwebtoken::encode(&header, claims, &EncodingKey::from_secret(key.secret.expose().as_bytes()))?)
    }

    /// The claims of a token that one of our keys signed, of the right type, issuer and audience. Whether it has
    /// expired is for the caller to say, by the clock it was given.
    #[must_use]
    pub fn verify<C: DeserializeOwned + Clone>(&self, typ: &str, issuer: &str, audience: &str, token: &str) -> Option<C> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        if header.typ.as_deref() != Some(typ) {
            return None;
        }
        let key = self.keys.iter().find(|key| Some(&key.id) == header.kid.as_ref())?;
        let mut validation = Validation::new(Algorithm::HS256);
        validation.validate_exp = false;
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.set_issuer(&[issuer]);
        validation.set_audience(&[audience]);
        let key = DecodingKey::from_secret(key.secret.expose().as_bytes());
        jsonwebtoken::decode::<C>(token, &key, &validation).ok().map(|token| token.claims)
    }

    /// A code over `message` for one `purpose`, by the key that signs.
    #[must_use]
    pub fn code(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        code(self.keys[0].secret.expose().as_bytes(), purpose, message).finalize().into_bytes().into()
    }

    /// Whether one of our keys made this code. Takes the same time whether or not.
    #[must_use]
    pub fn has_code(&self, purpose: &str, message: &[u8], given: &[u8]) -> bool {
        self.codes(purpose, message).iter().any(|ours| subtle::ConstantTimeEq::ct_eq(ours.as_slice(), given).into())
    }

    /// Encrypts a secret that is kept (XChaCha20-Poly1305, whose nonces are long enough to be random). It opens for the
    /// same purpose and owner only, so that no row's secret is good in the place of another's.
    pub fn seal(&self, purpose: &str, owner: &[u8], secret: &[u8]) -> anyhow::Result<Sealed> {
        let key = &self.keys[0];
        let nonce = random_bytes::<24>();
        let payload = Payload { msg: secret, aad: owner };
        let sealed = key
            .cipher(purpose)
            .encrypt(&nonce.into(), payload)
            .map_err(|_| anyhow::anyhow!("a secret is too long to be sealed"))?;
        Ok(Sealed { key_id: key.id.clone(), text: BASE64_URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()) })
    }

    /// What was sealed for this purpose and owner, by whichever of our keys; `None` where it was not, or that key is no
    /// longer one of ours.
    #[must_use]
    pub fn open(&self, purpose: &str, owner: &[u8], key_id: &str, text: &str) -> Option<Vec<u8>> {
        let key = self.keys.iter().find(|key| key.id == key_id)?;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<24>()?;
        key.cipher(purpose).decrypt(&(*nonce).into(), Payload { msg: sealed, aad: owner }).ok()
    }

    /// Which key seals from now on.
    #[must_use]
    pub fn sealing_key_id(&self) -> &str {
        &self.keys[0].id
    }

    /// Whether the key that is named so is one of ours.
    #[must_use]
    pub fn has_key(&self, id: &str) -> bool {
        self.keys.iter().any(|key| key.id == id)
    }

    /// The codes by each of our keys.
    #[must_use]
    pub fn codes(&self, purpose: &str, message: &[u8]) -> Vec<[u8; 32]> {
        self.keys
            .iter()
            .map(|key| code(key.secret.expose().as_bytes(), purpose, message).finalize().into_bytes().into())
            .collect()
    }
}

impl Key {
    fn cipher(&self, purpose: &str) -> XChaCha20Poly1305 {
        // A key of its own for each purpose: HMAC derives keys (NIST SP 800-108) as well as it signs.
        let derived = code(self.secret.expose().as_bytes(), purpose, b"").finalize().into_bytes();
        XChaCha20Poly1305::new(&derived)
    }
}

/// A secret that is kept encrypted, and by which key.
pub struct Sealed {
    pub key_id: String,
    pub text: String,
}

/// 256 random bits as text.
#[must_use]
pub fn random_token() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(random_bytes::<32>())
}

#[must_use]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    rand::random()
}

/// How a token is kept: its hash is enough to know it again, and useless to whoever reads the database.
#[must_use]
pub fn hashed(token: &str) -> String {
    hex(&Sha256::digest(token))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        use std::fmt::Write;
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn code(secret: &[u8], purpose: &str, message: &[u8]) -> Hmac<Sha256> {
    let mut mac = hmac(secret);
    mac.update(purpose.as_bytes());
    mac.update(&[0]);
    mac.update(message);
    mac
}

fn hmac(secret: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(secret).expect("HMAC takes keys of any length")
}

/// Where the data folder keeps the key.
pub(crate) fn kept_key_path(folder: &Path) -> PathBuf {
    folder.join("secret.key")
}

/// A key that was put into the data folder.
pub(crate) struct Replaced {
    path: PathBuf,
    /// Where the one is that was there before.
    pub before: Option<PathBuf>,
    is_new: bool,
}

impl Replaced {
    /// As it was before: what the key came with did not come.
    pub fn undo(self) -> io::Result<()> {
        match &self.before {
            Some(before) => fs::rename(before, &self.path),
            None if self.is_new => fs::remove_file(&self.path),
            None => Ok(()),
        }
    }
}

/// Puts a key that is kept elsewhere, in a backup, into the data folder. Another that is there stays beside it: nothing of
/// before can be read without it.
pub(crate) fn replace_kept_key(folder: &Path, key: &str) -> io::Result<Replaced> {
    fs::create_dir_all(folder)?;
    let path = kept_key_path(folder);
    let before = match fs::read_to_string(&path) {
        Ok(there) if there.trim() == key.trim() => return Ok(Replaced { path, before: None, is_new: false }),
        Ok(there) => {
            let before = folder.join(format!("secret.key.before-{}", uuid::Uuid::now_v7()));
            written(&before, &there)?.publish()?;
            Some(before)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    written(&path, key.trim())?.replace()?;
    Ok(Replaced { path, before, is_new: true })
}

/// The key kept in the data folder. Two processes that start at once agree on one: the file appears whole or not at
/// all, and the second to come takes what is there.
fn kept_key(folder: &Path) -> io::Result<String> {
    let path = kept_key_path(folder);
    match fs::read_to_string(&path) {
        Ok(key) if key.trim().len() >= 32 => return Ok(key.trim().to_owned()),
        Ok(_) => return Err(io::Error::other(format!("{} holds no key of 32 bytes or more", path.display()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    fs::create_dir_all(folder)?;
    match written(&path, &random_token())?.publish() {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(fs::read_to_string(&path)?.trim().to_owned()),
    }
}

/// A file with this text, which is to show under this name.
fn written(path: &Path, text: &str) -> io::Result<Draft> {
    let draft = Draft::begin_beside(path)?;
    draft.file()?.write_all(text.as_bytes())?;
    Ok(draft)
}

/// jsonwebtoken's own back ends bring RSA and elliptic curves along; tokens here are never signed with those.
static HMAC_ONLY: CryptoProvider = CryptoProvider {
    signer_factory: |algorithm, key| match algorithm {
        Algorithm::HS256 => Ok(Box::new(Hs256(hmac(key.as_bytes())))),
        _ => Err(Error::from(ErrorKind::InvalidAlgorithm)),
    },
    verifier_factory: |algorithm, key| match algorithm {
        Algorithm::HS256 => Ok(Box::new(Hs256(hmac(key.try_get_as_bytes()?)))),
        _ => Err(Error::from(ErrorKind::InvalidAlgorithm)),
    },
    key_utils: KeyUtils::new_unimplemented(),
};

struct Hs256(Hmac<Sha256>);

impl signature::Signer<Vec<u8>> for Hs256 {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, signature::Error> {
        Ok(self.0.clone().chain_update(message).finalize().into_bytes().to_vec())
    }
}
impl JwtSigner for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}
impl signature::Verifier<Vec<u8>> for Hs256 {
    fn verify(&self, message: &[u8], given: &Vec<u8>) -> Result<(), signature::Error> {
        self.0.clone().chain_update(message).verify_slice(given).map_err(signature::Error::from_source)
    }
}
impl JwtVerifier for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize, serde::Deserialize, Clone, Debug, PartialEq)]
    struct Claims {
        iss: String,
        aud: String,
        sub: String,
        exp: i64,
    }

    fn claims() -> Claims {
        Claims { iss: "us".into(), aud: "api".into(), sub: "ada".into(), exp: 4_000_000_000 }
    }

    fn ring(seed: &str) -> Keyring {
        Keyring::new(vec![Secret::new(seed.repeat(8))])
    }

    #[test]
    fn what_we_signed_is_known_again_and_nothing_else() {
        let ours = ring("0123456789");
        let token = ours.sign("at+jwt", &claims()).unwrap();
        assert_eq!(ours.verify("at+jwt", "us", "api", &token), Some(claims()));
        assert_eq!(ours.verify::<Claims>("rt+jwt", "us", "api", &token), None);
        assert_eq!(ours.verify::<Claims>("at+jwt", "them", "api", &token), None);
        assert_eq!(ours.verify::<Claims>("at+jwt", "us", "other", &token), None);
        assert_eq!(ring("9876543210").verify::<Claims>("at+jwt", "us", "api", &token), None);
        let unsigned = BASE64_URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"at+jwt"}"#);
        let parts: Vec<_> = token.split('.').collect();
        for forged in [format!("{unsigned}.{}.", parts[1]), format!("{unsigned}.{}.{}", parts[1], parts[2]), String::new()] {
            assert_eq!(ours.verify::<Claims>("at+jwt", "us", "api", &forged), None);
        }
    }

    #[test]
    fn an_old_key_is_accepted_until_it_is_taken_off_the_list() {
        let (old, new) = (Secret::new("old-key-0123456789-0123456789-xyz"), Secret::new("new-key-0123456789-0123456789-xyz"));
        let token = Keyring::new(vec![old.clone()]).sign("at+jwt", &claims()).unwrap();
        let both = Keyring::new(vec![new.clone(), old]);
        assert!(both.verify::<Claims>("at+jwt", "us", "api", &token).is_some());
        assert!(Keyring::new(vec![new]).verify::<Claims>("at+jwt", "us", "api", &token).is_none());
    }

    #[test]
    fn what_is_sealed_opens_for_its_own_purpose_and_owner_only() {
        let (old, new) = (Secret::new("old-key-0123456789-0123456789-xyz"), Secret::new("new-key-0123456789-0123456789-xyz"));
        let ours = Keyring::new(vec![old.clone()]);
        let sealed = ours.seal("totp", b"ada", b"secret").unwrap();
        let open = |ring: &Keyring, purpose, owner: &[u8], text: &str| ring.open(purpose, owner, &sealed.key_id, text);
        assert_eq!(open(&ours, "totp", b"ada", &sealed.text).as_deref(), Some(b"secret".as_slice()));
        assert_ne!(sealed.text, ours.seal("totp", b"ada", b"secret").unwrap().text, "each has a nonce of its own");
        assert_eq!(open(&ours, "totp", b"eve", &sealed.text), None);
        assert_eq!(open(&ours, "other", b"ada", &sealed.text), None);
        let changed = sealed.text.replacen(&sealed.text[40..41], if &sealed.text[40..41] == "A" { "B" } else { "A" }, 1);
        for forged in [&changed, &sealed.text[..sealed.text.len() - 2], "", "?"] {
            assert_eq!(open(&ours, "totp", b"ada", forged), None);
        }
        let both = Keyring::new(vec![new.clone(), old]);
        assert!(open(&both, "totp", b"ada", &sealed.text).is_some() && both.sealing_key_id() != sealed.key_id);
        assert_eq!(open(&Keyring::new(vec![new]), "totp", b"ada", &sealed.text), None);
    }
}
