//! Passwords: argon2id (RFC 9106) with 19 MiB, two passes and one lane, off the async threads and few at a time.

use argon2::{
    Argon2, Params,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

use crate::app::{AppError, Ctx, Result};

const SHORTEST: usize = 10;
/// Longer ones add nothing, and hashing a megabyte is work that someone else asked for.
const LONGEST: usize = 1024;
/// As much as the strength estimate looks at: its cost grows faster than the text.
const LOOKED_AT: usize = 100;

/// Whether a new password will do, given what an attacker would try first.
pub(super) fn check(password: &str, context: &[&str]) -> Result<(), String> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(format!("must be at least {SHORTEST} characters long"));
    }
    if length > LONGEST {
        return Err(format!("must be at most {LONGEST} characters long"));
    }
    let head: String = password.chars().take(LOOKED_AT).collect();
    let estimate = zxcvbn::zxcvbn(&head, context);
    if u8::from(estimate.score()) >= 2 {
        return Ok(());
    }
    let why = estimate.feedback().and_then(zxcvbn::feedback::Feedback::warning).map_or_else(String::new, |w| format!(": {w}"));
    Err(format!("is too easy to guess{}", why.trim_end_matches('.')))
}

pub(super) async fn hash(ctx: &Ctx, password: &str) -> Result<String> {
    let password = password.to_owned();
    off_thread(ctx, move || argon2().hash_password(password.as_bytes()).map(|hash| hash.to_string()))
        .await?
        .map_err(|error| AppError::Internal(anyhow::anyhow!("a password could not be hashed: {error}")))
}

#[derive(Clone, Copy)]
pub(super) enum Verdict {
    Wrong,
    Right,
    /// Right, but hashed with older parameters: hash it again.
    Outdated,
}

/// Compares with a stored hash. Without one (no such account) it takes the same time and answers the same.
pub(super) async fn verify(ctx: &Ctx, password: &str, stored: Option<&str>) -> Result<Verdict> {
    let password = password.to_owned();
    let hash = stored.unwrap_or(NOBODYS).to_owned();
    let known = stored.is_some();
    off_thread(ctx, move || {
        let Ok(hash) = PasswordHash::new(&hash) else { return Verdict::Wrong };
        if argon2().verify_password(password.as_bytes(), &hash).is_err() || !known {
            return Verdict::Wrong;
        }
        match Params::try_from(&hash) {
            Ok(used) if used.m_cost() >= MEMORY_KIB && used.t_cost() >= PASSES => Verdict::Right,
            _ => Verdict::Outdated,
        }
    })
    .await
}

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// A hash with our parameters that no password is known for.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGF0IGFsbC4uLg$CnC2mAIKmkFJ5qWCbcyzYg1Gvc5bzK8AUvqY2oNuPp8";

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).expect("fixed parameters in argon2's range");
    Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
}

async fn off_thread<T: Send + 'static>(ctx: &Ctx, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _permit = ctx.hashing.acquire().await.map_err(|e| AppError::Internal(e.into()))?;
    tokio::task::spawn_blocking(work).await.map_err(|e| AppError::Internal(e.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easy_passwords_are_refused_with_a_reason() {
        for bad in ["short", "password1234", "aaaaaaaaaaaaaaaa", "ada@example.org"] {
            assert!(check(bad, &["Ada", "ada@example.org"]).is_err(), "{bad}");
        }
        assert!(check("tall-giraffe-sings", &["Ada"]).is_ok());
        assert!(check(&"x".repeat(5000), &[]).is_err());
    }

    #[test]
    fn the_hash_that_stands_for_nobody_is_one_that_argon2_works_through() {
        let hash = PasswordHash::new(NOBODYS).unwrap();
        let params = Params::try_from(&hash).unwrap();
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (MEMORY_KIB, PASSES, 1));
        assert!(argon2().verify_password(b"anything", &hash).is_err());
    }
}
