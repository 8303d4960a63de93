//! Addresses that kept refusing mail and get none any more.

use super::Operator;
use crate::{
    app::{Audit, Ctx, Result},
    domain::AuditAction,
    store::addresses::{self, Suppressed},
};

/// The most that a list names.
const LISTED: i64 = 10_000;

pub async fn suppressed_addresses(ctx: &Ctx, _: &Operator) -> Result<Vec<Suppressed>> {
    Ok(addresses::list_suppressed(&ctx.db, LISTED).await?)
}

/// Lets mail to the address out again; `false` where nothing held it back.
pub async fn release_address(ctx: &Ctx, operator: &Operator, email: &str) -> Result<bool> {
    let mut work = operator.begin(ctx).await?;
    let released = addresses::delete_refusals(&mut work.tx, email).await?;
    if released {
        work.audit(Audit::new(AuditAction::AddressReleased).on("address", email));
    }
    work.commit().await?;
    Ok(released)
}
