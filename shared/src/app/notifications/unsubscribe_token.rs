//! What a link in a mail carries that turns mail off for one thing: who, what, and our signature over both.
//!
//! Nothing is stored and nothing expires, so the link in the oldest mail works. A token is good for the one scope that
//! was signed; whoever finds it can turn that mail off for that person, and nothing else.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use uuid::Uuid;

use super::Scope;
use crate::{
    domain::{BoardId, CardId, NotificationKind, UserId},
    keys::Keyring,
};

const PURPOSE: &str = "email unsubscribe";
const SIGNATURE: usize = 32;

/// The token for a link.
#[must_use]
pub fn token(keys: &Keyring, user: UserId, scope: Scope) -> String {
    let (tag, what) = match &scope {
        Scope::Card(id) => (b'c', id.0.as_bytes().as_slice()),
        Scope::Board(id) => (b'b', id.0.as_bytes().as_slice()),
        Scope::Kind(kind) => (b'k', kind.as_str().as_bytes()),
        Scope::Digest => (b'd', [].as_slice()),
    };
    let mut bytes = [user.0.as_bytes().as_slice(), &[tag], what].concat();
    let signature = keys.code(PURPOSE, &bytes);
    bytes.extend(signature);
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// Who does not want what, if we signed that.
#[must_use]
pub fn read_token(keys: &Keyring, token: &str) -> Option<(UserId, Scope)> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
    let (said, signature) = bytes.split_at_checked(bytes.len().checked_sub(SIGNATURE)?)?;
    if !keys.has_code(PURPOSE, said, signature) {
        return None;
    }
    let (user, scope) = said.split_at_checked(16)?;
    let scope = match scope.split_first()? {
        (b'c', id) => Scope::Card(CardId(Uuid::from_slice(id).ok()?)),
        (b'b', id) => Scope::Board(BoardId(Uuid::from_slice(id).ok()?)),
        (b'k', kind) => Scope::Kind(NotificationKind::ALL.iter().copied().find(|known| known.as_str().as_bytes() == kind)?),
        (b'd', []) => Scope::Digest,
        _ => return None,
    };
    Some((UserId(Uuid::from_slice(user).ok()?), scope))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Secret;

    fn keys(seed: &str) -> Keyring {
        Keyring::new(vec![Secret::new(seed.repeat(8))])
    }

    #[test]
    fn a_token_says_what_was_signed_and_nothing_else() {
        let (ours, user, card) = (keys("01234567"), UserId::new(), CardId::new());
        let scopes = [Scope::Card(card), Scope::Board(BoardId(card.0)), Scope::Kind(NotificationKind::Commented), Scope::Digest];
        for scope in scopes {
            let token = token(&ours, user, scope);
            assert!(token.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'), "{token}");
            assert_eq!(read_token(&ours, &token), Some((user, scope)));
            assert_eq!(read_token(&keys("76543210"), &token), None);
        }
    }

    #[test]
    fn a_token_is_good_for_one_scope_and_one_person() {
        let (ours, user, card) = (keys("01234567"), UserId::new(), CardId::new());
        let signed = BASE64_URL_SAFE_NO_PAD.decode(token(&ours, user, Scope::Card(card))).unwrap();
        for at in 0..signed.len() {
            let mut forged = signed.clone();
            forged[at] ^= 1;
            assert_eq!(read_token(&ours, &BASE64_URL_SAFE_NO_PAD.encode(forged)), None, "byte {at}");
        }
        let mut board = signed.clone();
        board[16] = b'b';
        assert_eq!(read_token(&ours, &BASE64_URL_SAFE_NO_PAD.encode(board)), None);
        for short in 0..signed.len() {
            assert_eq!(read_token(&ours, &BASE64_URL_SAFE_NO_PAD.encode(&signed[..short])), None);
        }
    }

    #[test]
    fn a_token_of_an_old_key_works_until_the_key_is_taken_off_the_list() {
        let (old, new) = (Secret::new("old-key-0123456789-0123456789-xyz"), Secret::new("new-key-0123456789-0123456789-xyz"));
        let token = token(&Keyring::new(vec![old.clone()]), UserId::new(), Scope::Digest);
        assert!(read_token(&Keyring::new(vec![new.clone(), old]), &token).is_some());
        assert!(read_token(&Keyring::new(vec![new]), &token).is_none());
    }
}
