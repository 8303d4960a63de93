//! What an answer of the mail server means for a mail and for the address it goes to.
//!
//! Only the server's word that an address takes no mail counts against the address. What it says of the sender, of the
//! content, of its own policy or of a full mailbox is about something else, and says nothing of the next mail.

use std::error::Error as _;

use lettre::transport::smtp::Error;

use crate::mail::SendError;

/// The answer to anything but the recipient. A 5xx is about this mail, but for one: 530 asks us to sign in (RFC 4954).
pub fn of_mail(error: Error) -> SendError {
    match error.status().map(u16::from) {
        Some(code) if error.is_permanent() && code != 530 => SendError::Refused(error.to_string()),
        _ => SendError::Later(error.to_string()),
    }
}

/// The answer to the recipient.
pub fn of_recipient(error: Error) -> SendError {
    let said = error.source().map(ToString::to_string).unwrap_or_default();
    match error.status().map(u16::from) {
        Some(code) if error.is_permanent() && takes_no_mail(code, &said) => SendError::NoMailbox(error.to_string()),
        _ => of_mail(error),
    }
}

/// Whether a 5xx to RCPT says that the address itself takes no mail. The enhanced code says it best (RFC 3463): bad
/// mailbox, bad system, bad syntax, moved away, no mail for the domain at all (RFC 7505), or a disabled mailbox. Where
/// there is none, the codes that RFC 5321 4.2.3 keeps for mailboxes say it.
fn takes_no_mail(code: u16, said: &str) -> bool {
    match enhanced(said) {
        Some(code) => matches!(code, (5, 1, 1 | 2 | 3 | 6 | 10) | (5, 2, 1)),
        None => matches!(code, 550 | 551 | 553),
    }
}

/// `5.1.1` at the beginning of an answer.
fn enhanced(said: &str) -> Option<(u16, u16, u16)> {
    let mut parts = said.split_whitespace().next()?.split('.').map(|part| part.parse().ok());
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(class), Some(subject), Some(detail), None) => Some((class?, subject?, detail?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_that_takes_no_mail_counts_against_it() {
        for (code, said) in [
            (550, "5.1.1 No such user"),
            (550, "5.1.2 No such host"),
            (553, "5.1.3 Bad address"),
            (556, "5.1.10 Takes no mail"),
            (550, "5.2.1 The mailbox is disabled"),
            (550, "No such user here"),
            (553, "Mailbox name not allowed"),
        ] {
            assert!(takes_no_mail(code, said), "{code} {said}");
        }
        for (code, said) in [
            (550, "5.7.1 Refused by policy"),
            (550, "5.7.26 Not authenticated"),
            (552, "5.2.2 The mailbox is full"),
            (550, "5.1.8 Bad sender"),
            (550, "5.4.1 No answer from the host"),
            (554, "Transaction failed"),
            (503, "Bad sequence"),
        ] {
            assert!(!takes_no_mail(code, said), "{code} {said}");
        }
    }
}
