//! From settings to a store.

use std::{sync::Arc, time::Duration};

use object_store::{
    BackoffConfig, ClientOptions, ObjectStore, RetryConfig,
    aws::{AmazonS3, AmazonS3Builder},
    local::LocalFileSystem,
};

use super::{Result, StorageError};
use crate::config::{S3Config, StorageConfig};

/// How long connecting may take. Everything else is timed by whoever waits for it.
const CONNECTING: Duration = Duration::from_secs(3);

pub(super) fn open(config: &StorageConfig) -> Result<Arc<dyn ObjectStore>> {
    match config {
        StorageConfig::Folder(folder) => {
            std::fs::create_dir_all(folder)
                .map_err(|error| StorageError::Down(format!("the folder {} cannot be made: {error}", folder.display())))?;
            // On the disk before its row is in the database.
            Ok(Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true)))
        }
        StorageConfig::S3(config) => Ok(Arc::new(s3(config)?)),
    }
}

fn s3(config: &S3Config) -> Result<AmazonS3> {
    use_ring();
    let retry = RetryConfig {
        backoff: BackoffConfig {
            init_backoff: Duration::from_millis(100),
            max_backoff: Duration::from_secs(1),
            ..BackoffConfig::default()
        },
        max_retries: 2,
        retry_timeout: Duration::from_secs(10),
    };
    let plain = config.endpoint.as_ref().is_some_and(|endpoint| endpoint.scheme() == "http");
    let client = ClientOptions::new().with_timeout_disabled().with_connect_timeout(CONNECTING).with_allow_http(plain);
    let mut builder = match &config.keys {
        Some(keys) => {
            let builder = AmazonS3Builder::new().with_access_key_id(keys.id.clone()).with_secret_access_key(keys.secret.expose());
            match &keys.session {
                Some(token) => builder.with_token(token.expose()),
                None => builder,
            }
        }
        // Whatever the machine gives: a role of the pod, of the task or of the instance.
        None => AmazonS3Builder::from_env(),
    };
    if let Some(endpoint) = &config.endpoint {
        builder = builder.with_endpoint(endpoint.as_str().trim_end_matches('/'));
    }
    let builder = builder.with_bucket_name(&config.bucket).with_region(&config.region);
    Ok(builder.with_client_options(client).with_retry(retry).build()?)
}

/// Makes ring what TLS is made with in this process, unless something else is already. reqwest, unlike the other
/// libraries that speak TLS here, asks for that.
pub fn use_ring() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
