//! Tokens that people make for their programs: shown once, hashed at rest, each with a scope and an end. They are good
//! wherever an access token is, but not for what only the person themselves may do ([`Actor::session`]).

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use serde_json::json;

use super::access::Authenticated;
use crate::{
    app::{
        Actor, AppError, Audit, Credential, Ctx, Fields, Result, Trace, Work,
        paging::{self, Page, PageRequest},
    },
    domain::{ApiTokenId, AuditAction, InstanceRole, TokenScope, UserId, text},
    events::Hint,
    keys,
    store::{
        self,
        api_tokens::{ApiToken, Holder},
    },
};

/// What they begin with, so that people and scanners know one when they see it.
pub(super) const PREFIX: &str = "bw_";
/// For how long one is good where nothing is said of it.
const LIFETIME: TimeDelta = TimeDelta::days(90);
/// How long a socket that was opened with one lasts at most.
const SOCKET: TimeDelta = TimeDelta::days(1);
/// How exactly it is noted when one was used.
const NOTED: TimeDelta = TimeDelta::minutes(1);

#[derive(Clone, Debug, Serialize)]
pub struct ApiTokenView {
    pub id: ApiTokenId,
    pub name: String,
    pub scope: TokenScope,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
}

/// A token when it is made: the only time that it is shown.
#[derive(Serialize)]
pub struct NewApiTokenView {
    pub id: ApiTokenId,
    pub token: String,
    pub name: String,
    pub scope: TokenScope,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

impl From<ApiToken> for ApiTokenView {
    fn from(token: ApiToken) -> Self {
        let ApiToken { id, name, scope, created_at, expires_at, last_used_at, .. } = token;
        Self { id, name, scope, created_at, expires_at, last_used_at }
    }
}

pub async fn list_api_tokens(ctx: &Ctx, actor: &Actor, request: &PageRequest) -> Result<Page<ApiTokenView>> {
    actor.session()?;
    let limit = request.limit()?;
    let after = request.after_id()?.map(ApiTokenId);
    let rows = store::api_tokens::list_tokens(&ctx.db, actor.user_id, after, paging::fetch(limit)).await?;
    Ok(paging::page(rows, limit, |row| paging::cursor_of_id(row.id.0), ApiTokenView::from))
}

pub async fn create_api_token(
    ctx: &Ctx,
    actor: &Actor,
    name: &str,
    scope: TokenScope,
    expires_at: Option<DateTime<Utc>>,
) -> Result<NewApiTokenView> {
    actor.session()?;
    let mut fields = Fields::default();
    let name = fields.take("/name", text::line(name));
    let now = ctx.clock.now();
    let expires_at = expires_at.unwrap_or(now + LIFETIME);
    if expires_at <= now {
        fields.complain("/expires_at", "must be in the future");
    }
    fields.done()?;
    if scope == TokenScope::Admin && !actor.is_admin() {
        return Err(AppError::Forbidden("only an instance admin may make a token with the scope admin".to_owned()));
    }
    let token = format!("{PREFIX}{}", keys::random_token());
    let mut work = ctx.begin(actor).await?;
    let row = ApiToken {
        id: ApiTokenId::new(),
        user_id: actor.user_id,
        name,
        scope,
        created_at: work.now,
        expires_at,
        last_used_at: None,
    };
    store::api_tokens::insert_token(&mut work.tx, &row, &keys::hashed(&token)).await?;
    let details = json!({"name": row.name, "scope": scope, "expires_at": expires_at});
    work.audit_and_tell(Audit::new(AuditAction::ApiTokenCreated).on("api_token", row.id).with(details), actor.user_id);
    work.commit().await?;
    let ApiToken { id, name, scope, created_at, expires_at, .. } = row;
    Ok(NewApiTokenView { id, token, name, scope, created_at, expires_at })
}

/// Takes a token away: it stops working at once, and the sockets that were opened with it close.
pub async fn revoke_api_token(ctx: &Ctx, actor: &Actor, id: ApiTokenId) -> Result<()> {
    actor.session()?;
    let mut work = ctx.begin(actor).await?;
    let name = store::api_tokens::delete_token(&mut work.tx, actor.user_id, id).await?.ok_or(AppError::NotFound("token"))?;
    work.audit(Audit::new(AuditAction::ApiTokenRevoked).on("api_token", id).with(json!({"name": name})));
    work.hint(Hint::ApiToken(id));
    work.commit().await
}

/// Takes all of an account's tokens away.
pub(super) async fn revoke_all(work: &mut Work, user: UserId) -> Result<()> {
    for id in store::api_tokens::delete_tokens_of(&mut work.tx, user).await? {
        work.hint(Hint::ApiToken(id));
    }
    Ok(())
}

/// Who sent this token.
pub(super) async fn authenticate(ctx: &Ctx, token: &str, trace: Trace) -> Result<Authenticated> {
    let now = ctx.clock.now();
    let holder = store::api_tokens::find_holder_by_hash(&ctx.db, &keys::hashed(token), now).await?.ok_or_else(refused)?;
    if holder.last_used_at.is_none_or(|used| now - used >= NOTED) {
        store::api_tokens::update_used(&ctx.db, holder.token_id, now).await?;
    }
    let expires_at = holder.expires_at.min(now + SOCKET);
    Ok(Authenticated { actor: actor(holder, trace), expires_at })
}

/// Whose token it is, while it is good.
pub(super) async fn of_token(ctx: &Ctx, id: ApiTokenId, trace: Trace) -> Result<Actor> {
    let holder = store::api_tokens::find_holder(&ctx.db, id, ctx.clock.now()).await?.ok_or_else(refused)?;
    Ok(actor(holder, trace))
}

fn refused() -> AppError {
    AppError::Unauthenticated {
        code: "unauthenticated",
        detail: "this API token is not valid (any more): it was revoked or has expired".to_owned(),
    }
}

/// Without the scope for it, an instance admin is as anyone else.
fn actor(holder: Holder, trace: Trace) -> Actor {
    let role = if holder.scope == TokenScope::Admin { holder.role } else { InstanceRole::Member };
    Actor {
        user_id: holder.user_id,
        by: Credential::ApiToken { id: holder.token_id, scope: holder.scope },
        name: holder.name,
        handle: holder.handle,
        role,
        time_zone: holder.time_zone.parse().unwrap_or(chrono_tz::UTC),
        trace,
    }
}
