//! Linking an identity to the account that one is signed in to. It is asked first: who was signed in at the provider
//! may have been put there by somebody else, who would then have a way in.

use super::{
    Refusal,
    attempt::{LIFETIME, Landing, find, session_of},
    identities,
};
use crate::{
    app::{Actor, AppError, Ctx, Result},
    domain::text,
    keys,
    oidc::{Identity, Provider},
    store::{self, Lock, identities::Offer},
};

/// What to ask of the person.
pub struct Offered {
    /// Goes back with their yes.
    pub token: String,
    pub provider: String,
    /// Who they are there.
    pub identity: String,
    pub handle: String,
}

pub(super) async fn offer(
    ctx: &Ctx,
    actor: &Actor,
    provider: &Provider,
    identity: Identity,
    next: String,
) -> Result<Landing, Refusal> {
    let session_id = session_of(actor).ok_or(Refusal::OtherPerson)?;
    let mut work = ctx.begin(actor).await?;
    let Identity { issuer, subject, email, .. } = identity;
    match store::identities::find_identity(&mut work.tx, &issuer, &subject).await? {
        Some(known) if known.user_id == actor.user_id => return Ok(Landing::Known { next }),
        Some(_) => return Err(Refusal::Taken),
        None => {}
    }
    let email = email.and_then(|email| text::email(&email).ok());
    let token = keys::random_token();
    let (provider_name, identity) = (provider.settings.name.clone(), email.clone().unwrap_or_else(|| subject.clone()));
    let offer = Offer {
        token_hash: keys::hashed(&token),
        session_id,
        provider: provider.settings.key.clone(),
        issuer,
        subject,
        email,
        next,
        expires_at: work.now + LIFETIME,
    };
    store::identities::insert_offer(&mut work.tx, &offer).await?;
    work.commit().await?;
    Ok(Landing::Offer(Offered { token, provider: provider_name, identity, handle: actor.handle.clone() }))
}

/// Links what was offered to this very session; gives where they wanted to go.
pub async fn link(ctx: &Ctx, actor: &Actor, token: &str) -> Result<String, Refusal> {
    let session = actor.session()?;
    let mut work = ctx.begin(actor).await?;
    let now = work.now;
    let offer = store::identities::take_offer(&mut work.tx, &keys::hashed(token), session, now).await?;
    let offer = offer.ok_or(Refusal::Stale)?;
    let provider = find(ctx, &offer.provider)?;
    if !store::lock(&mut work.tx, Lock::User(actor.user_id)).await? {
        return Err(AppError::NotFound("user").into());
    }
    let Offer { issuer, subject, email, next, .. } = offer;
    let identity = Identity { issuer, subject, email, email_verified: false, name: None };
    if !identities::insert(&mut work, provider, &identity, actor.user_id).await? {
        return Err(Refusal::Taken);
    }
    identities::tell_linked(&mut work, provider, &identity, actor.user_id);
    work.commit().await?;
    Ok(next)
}
