//! The token of an invitation, the link that holds it, and what a mail says of it.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};

use crate::{
    app::{Ctx, Result},
    domain::InviteId,
    keys,
    store::{self, invites::Invite, mails::Invitation},
};

const PURPOSE: &str = "invite";

/// The id and 128 bits that nobody can guess, by the first of our keys.
pub(super) fn token(ctx: &Ctx, id: InviteId) -> String {
    encode(id, &ctx.keys.code(PURPOSE, id.0.as_bytes()))
}

/// The link of an invitation, by the hash that is kept of its token: whichever key it was made by, should the first have
/// changed since. `None` where that key is no longer ours.
pub(crate) fn url_of(ctx: &Ctx, id: InviteId, token_hash: &str) -> Option<String> {
    let codes = ctx.keys.codes(PURPOSE, id.0.as_bytes());
    let token = codes.iter().map(|code| encode(id, code)).find(|token| keys::hashed(token) == token_hash)?;
    Some(url(ctx, &token))
}

fn encode(id: InviteId, code: &[u8; 32]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode([id.0.as_bytes().as_slice(), &code[..16]].concat())
}

/// The page that an invitation is accepted on.
pub(super) fn url(ctx: &Ctx, token: &str) -> String {
    ctx.config.link(&format!("/invites/{token}"))
}

/// Why an invitation lets nobody in any more, as the end of a sentence; `None` where it does.
pub(super) fn over(invite: &Invite, now: DateTime<Utc>) -> Option<&'static str> {
    let checks = [
        (invite.revoked_at.is_some(), "was revoked"),
        (invite.gone, "led to what was deleted since"),
        (invite.expires_at <= now, "has expired"),
        (invite.max_uses.is_some_and(|most| invite.uses >= most), "was used as often as it may be"),
    ];
    checks.into_iter().find_map(|(is_so, why)| is_so.then_some(why))
}

/// What a mail says of this invitation; `None` once it lets nobody in.
pub(crate) async fn invitation(ctx: &Ctx, id: InviteId) -> Result<Option<Invitation>> {
    let Some(invite) = store::invites::find_invite(&ctx.db, id).await? else { return Ok(None) };
    if over(&invite, ctx.clock.now()).is_some() {
        return Ok(None);
    }
    let Some(url) = url_of(ctx, id, &invite.token_hash) else { return Ok(None) };
    Ok(Some(Invitation {
        board: invite.board_name.zip(invite.project_name),
        team: invite.team_name,
        role: invite.role,
        invited_by: invite.creator.creator_name,
        url,
        expires_at: invite.expires_at,
    }))
}
