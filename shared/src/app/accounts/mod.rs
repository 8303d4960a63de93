//! Accounts and signing in.

mod access;
mod manage;
mod passwords;
mod profile;
mod refresh;
mod register;
mod sessions;
mod sign_in;

pub use access::{Authenticated, authenticate, of_session};
pub use manage::{NewAccount, act_as, create_account};
pub use profile::{ProfileChange, UserView, me, update_me};
pub use refresh::refresh;
pub use register::{Registration, register, setup_code};
pub use sessions::{Device, SessionView, TokenPair, end_session, list_sessions, logout};
pub use sign_in::{SignedIn, sign_in};
