//! OpenID Connect, as far as it needs no database: finding out about a provider, sending people there, and turning the
//! code that they come back with into an identity that the provider has vouched for (OpenID Connect Core 1.0, 3.1).
//!
//! What a provider says is never believed further than it is signed for us. Asking takes a bounded time and reads a
//! bounded answer; it must not be done while a transaction is open.

mod discovery;
mod fetch;
mod identity;
mod provider;

pub use identity::Identity;
pub use provider::{Proof, Provider, Providers};

/// Why a provider was of no use. For the log: it may quote what the provider said.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// It does not answer, not in time, too much, or with an error.
    #[error("{0}")]
    Failed(String),
    /// Its answer is not to be believed.
    #[error("{0}")]
    Refused(String),
}

/// An error with what is behind it, as one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut behind = error.source();
    while let Some(cause) = behind {
        text = format!("{text}: {cause}");
        behind = cause.source();
    }
    text
}
