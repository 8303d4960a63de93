//! Signing in with an OpenID provider: being sent there, coming back, and what identities an account has.
//!
//! Who comes back is let in by an identity that is linked to an account. An identity that nobody has joins the account
//! with its address where both sides have verified it, makes a new account where there is none, and otherwise has to be
//! linked by whoever is signed in to the account, who is asked first.

mod attempt;
mod enter;
mod identities;
mod link;

pub use attempt::{Callback, Landing, Start, finish, start};
pub use identities::{IdentityView, list_identities, unlink};
pub use link::{Offered, link};

use crate::app::AppError;

/// Why nobody was signed in or linked, for the person in front of the browser.
#[derive(Debug)]
pub enum Refusal {
    /// This browser is not expected back: it took too long, was here already, or was sent by someone else.
    Stale,
    /// The person, or the provider for them, said no.
    Denied,
    /// The provider does not answer, or not as it should. The log says more.
    Provider,
    /// A new account needs an address, and the provider told none.
    NoEmail,
    /// There is an account with the address, and it is not certain that both have the same owner.
    SignInFirst {
        email: String,
    },
    /// Somebody else's account has this identity.
    Taken,
    /// Whoever was signed in when it began is not any more.
    OtherPerson,
    Other(AppError),
}

impl<E: Into<AppError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}
