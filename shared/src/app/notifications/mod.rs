//! Telling people: writing notifications and starting their mails, and what a reader does with them.

mod inbox;
mod mail;
mod stream;
mod tell;
mod view;
pub mod wording;

pub use inbox::{NotificationPage, list, read_all, set_read, unread_count};
pub use mail::{Opened, accepted, failed, open_mail, postponed, sending, suppressed};
pub use stream::{UserEvent, UserEventBody, events_after};
pub use tell::{Place, Telling, tell};
pub use view::{CardSummary, NotificationView, Summary};
