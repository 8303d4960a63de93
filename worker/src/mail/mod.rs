//! Mail: what it says ([`Letter`]), how it is written down ([`Message`]), and how it leaves ([`Mailer`]).
//!
//! SMTP cannot deliver exactly once. What is promised: nothing is lost, and a mail arrives twice only where the answer
//! to its last byte was not heard, and then with the same Message-ID.

mod account;
mod choices;
mod escape;
mod files;
mod letter;
mod links;
mod mailer;
mod message;
mod sections;
mod smtp;
mod templates;

pub use choices::Choice;
pub use escape::Html;
pub use letter::{Fact, Letter};
pub use links::Links;
pub use mailer::{Mailer, SendError};
pub use message::{Message, Unwritable};
pub use templates::{Rendered, render};

#[cfg(test)]
mod tests;
