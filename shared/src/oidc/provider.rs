//! The providers of the settings, and the way there: the address that a browser is sent to, and what it takes along.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use openidconnect::{
    AuthType, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope,
    core::{CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod},
};
use url::Url;

use super::{
    ProviderError, chain,
    discovery::{Discovery, Metadata},
};
use crate::{config::OidcProvider, keys::Keyring};

/// All that are set, asked for the first time when somebody signs in: one that is down holds up nothing else.
pub struct Providers(Vec<Provider>);

pub struct Provider {
    pub settings: OidcProvider,
    pub(super) discovery: Discovery,
}

pub(super) type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

impl Providers {
    #[must_use]
    pub fn new(settings: &[OidcProvider]) -> Self {
        let provider = |settings: &OidcProvider| Provider { settings: settings.clone(), discovery: Discovery::default() };
        Self(settings.iter().map(provider).collect())
    }

    #[must_use]
    pub fn find(&self, key: &str) -> Option<&Provider> {
        self.0.iter().find(|provider| provider.settings.key == key)
    }
}

/// What one attempt to sign in is known by: all of it follows from a token that only the browser has, by our key.
pub struct Proof {
    /// Comes back in the address: the answer is to what this browser asked.
    pub state: String,
    /// Comes back in the signed token: the token was made for this attempt.
    pub(super) nonce: Nonce,
    /// Only who has it can redeem the code (RFC 7636).
    pub(super) verifier: PkceCodeVerifier,
}

impl Proof {
    #[must_use]
    pub fn of(keys: &Keyring, token: &str) -> Self {
        let derived = |purpose| BASE64_URL_SAFE_NO_PAD.encode(keys.code(purpose, token.as_bytes()));
        Self {
            state: derived("oidc-state"),
            nonce: Nonce::new(derived("oidc-nonce")),
            verifier: PkceCodeVerifier::new(derived("oidc-verifier")),
        }
    }

    #[must_use]
    pub fn has_state(&self, given: &str) -> bool {
        subtle::ConstantTimeEq::ct_eq(self.state.as_bytes(), given.as_bytes()).into()
    }
}

impl Provider {
    /// Where to send the browser, to come back to `redirect`.
    pub async fn authorization_url(&self, redirect: &str, proof: &Proof, now: DateTime<Utc>) -> Result<Url, ProviderError> {
        let metadata = self.discovery.metadata(&self.settings.issuer, now).await?;
        let client = self.client(&metadata, redirect)?;
        let (state, nonce) = (proof.state.clone(), proof.nonce.clone());
        let (url, ..) = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || CsrfToken::new(state), move || nonce)
            .add_scopes(["email", "profile"].map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&proof.verifier))
            .url();
        Ok(url)
    }

    /// Whether the provider's answer says that it is this one's (RFC 9207): one that promises to say so must.
    pub async fn answers_as(&self, issuer: Option<&str>, now: DateTime<Utc>) -> Result<bool, ProviderError> {
        if let Some(issuer) = issuer {
            return Ok(issuer == self.settings.issuer);
        }
        let metadata = self.discovery.metadata(&self.settings.issuer, now).await?;
        Ok(!metadata.additional_metadata().authorization_response_iss_parameter_supported)
    }

    pub(super) fn client(&self, metadata: &Metadata, redirect: &str) -> Result<Client, ProviderError> {
        let settings = &self.settings;
        let secret = settings.client_secret.as_ref().map(|secret| ClientSecret::new(secret.expose().to_owned()));
        let redirect = RedirectUrl::new(redirect.to_owned()).map_err(|error| ProviderError::Failed(chain(&error)))?;
        let client = CoreClient::from_provider_metadata(metadata.clone(), ClientId::new(settings.client_id.clone()), secret);
        // By the header unless the provider says that it takes the secret in the body only.
        let methods = metadata.token_endpoint_auth_methods_supported();
        let only_in_body = methods.is_some_and(|methods| {
            methods.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
        });
        let how = if only_in_body { AuthType::RequestBody } else { AuthType::BasicAuth };
        Ok(client.set_redirect_uri(redirect).set_auth_type(how))
    }
}
