//! One-time codes by the clock (TOTP, RFC 6238: SHA-1, six digits, 30 s, one step either side, which is what every app
//! can do), and the recovery codes that stand in for them. Nothing here is kept or looked up.

use chrono::{DateTime, Utc};
use totp_rs::{Builder, Totp};

use crate::keys;

/// As long as the hash, as RFC 4226 (4, R6) recommends.
pub(super) const SECRET_BYTES: usize = 20;
const DIGITS: usize = 6;

/// 32 signs that are not taken for each other on paper: five bits each.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// 80 bits: more than anyone can try, so that a plain hash is enough at rest.
const RECOVERY_SIGNS: usize = 16;
/// More than a code has with all its blanks and dashes.
const LONGEST: usize = 64;

/// A code as somebody typed it, without the blanks and dashes that it is written with.
#[derive(PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub(super) enum Code {
    ByTheClock(String),
    Recovery(String),
}

impl Code {
    /// `None` for what can be neither.
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let signs: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let signs = signs.to_ascii_lowercase();
        match signs.len() {
            DIGITS if signs.bytes().all(|b| b.is_ascii_digit()) => Some(Self::ByTheClock(signs)),
            RECOVERY_SIGNS if signs.bytes().all(|b| ALPHABET.contains(&b)) => Some(Self::Recovery(signs)),
            _ => None,
        }
    }
}

/// A new recovery code, as it is shown.
pub(super) fn new_recovery_code() -> String {
    let bytes = keys::random_bytes::<RECOVERY_SIGNS>();
    let signs: Vec<char> = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    signs.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// How a recovery code is kept.
pub(super) fn hashed_recovery_code(code: &str) -> String {
    let signs: String = code.chars().filter(|c| *c != '-').collect();
    keys::hashed(&signs)
}

/// The step whose code this is, where that is now or one step away.
pub(super) fn step_of(secret: &[u8], code: &str, now: DateTime<Utc>) -> Option<i64> {
    let now = u64::try_from(now.timestamp()).ok()?;
    totp(secret, "", "").check(code, now)?.try_into().ok()
}

/// The secret as it is typed into an app, and the address (`otpauth:`) that says it to the app as a QR code.
pub(super) fn shown(secret: &[u8], issuer: &str, account: &str) -> anyhow::Result<(String, String)> {
    let totp = totp(secret, issuer, account);
    Ok((totp.secret().to_base32(), totp.to_url()?))
}

fn totp(secret: &[u8], issuer: &str, account: &str) -> Totp {
    // Its defaults are the numbers above; the length of the secret is ours to know.
    Builder::new().with_secret(secret.to_vec()).with_issuer(Some(issuer)).with_account_name(account).build_noncompliant()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard_within_one_step() {
        // RFC 6238, appendix B, SHA-1: the last six digits.
        let secret = b"12345678901234567890";
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")] {
            let at = |seconds: i64| DateTime::from_timestamp(seconds, 0).unwrap();
            let step = Some(second / 30);
            for apart in [-30, 0, 30] {
                assert_eq!(step_of(secret, code, at(second + apart)), step, "{code} {apart}");
            }
            assert_eq!((step_of(secret, code, at(second + 60)), step_of(secret, code, at(second - 60))), (None, None));
            assert_eq!(step_of(b"12345678901234567891", code, at(second)), None);
        }
    }

    #[test]
    fn a_code_is_read_as_people_write_it_and_nothing_else_is_one() {
        let clock = |text| Code::read(text) == Some(Code::ByTheClock("012345".to_owned()));
        assert!(clock("012345") && clock("012 345") && clock(" 012-345\n"));
        let recovery = Some(Code::Recovery("h7kq2mfdx9raw3tn".to_owned()));
        for text in ["h7kq-2mfd-x9ra-w3tn", "H7KQ 2MFD X9RA W3TN", "h7kq2mfdx9raw3tn"] {
            assert_eq!(Code::read(text), recovery, "{text}");
        }
        let long = "1".repeat(1_000_000);
        for text in [
            "",
            "12345",
            "1234567",
            "12345a",
            "+12345",
            "١٢٣٤٥٦",
            "１２３４５６",
            "h7kq-2mfd-x9ra-w3t0",
            "h7kq-2mfd-x9ra-w3t",
            &long,
        ] {
            assert_eq!(Code::read(text), None, "{}", text.chars().take(20).collect::<String>());
        }
    }

    #[test]
    fn a_new_recovery_code_is_read_again_and_differs_from_the_next() {
        let (one, other) = (new_recovery_code(), new_recovery_code());
        let Some(Code::Recovery(signs)) = Code::read(&one) else { panic!("{one}") };
        assert_eq!(hashed_recovery_code(&one), hashed_recovery_code(&signs));
        assert_ne!(one, other);
    }

    #[test]
    fn an_app_is_told_whose_code_it_is() {
        let (secret, url) = shown(b"12345678901234567890", "Boardwire localhost", "ada@example.org").unwrap();
        assert_eq!(secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            url,
            format!("otpauth://totp/Boardwire%20localhost:ada%40example.org?secret={secret}&issuer=Boardwire%20localhost")
        );
    }
}
