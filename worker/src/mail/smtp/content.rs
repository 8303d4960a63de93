//! A mail as it goes over the wire (RFC 5321 4.5.2): lines that begin with a dot get another, and a lone dot ends it.
//!
//! lettre writes the final dot by itself, after the mail. Two small writes in a row are what Nagle's algorithm and a
//! receiver that delays its acknowledgements turn into a pause of 40 ms, so here it is one write.

use std::fmt::{Display, Formatter, Result, Write};

pub struct Content<'a>(pub &'a str);

impl Display for Content<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        for line in self.0.split_inclusive("\r\n") {
            if line.starts_with('.') {
                f.write_char('.')?;
            }
            f.write_str(line)?;
        }
        f.write_str(if self.0.is_empty() || self.0.ends_with("\r\n") { ".\r\n" } else { "\r\n.\r\n" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_at_the_start_of_lines_are_doubled_and_a_lone_one_ends_the_mail() {
        for (text, written) in [
            ("a\r\nb\r\n", "a\r\nb\r\n.\r\n"),
            ("a", "a\r\n.\r\n"),
            ("", ".\r\n"),
            (".\r\n..x\r\ny.\r\n", "..\r\n...x\r\ny.\r\n.\r\n"),
            ("a\r\n.", "a\r\n..\r\n.\r\n"),
        ] {
            assert_eq!(Content(text).to_string(), written);
        }
    }
}
