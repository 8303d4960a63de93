//! From the code that a browser brings back to whom the provider says it is. Every check of OpenID Connect Core 1.0,
//! 3.1.3.7, is made here: signature, issuer, audience, authorized party, expiry, nonce, the access token's hash.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthorizationCode, ClaimsVerificationError, ClientId, IssuerUrl, OAuth2TokenResponse,
    SignatureVerificationError, SubjectIdentifier, TokenResponse,
    core::{CoreIdToken, CoreIdTokenVerifier, CoreJwsSigningAlgorithm as Algorithm, CoreUserInfoClaims},
};

use super::{
    ProviderError, chain,
    discovery::Metadata,
    fetch,
    provider::{Client, Proof, Provider},
};

/// Somebody whom the provider knows.
#[derive(Clone, Debug)]
pub struct Identity {
    /// These two together never mean anyone else.
    pub issuer: String,
    pub subject: String,
    pub email: Option<String>,
    /// Whether the provider says that the address is theirs.
    pub email_verified: bool,
    pub name: Option<String>,
}

/// What may have signed a token: public keys only. None is no signature, and with HMAC whoever knows what verifies can
/// sign (RFC 8725 2.1, 3.2).
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::EdDsa,
];

/// OpenID Connect Core 1.0, 2: subjects have 255 characters at most.
const LONGEST_SUBJECT: usize = 255;

impl Provider {
    /// Redeems a code for the identity of whoever brought it.
    pub async fn identity(
        &self,
        code: &str,
        redirect: &str,
        proof: Proof,
        now: DateTime<Utc>,
    ) -> Result<Identity, ProviderError> {
        let metadata = self.discovery.metadata(&self.settings.issuer, now).await?;
        let client = self.client(&metadata, redirect)?;
        let Proof { nonce, verifier, .. } = proof;
        let request = client.exchange_code(AuthorizationCode::new(code.to_owned())).map_err(failed)?;
        let tokens = request.set_pkce_verifier(verifier).request_async(&fetch::send).await.map_err(failed)?;
        let missing = || ProviderError::Refused("there is no ID token in its answer".to_owned());
        let id_token = tokens.id_token().ok_or_else(missing)?;
        let verifier = match self.verifier(&metadata, now) {
            verifier if id_token.claims(&verifier, &nonce).is_err_and(|error| is_unknown_key(&error)) => {
                self.verifier(&self.discovery.with_new_keys(&self.settings.issuer, now).await?, now)
            }
            verifier => verifier,
        };
        let claims = id_token.claims(&verifier, &nonce).map_err(refused)?;
        if let Some(hash) = claims.access_token_hash() {
            check_hash(id_token, tokens.access_token(), hash, &verifier).map_err(ProviderError::Refused)?;
        }
        // The library leaves this one to us.
        if claims.authorized_party().is_some_and(|party| party.as_str() != self.settings.client_id) {
            return Err(ProviderError::Refused("its token was made for another party (azp)".to_owned()));
        }
        let subject = claims.subject();
        if subject.is_empty() || subject.len() > LONGEST_SUBJECT || subject.chars().any(char::is_control) {
            return Err(ProviderError::Refused("its subject is no subject".to_owned()));
        }
        let mut identity = Identity {
            issuer: self.settings.issuer.clone(),
            subject: subject.to_string(),
            email: claims.email().map(|email| email.to_string()),
            email_verified: claims.email_verified().unwrap_or(false),
            name: claims.name().and_then(|name| name.get(None)).map(|name| name.to_string()),
        };
        if identity.email.is_none()
            && let Some(further) = further(&client, &metadata, tokens.access_token(), subject).await?
        {
            identity.email = further.email().map(|email| email.to_string());
            identity.email_verified = further.email_verified().unwrap_or(false);
            let name = further.name().and_then(|name| name.get(None)).map(|name| name.to_string());
            identity.name = identity.name.or(name);
        }
        Ok(identity)
    }

    fn verifier(&self, metadata: &Arc<Metadata>, now: DateTime<Utc>) -> CoreIdTokenVerifier<'static> {
        let client_id = ClientId::new(self.settings.client_id.clone());
        // The verifier of a public client knows no secret that could be taken for a key.
        CoreIdTokenVerifier::new_public_client(client_id, issuer(metadata), metadata.jwks().clone())
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || now)
    }
}

fn issuer(metadata: &Metadata) -> IssuerUrl {
    metadata.issuer().clone()
}

fn is_unknown_key(error: &ClaimsVerificationError) -> bool {
    matches!(error, ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey))
}

/// The access token came with this ID token, and not from elsewhere (3.1.3.8).
fn check_hash(
    id_token: &CoreIdToken,
    access_token: &AccessToken,
    hash: &AccessTokenHash,
    verifier: &CoreIdTokenVerifier<'_>,
) -> Result<(), String> {
    let algorithm = id_token.signing_alg().map_err(|error| chain(&error))?;
    let key = id_token.signing_key(verifier).map_err(|error| chain(&error))?;
    let ours = AccessTokenHash::from_token(access_token, algorithm, key).map_err(|error| chain(&error))?;
    if ours == *hash { Ok(()) } else { Err("its access token is not the one that the ID token names".to_owned()) }
}

/// What many providers leave out of the ID token. The answer must be about the same subject (5.3.2).
async fn further(
    client: &Client,
    metadata: &Metadata,
    access_token: &AccessToken,
    subject: &SubjectIdentifier,
) -> Result<Option<CoreUserInfoClaims>, ProviderError> {
    if metadata.userinfo_endpoint().is_none() {
        return Ok(None);
    }
    // It becomes a header.
    if !access_token.secret().bytes().all(|b| b.is_ascii_graphic()) {
        return Err(ProviderError::Refused("its access token is none".to_owned()));
    }
    let request = client.user_info(access_token.clone(), Some(subject.clone())).map_err(failed)?;
    request.request_async(&fetch::send).await.map(Some).map_err(failed)
}

fn failed(error: impl std::error::Error) -> ProviderError {
    ProviderError::Failed(chain(&error))
}

fn refused(error: ClaimsVerificationError) -> ProviderError {
    ProviderError::Refused(chain(&error))
}
