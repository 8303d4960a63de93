//! Accounts and signing in.

mod access;
mod api_tokens;
mod change_password;
mod closing;
mod email;
mod forgot;
mod limits;
mod links;
mod manage;
mod passwords;
mod profile;
mod refresh;
mod register;
mod sessions;
mod sign_in;

pub use access::{Authenticated, authenticate, of_credential};
pub use api_tokens::{ApiTokenView, NewApiTokenView, create_api_token, list_api_tokens, revoke_api_token};
pub use change_password::change_password;
pub use closing::delete_me;
pub(crate) use closing::{close, keep_an_admin};
pub(crate) use email::{email_taken, tell_old_address};
pub use email::{resend_verification, verify_email};
pub use forgot::{forgot_password, reset_password, send_reset};
pub(crate) use links::account_mail;
pub use links::is_open;
pub use manage::{NewAccount, act_as, create_account};
pub use profile::{ProfileChange, UserView, me, update_me};
pub use refresh::refresh;
pub use register::{Registration, register, setup_code};
pub use sessions::{Device, SessionView, TokenPair, end_session, list_sessions, logout};
pub(crate) use sessions::{end_everything, recheck_sockets};
pub use sign_in::{SignedIn, sign_in};
