//! Addresses that keep refusing mail. After three refusals without an accepted mail between them, nothing is sent to an
//! address any more: servers judge a sender by how much of its mail goes to addresses that do not exist.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::{
    app::{Ctx, Result},
    store::addresses,
};

/// After so many refusals in a row.
const REFUSALS: i64 = 3;

/// That no mail is sent to an address, and why.
#[derive(Clone, Debug, Serialize)]
pub struct SuppressionView {
    pub since: DateTime<Utc>,
    /// What the mail server said last.
    pub answer: String,
}

/// Notes that a mail server said the address takes no mail.
pub async fn address_refused(ctx: &Ctx, email: &str, answer: &str) -> Result<()> {
    let mut work = ctx.begin_unattended().await?;
    let now = work.now;
    let answer: String = answer.chars().filter(|c| *c != '\0').take(500).collect();
    let suppressed = addresses::count_refusal(&mut work.tx, email, &answer, REFUSALS, now).await?;
    work.commit().await?;
    if suppressed {
        tracing::warn!("an address keeps refusing mail and gets none from now on: see boardwire admin addresses list");
    }
    Ok(())
}
