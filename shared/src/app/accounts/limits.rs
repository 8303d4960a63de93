//! How often accounts may be tried.

use chrono::TimeDelta;

use crate::app::limit::Limit;

/// Links that make whoever has their address a new password.
pub(super) const RESETS: Limit =
    Limit { name: "reset", most: 5, within: TimeDelta::hours(1), of: "links for a new password to this address" };

/// The same from one place, whatever the addresses.
pub(super) const RESETS_FROM: Limit =
    Limit { name: "reset from", most: 100, within: TimeDelta::hours(1), of: "links for a new password from where you are" };

/// Mails that verify an address, which may be anyone's.
pub(super) const VERIFICATIONS: Limit =
    Limit { name: "verify", most: 5, within: TimeDelta::hours(1), of: "links to verify an address" };

/// Passwords tried from one place, whatever the accounts.
pub(super) const PASSWORDS_FROM: Limit =
    Limit { name: "password from", most: 100, within: TimeDelta::minutes(5), of: "passwords from where you are" };

/// Codes of a second factor tried for one account, whoever tries: to sign in, to confirm it, to remove it.
pub(super) const CODES: Limit = Limit { name: "code", most: 5, within: TimeDelta::minutes(5), of: "codes for this account" };

/// People sent to an OpenID provider from one place.
pub(super) const SENT_FROM: Limit =
    Limit { name: "oidc from", most: 100, within: TimeDelta::minutes(5), of: "sign-ins from where you are" };

/// Passwords tried for one account.
pub(super) const PASSWORDS: Limit =
    Limit { name: "password", most: 10, within: TimeDelta::minutes(5), of: "passwords for this account" };
