//! Mail: what it says ([`Letter`]), how it is written down ([`Message`]), and how it leaves ([`Mailer`]).
//!
//! SMTP cannot deliver exactly once. What is promised: nothing is lost, and a mail arrives twice only where the answer
//! to its last byte was not heard, and then with the same Message-ID.

mod escape;
mod files;
mod letter;
mod mailer;
mod message;
mod sections;
mod smtp;
mod templates;

pub use escape::Html;
pub use letter::{Fact, Letter};
pub use mailer::{Mailer, SendError};
pub use message::{Message, Unwritable};
pub use templates::{Rendered, render};

#[cfg(test)]
mod tests;
