//! Where the links in a mail lead: pages of this installation, never of a host that a request named.

use shared::{
    app::notifications::{Scope, token},
    config::Config,
    domain::UserId,
    keys::Keyring,
};

/// What links are made from.
#[derive(Clone, Copy)]
pub struct Links<'a> {
    pub config: &'a Config,
    pub keys: &'a Keyring,
}

impl Links<'_> {
    /// The address of `path`, which begins with a slash or is empty.
    pub fn to(self, path: &str) -> String {
        self.config.link(path)
    }

    /// Where the reader turns mail off for one thing.
    pub fn unsubscribe(self, user: UserId, scope: Scope) -> String {
        self.config.link(&format!("/api/v1/email/unsubscribe/{}", token(self.keys, user, scope)))
    }

    /// The host that ids of mails end with.
    pub fn host(&self) -> &str {
        self.config.base_url.host_str().unwrap_or("localhost")
    }
}
