//! Passwords: argon2id (RFC 9106) with 19 MiB, two passes and one lane, off the async threads and few at a time.

use argon2::{
    Argon2, Params,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

use tokio::sync::Semaphore;

use crate::app::{AppError, Ctx, Result};

const SHORTEST: usize = 10;
/// Longer ones add nothing, and hashing a megabyte is work that someone else asked for.
const LONGEST: usize = 1024;
/// As much as the strength estimate looks at: its cost grows faster than the text.
const LOOKED_AT: usize = 100;

/// Whether a new password will do, given what an attacker would try first.
pub(super) fn check(password: &str, context: &[&str]) -> Result<(), String> {
    if password.chars().count() < SHORTEST {
        return Err(format!("must be at least {SHORTEST} characters long"));
    }
    if too_long(password) {
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

fn too_long(password: &str) -> bool {
    password.len() > LONGEST && password.chars().count() > LONGEST
}

pub(super) async fn hash(ctx: &Ctx, password: &str) -> Result<String> {
    let password = password.to_owned();
    off_thread(&ctx.hashing, move || argon2().hash_password(password.as_bytes()).map(|hash| hash.to_string()))
        .await?
        .map_err(|error| AppError::Internal(anyhow::anyhow!("a password could not be hashed: {error}")))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Wrong,
    Right,
    /// Right, but hashed with older parameters: hash it again.
    Outdated,
}

/// Compares with a stored hash. Without one (no such account) it takes the same time and answers the same.
pub(super) async fn verify(ctx: &Ctx, password: &str, stored: Option<&str>) -> Result<Verdict> {
    let (password, stored) = (password.to_owned(), stored.map(str::to_owned));
    off_thread(&ctx.hashing, move || compare(&password, stored.as_deref())).await
}

fn compare(password: &str, stored: Option<&str>) -> Verdict {
    // Nobody has one, so whose it is not is told without any work.
    if too_long(password) {
        return Verdict::Wrong;
    }
    let Ok(hash) = PasswordHash::new(stored.unwrap_or(NOBODYS)) else { return Verdict::Wrong };
    if argon2().verify_password(password.as_bytes(), &hash).is_err() || stored.is_none() {
        return Verdict::Wrong;
    }
    match Params::try_from(&hash) {
        Ok(used) if used.m_cost() >= MEMORY_KIB && used.t_cost() >= PASSES => Verdict::Right,
        _ => Verdict::Outdated,
    }
}

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// A hash with our parameters that no password is known for.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGF0IGFsbC4uLg$CnC2mAIKmkFJ5qWCbcyzYg1Gvc5bzK8AUvqY2oNuPp8";

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).expect("fixed parameters in argon2's range");
    Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
}

async fn off_thread<T: Send + 'static>(hashing: &Semaphore, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _permit = hashing.acquire().await.map_err(|e| AppError::Internal(e.into()))?;
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
    fn what_is_far_too_long_is_not_hashed() {
        let (short, long) = ("tall-giraffe-sings", "x".repeat(2000));
        let hashed = |password: &str| argon2().hash_password(password.as_bytes()).unwrap().to_string();
        assert_eq!(compare(short, Some(&hashed(short))), Verdict::Right);
        // It would be right, had it been looked at.
        assert_eq!(compare(&long, Some(&hashed(&long))), Verdict::Wrong);
    }

    #[test]
    fn a_hash_of_older_parameters_is_right_and_outdated() {
        let weaker = Argon2::from(Params::new(8 * 1024, 1, 1, None).unwrap());
        let hash = weaker.hash_password(b"tall-giraffe-sings").unwrap().to_string();
        assert_eq!(compare("tall-giraffe-sings", Some(&hash)), Verdict::Outdated);
        assert_eq!(compare("tall-giraffe-sinks", Some(&hash)), Verdict::Wrong);
    }

    #[tokio::test]
    async fn no_more_are_hashed_at_a_time_than_there_is_room_for() {
        use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
        static NOW: AtomicUsize = AtomicUsize::new(0);
        let room = Semaphore::new(2);
        let hash = || {
            off_thread(&room, || {
                let at_once = NOW.fetch_add(1, SeqCst) + 1;
                let _ = compare("tall-giraffe-sings", None);
                NOW.fetch_sub(1, SeqCst);
                at_once
            })
        };
        let most = futures_util::future::join_all((0..50).map(|_| hash())).await.into_iter().map(Result::unwrap).max();
        assert!(most <= Some(2), "{most:?} at once");
    }

    #[test]
    fn the_hash_that_stands_for_nobody_is_one_that_argon2_works_through() {
        let hash = PasswordHash::new(NOBODYS).unwrap();
        let params = Params::try_from(&hash).unwrap();
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (MEMORY_KIB, PASSES, 1));
        assert!(argon2().verify_password(b"anything", &hash).is_err());
    }
}
