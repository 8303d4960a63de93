//! To the provider and back. What belongs to one attempt follows from a token that only the browser has, and is good
//! once: of any number of answers with it, at once or later, one is looked at.

use chrono::TimeDelta;

use super::{Refusal, enter, link};
use crate::{
    app::{
        Actor, AppError, Credential, Ctx, Result, Trace, Work,
        accounts::{Device, SignedIn, limits, oidc::link::Offered},
    },
    domain::SessionId,
    keys,
    oidc::{Proof, Provider, ProviderError},
    store::{self, identities::Attempt},
};

/// How long somebody may take at the provider.
pub(super) const LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// Where to send the browser, and what it is to bring back besides.
pub struct Start {
    pub url: String,
    /// For a cookie.
    pub token: String,
    pub lasts: TimeDelta,
}

/// What a browser comes back with.
pub struct Callback {
    /// Of the cookie.
    pub token: Option<String>,
    pub state: Option<String>,
    pub code: Option<String>,
    pub error: Option<String>,
    pub iss: Option<String>,
}

pub enum Landing {
    SignedIn {
        signed_in: Box<SignedIn>,
        next: String,
    },
    /// Somebody who was signed in already has this identity.
    Known {
        next: String,
    },
    /// To be asked about: see [`link::link`].
    Offer(Offered),
}

pub async fn start(
    ctx: &Ctx,
    provider: &str,
    next: String,
    actor: Option<&Actor>,
    from: Option<&str>,
    trace: Trace,
) -> Result<Start, Refusal> {
    let provider = find(ctx, provider)?;
    if let Some(from) = from {
        limits::SENT_FROM.take(ctx, from).await?;
    }
    let token = keys::random_token();
    let proof = Proof::of(&ctx.keys, &token);
    let url = provider.authorization_url(&redirect(ctx, provider), &proof, ctx.clock.now()).await;
    let url = url.map_err(|error| failed(provider, &error))?;
    let mut work = Work::begin(ctx, None, trace).await?;
    let attempt = Attempt {
        token_hash: keys::hashed(&token),
        provider: provider.settings.key.clone(),
        next,
        session_id: actor.and_then(session_of),
        expires_at: work.now + LIFETIME,
    };
    store::identities::insert_attempt(&mut work.tx, &attempt).await?;
    work.commit().await?;
    Ok(Start { url: url.into(), token, lasts: LIFETIME })
}

pub async fn finish(
    ctx: &Ctx,
    provider: &str,
    callback: Callback,
    actor: Option<&Actor>,
    device: Device,
    trace: Trace,
) -> Result<Landing, Refusal> {
    let provider = find(ctx, provider)?;
    let Callback { token, state, code, error, iss } = callback;
    let token = token.ok_or(Refusal::Stale)?;
    let proof = Proof::of(&ctx.keys, &token);
    if !state.is_some_and(|state| proof.has_state(&state)) {
        return Err(Refusal::Stale);
    }
    let mut work = Work::begin(ctx, None, trace.clone()).await?;
    let now = work.now;
    let attempt = store::identities::take_attempt(&mut work.tx, &keys::hashed(&token), &provider.settings.key, now).await?;
    let attempt = attempt.ok_or(Refusal::Stale)?;
    work.commit().await?;
    if attempt.session_id.is_some() && attempt.session_id != actor.and_then(session_of) {
        return Err(Refusal::OtherPerson);
    }

    if !provider.answers_as(iss.as_deref(), now).await.map_err(|error| failed(provider, &error))? {
        return Err(failed(provider, &ProviderError::Refused("the answer is by another issuer".to_owned())));
    }
    let code = match (code, error) {
        (Some(code), None) => code,
        (_, Some(error)) if error == "access_denied" => return Err(Refusal::Denied),
        (_, error) => {
            let error = error.unwrap_or_else(|| "there is no code in its answer".to_owned());
            return Err(failed(provider, &ProviderError::Failed(error.chars().filter(|c| !c.is_control()).take(100).collect())));
        }
    };
    let identity = provider.identity(&code, &redirect(ctx, provider), proof, now).await;
    let identity = identity.map_err(|error| failed(provider, &error))?;
    if let Some(actor) = actor.filter(|_| attempt.session_id.is_some()) {
        return link::offer(ctx, actor, provider, identity, attempt.next).await;
    }
    let signed_in = enter::enter(ctx, provider, &identity, device, trace).await?;
    Ok(Landing::SignedIn { signed_in: Box::new(signed_in), next: attempt.next })
}

/// API tokens link nothing.
pub(super) fn session_of(actor: &Actor) -> Option<SessionId> {
    match actor.by {
        Credential::Session(id) => Some(id),
        Credential::ApiToken { .. } | Credential::CommandLine => None,
    }
}

pub(super) fn find<'c>(ctx: &'c Ctx, key: &str) -> Result<&'c Provider> {
    ctx.oidc.find(key).ok_or(AppError::NotFound("provider"))
}

/// What is registered at the provider.
fn redirect(ctx: &Ctx, provider: &Provider) -> String {
    ctx.config.link(&format!("/api/v1/auth/oidc/{}/callback", provider.settings.key))
}

fn failed(provider: &Provider, error: &ProviderError) -> Refusal {
    tracing::warn!(provider = provider.settings.key, %error, "signing in with a provider failed");
    Refusal::Provider
}
