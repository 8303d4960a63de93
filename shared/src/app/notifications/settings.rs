//! What a person wants to hear, as they read and set it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    app::{Actor, AppError, Ctx, Fields, Result, Work},
    domain::{
        BoardId, CardId, Channels, EmailMode, MuteScope, MutedChannels, NotificationKind, ProjectId, QuietHours, UserId, Wishes,
        span,
    },
    store::{
        self, Lock, Runs, audience,
        notification_settings::{self as rows, Mute},
    },
};

#[derive(Clone, Debug, Serialize)]
pub struct SettingsView {
    /// Every kind there is.
    pub kinds: BTreeMap<NotificationKind, Channels>,
    pub email_mode: EmailMode,
    pub digest_hour: u32,
    pub quiet_hours: Option<QuietHoursView>,
    pub muted_projects: Vec<ProjectId>,
    pub muted_boards: Vec<BoardId>,
    /// Of these no mail goes out, while the app still tells.
    pub unsubscribed_boards: Vec<BoardId>,
    pub unsubscribed_cards: Vec<CardId>,
    /// ISO 8601.
    pub due_soon: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct QuietHoursView {
    pub from: String,
    pub to: String,
}

/// What to change; what is left out stays.
#[derive(Debug, Default)]
pub struct SettingsChange {
    pub kinds: BTreeMap<NotificationKind, ChannelsChange>,
    pub email_mode: Option<EmailMode>,
    pub digest_hour: Option<u32>,
    /// `Some(None)`: no quiet hours any more.
    pub quiet_hours: Option<Option<(String, String)>>,
    pub muted_projects: Option<Vec<ProjectId>>,
    pub muted_boards: Option<Vec<BoardId>>,
    pub unsubscribed_boards: Option<Vec<BoardId>>,
    pub unsubscribed_cards: Option<Vec<CardId>>,
    pub due_soon: Option<String>,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct ChannelsChange {
    pub in_app: Option<bool>,
    pub email: Option<bool>,
}

/// The most places of one sort that one person may mute.
const MUTES_MAX: usize = 1000;
/// How long before a card is due one may want to hear of it.
const DUE_SOON: std::ops::RangeInclusive<TimeDelta> = TimeDelta::minutes(5)..=TimeDelta::days(30);

pub async fn settings(ctx: &Ctx, actor: &Actor) -> Result<SettingsView> {
    let wishes = rows::find_wishes(&ctx.db, actor.user_id).await?;
    Ok(view(&wishes, &rows::list_mutes(&ctx.db, actor.user_id).await?))
}

pub async fn update_settings(ctx: &Ctx, actor: &Actor, change: SettingsChange) -> Result<SettingsView> {
    let user = actor.user_id;
    let mut work = ctx.begin(actor).await?;
    store::lock(&mut work.tx, Lock::User(user)).await?;
    let mut wishes = rows::find_wishes(&mut work.tx, user).await?;
    let mut fields = Fields::default();
    change.apply(&mut wishes, &mut fields);
    fields.done()?;
    let now = work.now;
    rows::upsert_wishes(&mut work.tx, user, &wishes, now).await?;
    let raw = |ids: Vec<BoardId>| ids.into_iter().map(|id| id.0).collect::<Vec<_>>();
    let sorts = [
        (
            "muted_projects",
            MuteScope::Project,
            MutedChannels::All,
            change.muted_projects.map(|p| p.into_iter().map(|id| id.0).collect()),
        ),
        ("muted_boards", MuteScope::Board, MutedChannels::All, change.muted_boards.map(raw)),
        ("unsubscribed_boards", MuteScope::Board, MutedChannels::Mail, change.unsubscribed_boards.map(raw)),
        (
            "unsubscribed_cards",
            MuteScope::Card,
            MutedChannels::Mail,
            change.unsubscribed_cards.map(|c| c.into_iter().map(|id| id.0).collect()),
        ),
    ];
    for (field, scope, channels, wanted) in sorts {
        if let Some(wanted) = wanted {
            replace(&mut work, user, field, scope, channels, wanted).await?;
        }
    }
    let mutes = rows::list_mutes(&mut work.tx, user).await?;
    work.commit().await?;
    Ok(view(&wishes, &mutes))
}

impl SettingsChange {
    fn apply(&self, wishes: &mut Wishes, fields: &mut Fields) {
        for (kind, change) in &self.kinds {
            if *kind == NotificationKind::Security && change.email == Some(false) {
                fields.complain("/kinds/security/email", "must stay true: what concerns your account is always mailed");
            }
            let mut channels = wishes.channels(*kind);
            channels.in_app = change.in_app.unwrap_or(channels.in_app);
            channels.email = change.email.unwrap_or(channels.email);
            wishes.kinds.insert(*kind, channels);
        }
        wishes.email_mode = self.email_mode.unwrap_or(wishes.email_mode);
        if let Some(hour) = self.digest_hour {
            if hour > 23 {
                fields.complain("/digest_hour", "must be an hour from 0 to 23");
            }
            wishes.digest_hour = hour;
        }
        match &self.quiet_hours {
            None => {}
            Some(None) => wishes.quiet_hours = None,
            Some(Some((from, to))) => {
                let from = fields.maybe("/quiet_hours/from", Some(minute(from)));
                let to = fields.maybe("/quiet_hours/to", Some(minute(to)));
                if let Some((from, to)) = from.zip(to) {
                    if from == to {
                        fields.complain("/quiet_hours/to", "must be another time than “from”");
                    }
                    wishes.quiet_hours = Some(QuietHours { from, to });
                }
            }
        }
        if let Some(text) = &self.due_soon {
            let within = |span| {
                if DUE_SOON.contains(&span) { Ok(span) } else { Err("must be from PT5M to P30D".to_owned()) }
            };
            if let Some(span) = fields.maybe("/due_soon", Some(span::parse(text).and_then(within))) {
                wishes.due_soon = span;
            }
        }
    }
}

/// Whether someone wants to hear nothing of a board.
pub(crate) async fn is_muted(on: impl Runs, user: UserId, board: BoardId) -> Result<bool> {
    Ok(rows::find_mute(on, user, board.0).await? == Some(MutedChannels::All))
}

/// Mutes a board that the person may see, or takes that back. The caller has the person locked.
pub(crate) async fn mute_board(work: &mut Work, user: UserId, board: BoardId, mute: bool) -> Result<()> {
    let (place, scope, channels) = (board.0, MuteScope::Board, MutedChannels::All);
    let had = rows::list_mutes(&mut work.tx, user).await?;
    let of_sort = |one: &&Mute| (one.scope, one.channels) == (scope, channels);
    let muted = had.iter().filter(of_sort).any(|one| one.place == place);
    match (muted, mute) {
        (false, true) if had.iter().filter(of_sort).count() >= MUTES_MAX => {
            Err(AppError::invalid("/notifications", format!("must stay true: {MUTES_MAX} boards are muted already")))
        }
        (false, true) => Ok(rows::insert_mutes(&mut work.tx, user, &[Mute { place, scope, channels }]).await?),
        (true, false) => Ok(rows::delete_mute(&mut work.tx, user, place).await?),
        _ => Ok(()),
    }
}

/// Makes `wanted` all that is muted in this way. What is newly muted must be something that one may see.
async fn replace(
    work: &mut Work,
    user: UserId,
    field: &str,
    scope: MuteScope,
    channels: MutedChannels,
    wanted: Vec<Uuid>,
) -> Result<()> {
    let wanted: BTreeSet<Uuid> = wanted.into_iter().collect();
    if wanted.len() > MUTES_MAX {
        return Err(AppError::invalid(&format!("/{field}"), format!("must be at most {MUTES_MAX} ids")));
    }
    let had = rows::list_mutes(&mut work.tx, user).await?;
    let had: BTreeSet<Uuid> = had.iter().filter(|mute| mute.scope == scope).map(|mute| mute.place).collect();
    let new: Vec<Uuid> = wanted.difference(&had).copied().collect();
    let seen = visible(work, user, scope, &new).await?;
    if new.iter().any(|id| !seen.contains(id)) {
        return Err(AppError::invalid(&format!("/{field}"), format!("must be ids of {scope}s that you may see")));
    }
    rows::delete_mutes(&mut work.tx, user, scope, channels).await?;
    let mutes: Vec<_> = wanted.into_iter().map(|place| Mute { place, scope, channels }).collect();
    rows::insert_mutes(&mut work.tx, user, &mutes).await?;
    Ok(())
}

/// Which of these the person may see.
pub(super) async fn visible(work: &mut Work, user: UserId, scope: MuteScope, ids: &[Uuid]) -> Result<BTreeSet<Uuid>> {
    let mut seen = BTreeSet::new();
    for chunk in ids.chunks(200) {
        let viewers = match scope {
            MuteScope::Project => {
                let pairs: Vec<_> = chunk.iter().map(|id| (ProjectId(*id), user)).collect();
                audience::project_viewers(&mut work.tx, &pairs).await?
            }
            MuteScope::Board => {
                let pairs: Vec<_> = chunk.iter().map(|id| (BoardId(*id), user)).collect();
                audience::board_viewers(&mut work.tx, &pairs).await?
            }
            MuteScope::Card => {
                let cards: Vec<_> = chunk.iter().map(|id| CardId(*id)).collect();
                let boards = store::cards::boards_of(&mut work.tx, &cards).await?;
                let pairs: BTreeSet<_> = boards.iter().map(|(_, board)| (*board, user)).collect();
                let viewers = audience::board_viewers(&mut work.tx, &Vec::from_iter(pairs)).await?;
                let seen_boards: BTreeSet<_> = viewers.into_iter().map(|viewer| viewer.place).collect();
                seen.extend(boards.into_iter().filter(|(_, board)| seen_boards.contains(&board.0)).map(|(card, _)| card.0));
                continue;
            }
        };
        seen.extend(viewers.into_iter().map(|viewer| viewer.place));
    }
    Ok(seen)
}

fn view(wishes: &Wishes, mutes: &[Mute]) -> SettingsView {
    let places = |scope, channels| {
        mutes.iter().filter(move |mute| (mute.scope, mute.channels) == (scope, channels)).map(|mute| mute.place)
    };
    SettingsView {
        kinds: NotificationKind::ALL.iter().map(|kind| (*kind, wishes.channels(*kind))).collect(),
        email_mode: wishes.email_mode,
        digest_hour: wishes.digest_hour,
        quiet_hours: wishes.quiet_hours.map(|quiet| QuietHoursView { from: clock(quiet.from), to: clock(quiet.to) }),
        muted_projects: places(MuteScope::Project, MutedChannels::All).map(ProjectId).collect(),
        muted_boards: places(MuteScope::Board, MutedChannels::All).map(BoardId).collect(),
        unsubscribed_boards: places(MuteScope::Board, MutedChannels::Mail).map(BoardId).collect(),
        unsubscribed_cards: places(MuteScope::Card, MutedChannels::Mail).map(CardId).collect(),
        due_soon: span::write(wishes.due_soon),
    }
}

fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Reads `HH:MM`.
fn minute(text: &str) -> Result<u32, String> {
    let read = || {
        let (hour, minute) = text.split_once(':')?;
        let two = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()));
        let (hour, minute) = (two(hour)?, two(minute)?);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    };
    read().ok_or_else(|| "must be a time such as 22:00".to_owned())
}
