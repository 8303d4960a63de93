//! Encrypts under the newest key what is still encrypted under an older one. What was done is not done again, and what
//! changed meanwhile is left alone.

use std::sync::Arc;

use shared::{
    app::{Ctx, accounts},
    jobs::RewrapSecrets,
};

use super::{JobError, Running};

pub async fn run(ctx: Ctx, _: Arc<Running>, RewrapSecrets {}: RewrapSecrets) -> Result<(), JobError> {
    Ok(accounts::rewrap_secrets(&ctx).await?)
}
