//! Accounts, sessions and tokens.

use shared::app::{
    accounts::{ApiTokenView, NewApiTokenView, NewTotpView, RecoveryCodesView, SessionView, UserView, oidc::IdentityView},
    notifications::SuppressionView,
};

use crate::edge::wire::wire;

wire! {
    /// An account as its owner and the instance admin see it.
    UserView as "User", version {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10",
        name = "Ada Lovelace",
        handle = "ada",
        email = "ada@example.org",
        /// The address that takes its place once it is verified.
        new_email = null,
        /// Whether a link sent to the address was opened.
        email_verified = true,
        /// Set where the address kept refusing mail, so that none is sent to it any more; `null` otherwise.
        email_suppressed = null,
        /// Whether signing in needs a second factor.
        totp_enabled = false,
        /// On the whole instance.
        role = "member",
        /// Whether the instance admin has shut it: nobody signs in to it.
        disabled = false,
        /// IANA name; all-day due dates end with the day there.
        time_zone = "Europe/Berlin",
        locale = "en",
        version = 1,
        created_at = "2026-11-21T09:30:00.000001Z",
        updated_at = "2026-11-21T09:30:00.000001Z",
    }

    /// That no mail is sent to an address.
    SuppressionView as "EmailSuppression" {
        since = "2026-11-21T09:30:00.000001Z",
        /// What the mail server said last.
        answer = "permanent error (550): 5.1.1 No such user",
    }

    /// What one-time codes are made from, when it is made: the only time that it is shown.
    NewTotpView as "NewTotp" {
        /// In base 32 (RFC 4648), for typing it into an app.
        secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
        /// The same with what an app shows beside the code, for a QR code.
        otpauth_url = "otpauth://totp/Boardwire%20boards.example.org:ada%40example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Boardwire%20boards.example.org",
    }

    /// What opens the account in the place of a one-time code, when they are made: the only time that they are shown.
    RecoveryCodesView as "RecoveryCodes" {
        /// Each is good once.
        recovery_codes = ["h7kq-2mfd-x9ra-w3tn", "c4vz-8ypb-6jse-gu5k"],
    }

    /// A token for a program.
    ApiTokenView as "ApiToken" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a12",
        name = "Nightly export",
        scope = "read",
        created_at = "2026-11-21T09:30:00.000001Z",
        expires_at = "2027-02-19T09:30:00.000001Z",
        /// To the minute; `null` where it never was.
        last_used_at = "2026-11-21T09:45:00.000001Z",
    }

    /// A token when it is made, which is the only time that it is shown.
    NewApiTokenView as "NewApiToken" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a12",
        /// For `Authorization: Bearer`.
        token = "bw_xxAZjCpHt-fMCk8w-cH28qEA…",
        name = "Nightly export",
        scope = "read",
        created_at = "2026-11-21T09:30:00.000001Z",
        expires_at = "2027-02-19T09:30:00.000001Z",
    }

    /// Who somebody is at an OpenID provider.
    IdentityView as "Identity" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a13",
        /// As in the address that begins a sign-in with it.
        provider = "company",
        /// As people know it.
        provider_name = "Company",
        issuer = "https://id.example.org",
        /// The address there, where the provider told it.
        email = "ada@example.org",
        created_at = "2026-11-21T09:30:00.000001Z",
        last_used_at = "2026-11-21T09:45:00.000001Z",
    }

    /// A signed-in device.
    SessionView as "Session" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a11",
        user_agent = "Mozilla/5.0",
        /// Where it signed in from.
        address = "203.0.113.9",
        /// Whether it is the one that asks.
        current = true,
        created_at = "2026-11-21T09:30:00.000001Z",
        last_used_at = "2026-11-21T09:45:00.000001Z",
        expires_at = "2026-12-21T09:45:00.000001Z",
    }
}
