//! Addresses that get no mail because they kept refusing it: seen, and released, by whoever runs the instance.

use super::Operator;
use crate::{
    app::{Audit, Ctx, Result},
    domain::AuditAction,
    store::addresses::{self, Suppressed},
};

/// The most that a list names.
const LISTED: i64 = 10_000;

/// The latest first.
pub async fn list_addresses(ctx: &Ctx, _: &Operator) -> Result<Vec<Suppressed>> {
    Ok(addresses::list_suppressed(&ctx.db, LISTED).await?)
}

/// Lets mail to the address out again, for an operator who knows that it works; `false` where nothing held it back.
pub async fn release_address(ctx: &Ctx, operator: &Operator, email: &str) -> Result<bool> {
    let mut work = operator.begin(ctx).await?;
    if !addresses::delete_refusals(&mut work.tx, email).await? {
        return Ok(false);
    }
    work.audit(Audit::new(AuditAction::AddressReleased).on("address", email));
    work.commit().await?;
    Ok(true)
}
