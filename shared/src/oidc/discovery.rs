//! What a provider says of itself, its keys included, read from its well-known address and kept for an hour. A key that
//! is not among them is a reason to ask again: providers change keys when they like.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{
    AdditionalProviderMetadata, IssuerUrl, ProviderMetadata,
    core::{
        CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
        CoreSubjectIdentifierType,
    },
};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use super::{ProviderError, chain, fetch};

/// RFC 9207.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Further {
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}
impl AdditionalProviderMetadata for Further {}

pub(super) type Metadata = ProviderMetadata<
    Further,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

const KEPT: TimeDelta = TimeDelta::hours(1);
/// How long ago we must have asked to ask again for a key that is not known: forged tokens name any.
const AGAIN: TimeDelta = TimeDelta::minutes(1);

#[derive(Default)]
pub(super) struct Discovery(Mutex<Option<Known>>);

struct Known {
    metadata: Arc<Metadata>,
    read_at: DateTime<Utc>,
}

impl Discovery {
    pub(super) async fn metadata(&self, issuer: &str, now: DateTime<Utc>) -> Result<Arc<Metadata>, ProviderError> {
        self.younger_than(KEPT, issuer, now).await
    }

    /// For a signature by a key that `metadata` does not have.
    pub(super) async fn with_new_keys(&self, issuer: &str, now: DateTime<Utc>) -> Result<Arc<Metadata>, ProviderError> {
        self.younger_than(AGAIN, issuer, now).await
    }

    /// Of many who ask at once, one asks the provider, and the others wait for what it hears.
    async fn younger_than(&self, age: TimeDelta, issuer: &str, now: DateTime<Utc>) -> Result<Arc<Metadata>, ProviderError> {
        let mut known = self.0.lock().await;
        if let Some(known) = known.as_ref().filter(|known| now - known.read_at < age) {
            return Ok(known.metadata.clone());
        }
        let issuer = IssuerUrl::new(issuer.to_owned()).map_err(|error| ProviderError::Failed(chain(&error)))?;
        // It refuses metadata that name another issuer.
        let metadata = Metadata::discover_async(issuer, &fetch::send).await;
        let metadata = Arc::new(metadata.map_err(|error| ProviderError::Failed(chain(&error)))?);
        *known = Some(Known { metadata: metadata.clone(), read_at: now });
        Ok(metadata)
    }
}
