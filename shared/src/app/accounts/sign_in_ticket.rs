//! What a page carries from the password to the code, so that it need not carry the password: signed, good for five
//! minutes, for one account, and no longer than its password stays as it is. It opens nothing without a code.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{
    app::{AppError, Ctx, Result},
    domain::UserId,
    keys,
    store::{self, users::User},
};

const TYP: &str = "sign-in+jwt";
const ISSUER: &str = "boardwire";
const AUDIENCE: &str = "boardwire-sign-in";
const LIFETIME: TimeDelta = TimeDelta::minutes(5);

#[derive(Clone, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: UserId,
    exp: i64,
    /// What the password was.
    pwd: String,
}

pub(super) fn issue(ctx: &Ctx, user: &User) -> Result<String> {
    let claims = Claims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: user.id,
        exp: (ctx.clock.now() + LIFETIME).timestamp(),
        pwd: fingerprint(user),
    };
    ctx.keys.sign(TYP, &claims).map_err(AppError::Internal)
}

/// Whose ticket it is, while it is good.
pub(super) async fn find_user(ctx: &Ctx, ticket: &str) -> Result<Option<User>> {
    let Some(claims) = ctx.keys.verify::<Claims>(TYP, ISSUER, AUDIENCE, ticket) else { return Ok(None) };
    if claims.exp <= ctx.clock.now().timestamp() {
        return Ok(None);
    }
    let user = store::users::find_user(&ctx.db, claims.sub).await?;
    Ok(user.filter(|user| user.disabled_at.is_none() && fingerprint(user) == claims.pwd))
}

fn fingerprint(user: &User) -> String {
    keys::hashed(user.password_hash.as_deref().unwrap_or_default())
}
