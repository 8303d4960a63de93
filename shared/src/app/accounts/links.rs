//! Links that are mailed: their tokens, the pages they lead to, and what their mail says.
//!
//! A token is the link's id and a code over it by the instance's key: it can be written into the mail when that is sent,
//! and is kept nowhere.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::{
    app::{AppError, Ctx, Result, Work},
    domain::{AccountLinkId, AuditId, DeliveryId, LinkPurpose, MailPurpose, UserId},
    jobs::EmailDelivery,
    keys::Keyring,
    store::{
        self,
        account_links::AccountLink,
        mails::{AccountMail, Mail},
    },
};

const RESET_LIFETIME: TimeDelta = TimeDelta::minutes(30);
const VERIFY_LIFETIME: TimeDelta = TimeDelta::days(3);

pub(super) fn new(purpose: LinkPurpose, user: Option<UserId>, address: String, now: DateTime<Utc>) -> AccountLink {
    let lifetime = match purpose {
        LinkPurpose::Reset => RESET_LIFETIME,
        LinkPurpose::Verify => VERIFY_LIFETIME,
    };
    AccountLink { id: AccountLinkId::new(), purpose, user_id: user, address, created_at: now, expires_at: now + lifetime }
}

fn code_for(purpose: LinkPurpose) -> &'static str {
    match purpose {
        LinkPurpose::Reset => "password-reset",
        LinkPurpose::Verify => "email-verify",
    }
}

fn token(keys: &Keyring, link: &AccountLink) -> String {
    let id = link.id.0.as_bytes();
    BASE64_URL_SAFE_NO_PAD.encode([id.as_slice(), &keys.code(code_for(link.purpose), id)].concat())
}

fn read(keys: &Keyring, purpose: LinkPurpose, token: &str) -> Option<AccountLinkId> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
    let (id, code) = bytes.split_first_chunk::<16>()?;
    keys.has_code(code_for(purpose), id, code).then_some(AccountLinkId(Uuid::from_bytes(*id)))
}

/// The link of this token and its account, where it is good: we made it for this purpose, and it has neither been used
/// nor expired.
pub(super) async fn find(ctx: &Ctx, purpose: LinkPurpose, token: &str) -> Result<(AccountLink, UserId)> {
    let Some(id) = read(&ctx.keys, purpose, token) else { return Err(over()) };
    let link = store::account_links::find_link(&ctx.db, id).await?.ok_or_else(over)?;
    match link.user_id {
        Some(user) if link.purpose == purpose && link.expires_at > ctx.clock.now() => Ok((link, user)),
        _ => Err(over()),
    }
}

/// What every token that is not good gets.
pub(super) fn over() -> AppError {
    AppError::invalid("/token", "is not valid (any more): it was used, replaced or has expired; ask for another")
}

/// Whether the link still does something, for the page that it leads to.
pub async fn is_open(ctx: &Ctx, purpose: LinkPurpose, token: &str) -> Result<bool> {
    match find(ctx, purpose, token).await {
        Ok(_) => Ok(true),
        Err(AppError::Invalid(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Mails a link to the address it is for.
pub(super) async fn mail(work: &mut Work, user: UserId, link: &AccountLink) -> Result<()> {
    let purpose = match link.purpose {
        LinkPurpose::Reset => MailPurpose::Reset,
        LinkPurpose::Verify => MailPurpose::Verify,
    };
    mail_about(work, user, &link.address, purpose, link.id.0).await
}

/// Mails something about an account to an address that is or was its own.
pub(super) async fn mail_about(work: &mut Work, user: UserId, address: &str, purpose: MailPurpose, about: Uuid) -> Result<()> {
    let (delivery_id, now) = (DeliveryId::new(), work.now);
    store::deliveries::insert_to_account(&mut work.tx, delivery_id, user, address, purpose, about, now).await?;
    work.enqueue(&EmailDelivery { delivery_id });
    Ok(())
}

/// What a mail about an account says; `None` once that is no longer so.
pub(crate) async fn account_mail(ctx: &Ctx, mail: &Mail) -> Result<Option<AccountMail>> {
    let Some(about) = mail.about else { return Ok(None) };
    if mail.purpose == MailPurpose::EmailChanged {
        let entry = store::audit::find_entry(&ctx.db, AuditId(about)).await?;
        let details: serde_json::Value = entry.and_then(|entry| serde_json::from_str(&entry.details).ok()).unwrap_or_default();
        return Ok(details["to"].as_str().map(|to| AccountMail::EmailChanged { to: to.to_owned() }));
    }
    let Some(link) = store::account_links::find_link(&ctx.db, AccountLinkId(about)).await? else { return Ok(None) };
    if link.expires_at <= ctx.clock.now() {
        return Ok(None);
    }
    let (token, until) = (token(&ctx.keys, &link), link.expires_at);
    Ok(Some(match link.purpose {
        LinkPurpose::Reset => AccountMail::Reset { url: ctx.config.link(&format!("/reset/{token}")), until },
        LinkPurpose::Verify => AccountMail::Verify { url: ctx.config.link(&format!("/verify/{token}")), until },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Secret;

    #[test]
    fn a_token_is_good_for_its_own_purpose_only() {
        let ring = |seed: &str| Keyring::new(vec![Secret::new(seed.repeat(8))]);
        let keys = ring("0123456789");
        let link = new(LinkPurpose::Verify, None, "ada@example.org".to_owned(), DateTime::UNIX_EPOCH);
        let token = token(&keys, &link);
        assert_eq!(read(&keys, LinkPurpose::Verify, &token), Some(link.id));
        assert_eq!(read(&keys, LinkPurpose::Reset, &token), None);
        assert_eq!(read(&ring("9876543210"), LinkPurpose::Verify, &token), None);
        for forged in [&token[1..], &token[..token.len() - 4], ""] {
            assert_eq!(read(&keys, LinkPurpose::Verify, forged), None);
        }
    }
}
