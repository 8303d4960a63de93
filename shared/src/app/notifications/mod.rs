//! Telling people: writing notifications and starting their mails, and what a reader does with them.

mod addresses;
mod digest;
mod hear;
mod inbox;
mod mail;
mod mailing;
mod pace;
mod settings;
mod stream;
mod tell;
mod unsubscribe;
mod unsubscribe_token;
mod view;
pub mod wording;

pub use addresses::{SuppressionView, address_refused};
pub use digest::{next_digests, send_digest};
pub use inbox::{NotificationPage, list, read_all, set_read, unread_count};
pub use mail::{Opened, accepted, accepted_all, failed, open_mail, open_mails, postponed, suppressed};
pub use pace::{Turn, mail_turn};
pub use settings::{ChannelsChange, QuietHoursView, SettingsChange, SettingsView, settings, update_settings};
pub(crate) use settings::{is_muted, mute_board};
pub use stream::{UserEvent, UserEventBody, events_after};
pub use tell::{Place, Telling, tell, tell_all};
pub use unsubscribe::{Scope, unsubscribe};
pub use unsubscribe_token::{read_token, token};
pub use view::{CardSummary, NotificationView, Summary};
