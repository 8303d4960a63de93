//! Telling people of something: their notification, its place in their stream, and its mail, in one transaction, each
//! as they want to hear of it. Who wants nothing gets a row that nobody sees, so that it is not told later.
//!
//! Telling again tells nobody twice: a (person, kind, subject) is written once, and its mail with it. So a job that
//! was lost half-way runs again from the start. Large audiences are written a hundred at a time, in the order of
//! their ids, so that no transaction is long and no two wait for each other in a ring.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

use super::{
    hear::{Heard, hear},
    mailing::{self, Plan},
};
use crate::{
    app::{AppError, Ctx, Result, Trace, Work},
    domain::{
        BoardId, CardId, CommentId, InviteId, MessageId, NotificationId, NotificationKind, ProjectId, TeamId, TraceParent, UserId,
    },
    events::Hint,
    jobs::Queue,
    store::{
        Engine, StoreError, events,
        notifications::{self as rows, NewNotification},
        tell_at_once::{Mailed, Told, tell_at_once},
    },
};

/// How many people one transaction tells.
const AT_A_TIME: usize = 100;

/// Something to be told.
pub struct Telling {
    pub kind: NotificationKind,
    /// What it tells of, for telling it once: an event's id, or a card and its due time.
    pub subject: String,
    /// Whose doing it is. One's own doings are not told.
    pub actor: Option<UserId>,
    pub place: Place,
    /// The comment it tells of, which its mail quotes.
    pub comment: Option<CommentId>,
    /// When the card falls due as told.
    pub due_at: Option<DateTime<Utc>>,
    /// The sentence, for a reader in this time zone.
    pub text: Box<dyn Fn(Tz) -> String + Send + Sync>,
    pub recipients: Vec<UserId>,
}

/// What it is about, and so whom it may be told: only those who may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    Team(TeamId),
    Project(ProjectId),
    Board(BoardId),
    Card(BoardId, CardId),
    /// A message in a project's chat.
    Chat(ProjectId, MessageId),
    /// An invitation, which its reader may have before they may see anything.
    Invite(InviteId),
    /// The reader's own account.
    Account,
}

impl Place {
    /// The board, project or team that one must be able to see.
    pub(super) fn seen_by(self) -> Uuid {
        match self {
            Place::Team(id) => id.0,
            Place::Project(id) | Place::Chat(id, _) => id.0,
            Place::Board(id) | Place::Card(id, _) => id.0,
            Place::Invite(_) | Place::Account => Uuid::nil(),
        }
    }
}

/// Something to be told to one person.
#[derive(Clone, Copy)]
pub(super) struct Notice<'a> {
    pub user: UserId,
    pub telling: &'a Telling,
    /// The step that its mail follows from.
    pub parent: TraceParent,
}

impl Notice<'_> {
    /// What makes two of them the same.
    pub(super) fn key(&self) -> (UserId, NotificationKind, &str) {
        (self.user, self.telling.kind, &self.telling.subject)
    }
}

/// Tells all of it, and answers how many notifications were written.
pub async fn tell(ctx: &Ctx, trace: &Trace, tellings: &[Telling]) -> Result<usize> {
    let parent = trace.parent.unwrap_or_else(TraceParent::begin);
    tell_all(ctx, tellings.iter().map(|telling| (parent, telling))).await
}

/// As [`tell`], of what follows from several steps. It may fail after some of it was told.
pub async fn tell_all(ctx: &Ctx, tellings: impl IntoIterator<Item = (TraceParent, &Telling)>) -> Result<usize> {
    let mut notices: Vec<Notice<'_>> = Vec::new();
    for (parent, telling) in tellings {
        let others = telling.recipients.iter().filter(|user| telling.actor != Some(**user));
        notices.extend(others.map(|user| Notice { user: *user, telling, parent }));
    }
    notices.sort_by(|a, b| a.key().cmp(&b.key()));
    notices.dedup_by(|a, b| a.key() == b.key());
    let mut written = 0;
    for chunk in notices.chunks(AT_A_TIME) {
        written += tell_chunk(ctx, chunk).await?;
    }
    Ok(written)
}

/// Someone else may tell the same at the same time. Whoever comes second starts over and finds it told.
async fn tell_chunk(ctx: &Ctx, notices: &[Notice<'_>]) -> Result<usize> {
    for _ in 0..3 {
        let told = match ctx.db.engine() {
            Engine::Postgres => at_once(ctx, notices).await,
            Engine::Sqlite => step_by_step(ctx, notices).await,
        };
        match told {
            Err(Refused::Taken) => {}
            Err(Refused::Other(error)) => return Err(error),
            Ok(written) => return Ok(written),
        }
    }
    Err(AppError::conflict("taken", "others keep telling the same"))
}

enum Refused {
    Taken,
    Other(AppError),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken => Refused::Taken,
            other => Refused::Other(other.into()),
        }
    }
}

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        Refused::Other(error)
    }
}

/// Reads, then writes all of it with one statement, which is its own transaction: nobody waits for a reader's stream for
/// longer than that takes. Where mails gather, the open ones are found under the lock of their readers' streams, which
/// takes several statements.
async fn at_once(ctx: &Ctx, notices: &[Notice<'_>]) -> Result<usize, Refused> {
    let heard = hear(&mut &ctx.db, notices).await?;
    let now = ctx.clock.now();
    let plan = Plan::new(ctx, &heard, now);
    if plan.gathers() {
        return step_by_step(ctx, notices).await;
    }
    if heard.is_empty() {
        return Ok(0);
    }
    let mut later = BTreeMap::<UserId, i64>::new();
    let mut told: Vec<Told> = Vec::with_capacity(heard.len());
    // From the last one on, so that each knows how many of its reader's come after it.
    for (one, mail) in heard.iter().zip(plan.alone(now)).rev() {
        let after = later.entry(one.notice.user).or_default();
        let place = one.channels.in_app.then_some(*after);
        *after += i64::from(one.channels.in_app);
        told.push(Told { notification: notification(one, 0), place, mail });
    }
    tell_at_once(&ctx.db, &told, now).await?;
    for (reader, _) in later.into_iter().filter(|(_, shown)| *shown > 0) {
        ctx.bus.publish(Hint::Stream(reader.0));
    }
    if told.iter().any(|told| matches!(&told.mail, Mailed::Alone(mail, _) if mail.send_at <= now)) {
        ctx.bus.publish(Hint::Jobs(Queue::Mail));
    }
    Ok(told.len())
}

async fn step_by_step(ctx: &Ctx, notices: &[Notice<'_>]) -> Result<usize, Refused> {
    let mut work = Work::begin(ctx, None, Trace::default()).await?;
    let now = work.now;
    let heard = hear(&mut work.tx, notices).await?;
    // Everyone's stream is locked, also of who sees nothing in the app: the lock is what keeps two of these from
    // starting two mails where one gathers.
    let mut counts = BTreeMap::<Uuid, i64>::new();
    for one in &heard {
        *counts.entry(one.notice.user.0).or_default() += i64::from(one.channels.in_app);
    }
    let mut next = events::next_seqs(&mut work.tx, &counts).await?;
    let mut notifications = Vec::with_capacity(heard.len());
    for one in &heard {
        let mut seq = 0;
        if let Some(next) = next.get_mut(&one.notice.user.0).filter(|_| one.channels.in_app) {
            seq = *next;
            *next += 1;
        }
        notifications.push(notification(one, seq));
    }
    rows::insert_notifications(&mut work.tx, &notifications, now).await?;
    mailing::enqueue(&mut work, Plan::new(ctx, &heard, now), notifications.iter()).await?;
    for (reader, count) in counts {
        if count > 0 {
            work.hint(Hint::Stream(reader));
        }
    }
    work.commit().await?;
    Ok(notifications.len())
}

fn notification(one: &Heard<'_>, seq: i64) -> NewNotification {
    let Heard { notice: Notice { user, telling, .. }, viewer, .. } = one;
    let (board_id, card_id) = match telling.place {
        Place::Card(board, card) => (Some(board), Some(card)),
        Place::Board(board) => (Some(board), None),
        Place::Project(_) | Place::Chat(..) | Place::Team(_) | Place::Invite(_) | Place::Account => (None, None),
    };
    let invite_id = if let Place::Invite(id) = telling.place { Some(id) } else { None };
    let message_id = if let Place::Chat(_, id) = telling.place { Some(id) } else { None };
    NewNotification {
        id: NotificationId::new(),
        user_id: *user,
        seq,
        kind: telling.kind,
        subject: telling.subject.clone(),
        actor_id: telling.actor,
        team_id: viewer.team_id,
        project_id: viewer.project_id,
        board_id,
        card_id,
        comment_id: telling.comment,
        invite_id,
        message_id,
        due_at: telling.due_at,
        text: (telling.text)(viewer.time_zone),
    }
}
