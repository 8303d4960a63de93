//! Secrets that are kept encrypted, encrypted again under the newest key, so that an operator can take an older one off
//! the list. Doing it again changes nothing, and stopping half-way loses nothing.

use super::second_factor::PURPOSE;
use crate::{
    app::{AppError, Ctx, Result},
    store::second_factors::{list_under_other_keys, update_sealed},
};

/// Rows per transaction: few enough that no writer waits long.
const BATCH: i64 = 100;

pub async fn rewrap_secrets(ctx: &Ctx) -> Result<()> {
    let key = ctx.keys.sealing_key_id();
    let (mut after, mut moved, mut unopened) = (None, 0, 0);
    loop {
        let factors = list_under_other_keys(&ctx.db, key, after, BATCH).await?;
        let Some(last) = factors.last() else { break };
        after = Some(last.user_id);
        let mut work = ctx.begin_unattended().await?;
        for factor in &factors {
            let owner = factor.user_id.0;
            let Some(secret) = ctx.keys.open(PURPOSE, owner.as_bytes(), &factor.key_id, &factor.sealed) else {
                unopened += 1;
                continue;
            };
            let sealed = ctx.keys.seal(PURPOSE, owner.as_bytes(), &secret).map_err(AppError::Internal)?;
            moved += u64::from(update_sealed(&mut work.tx, factor, &sealed.text, &sealed.key_id).await?);
        }
        work.commit().await?;
    }
    if moved > 0 {
        tracing::info!(moved, "secrets of second factors are encrypted under the newest key now");
    }
    if unopened > 0 {
        tracing::warn!(unopened, "secrets of second factors are under a key that is not in SECRET_KEY: put it back on the list");
    }
    Ok(())
}
