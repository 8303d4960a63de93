//! Telling people of something: their notification, its place in their stream, and its mail, in one transaction, each
//! as they want to hear of it. Who wants nothing gets a row that nobody sees, so that it is not told later.
//!
//! Telling again tells nobody twice: a (person, kind, subject) is written once, and its mail with it. So a job that
//! was lost half-way runs again from the start. Large audiences are written a hundred at a time, in the order of
//! their ids, so that no transaction is long and no two wait for each other in a ring.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

use super::mailing;
use crate::{
    app::{AppError, Ctx, Result, Trace, Work},
    domain::{BoardId, CardId, Channels, CommentId, MutedChannels, NotificationId, NotificationKind, ProjectId, TeamId, UserId},
    events::Hint,
    store::{
        StoreError,
        audience::{self, Viewer},
        events,
        notification_settings::list_mutes_of,
        notifications::{self as rows, NewNotification},
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
    /// The reader's own account.
    Account,
}

impl Place {
    /// The board, project or team that one must be able to see.
    fn seen_by(self) -> Uuid {
        match self {
            Place::Team(id) => id.0,
            Place::Project(id) => id.0,
            Place::Board(id) | Place::Card(id, _) => id.0,
            Place::Account => Uuid::nil(),
        }
    }
}

/// Tells all of it, and answers how many notifications were written.
pub async fn tell(ctx: &Ctx, trace: &Trace, tellings: &[Telling]) -> Result<usize> {
    let mut notices: Vec<(UserId, &Telling)> = Vec::new();
    for telling in tellings {
        let others = telling.recipients.iter().filter(|user| telling.actor != Some(**user));
        notices.extend(others.map(|user| (*user, telling)));
    }
    notices.sort_by(|(a, x), (b, y)| (a, x.kind, &x.subject).cmp(&(b, y.kind, &y.subject)));
    notices.dedup_by(|(a, x), (b, y)| a == b && x.kind == y.kind && x.subject == y.subject);
    let mut written = 0;
    for chunk in notices.chunks(AT_A_TIME) {
        written += tell_chunk(ctx, trace, chunk).await?;
    }
    Ok(written)
}

/// Someone else may tell the same at the same time. Whoever comes second starts over and finds it told.
async fn tell_chunk(ctx: &Ctx, trace: &Trace, notices: &[(UserId, &Telling)]) -> Result<usize> {
    for _ in 0..3 {
        match try_chunk(ctx, trace, notices).await {
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

async fn try_chunk(ctx: &Ctx, trace: &Trace, notices: &[(UserId, &Telling)]) -> Result<usize, Refused> {
    let mut work = Work::begin(ctx, None, trace.clone()).await?;
    let now = work.now;
    let asked: Vec<_> = notices.iter().map(|(user, t)| (*user, t.kind, t.subject.clone())).collect();
    let told = rows::told(&mut work.tx, &asked).await?;
    let untold: Vec<_> = notices
        .iter()
        .zip(asked)
        .filter(|(_, asked)| !told.contains(asked))
        .map(|((user, telling), _)| (*user, *telling))
        .collect();
    let heard = heard(&mut work, &untold).await?;
    // Everyone's stream is locked, also of who sees nothing in the app: the lock is what keeps two of these from
    // starting two mails where one gathers.
    let mut counts = BTreeMap::<Uuid, i64>::new();
    for one in &heard {
        *counts.entry(one.user.0).or_default() += i64::from(one.channels.in_app);
    }
    let mut next = events::next_seqs(&mut work.tx, &counts).await?;
    let mut notifications = Vec::with_capacity(heard.len());
    for one in &heard {
        let mut seq = 0;
        if let Some(next) = next.get_mut(&one.user.0).filter(|_| one.channels.in_app) {
            seq = *next;
            *next += 1;
        }
        notifications.push(notification(one, seq));
    }
    rows::insert_notifications(&mut work.tx, &notifications, now).await?;
    mailing::enqueue(ctx, &mut work, heard.iter().zip(&notifications)).await?;
    for (reader, count) in counts {
        if count > 0 {
            work.hint(Hint::Stream(reader));
        }
    }
    work.commit().await?;
    Ok(notifications.len())
}

/// One person who is to be told of something they may see, and how they want to hear of it.
pub(super) struct Heard<'a> {
    pub user: UserId,
    pub telling: &'a Telling,
    pub viewer: Viewer,
    pub channels: Channels,
}

async fn heard<'a>(work: &mut Work, untold: &[(UserId, &'a Telling)]) -> Result<Vec<Heard<'a>>, StoreError> {
    let viewers = viewers(work, untold).await?;
    let mut heard = Vec::new();
    for (user, telling) in untold {
        let Some(viewer) = viewers.get(&(*user, telling.place.seen_by())) else { continue };
        let channels = viewer.wishes.channels(telling.kind);
        heard.push(Heard { user: *user, telling, viewer: viewer.clone(), channels });
    }
    let users: BTreeSet<_> = heard.iter().map(|one| one.user).collect();
    let places: BTreeSet<_> = heard.iter().flat_map(Heard::places).collect();
    let mutes = list_mutes_of(&mut work.tx, &Vec::from_iter(users), &Vec::from_iter(places)).await?;
    for one in heard.iter_mut().filter(|one| one.telling.kind.is_news()) {
        let places: Vec<_> = one.places().collect();
        for (_, _, muted) in mutes.iter().filter(|(user, place, _)| *user == one.user && places.contains(place)) {
            one.channels.email = false;
            one.channels.in_app &= *muted == MutedChannels::Mail;
        }
    }
    Ok(heard)
}

impl Heard<'_> {
    /// Everything it is in that can be muted.
    fn places(&self) -> impl Iterator<Item = Uuid> + use<> {
        let card = self.card().map(|card| card.0);
        [card, Some(self.telling.place.seen_by()), self.viewer.project_id.map(|id| id.0)].into_iter().flatten()
    }

    pub fn card(&self) -> Option<CardId> {
        if let Place::Card(_, card) = self.telling.place { Some(card) } else { None }
    }
}

fn notification(one: &Heard<'_>, seq: i64) -> NewNotification {
    let Heard { user, telling, viewer, .. } = one;
    let (board_id, card_id) = match telling.place {
        Place::Card(board, card) => (Some(board), Some(card)),
        Place::Board(board) => (Some(board), None),
        Place::Project(_) | Place::Team(_) | Place::Account => (None, None),
    };
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
        due_at: telling.due_at,
        text: (telling.text)(viewer.time_zone),
    }
}

/// Who of them may see, now and in this transaction, what they would be told of.
async fn viewers(work: &mut Work, notices: &[(UserId, &Telling)]) -> Result<HashMap<(UserId, Uuid), Viewer>, StoreError> {
    let (mut boards, mut projects, mut teams) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut owners = BTreeSet::new();
    for (user, telling) in notices {
        match telling.place {
            Place::Card(board, _) | Place::Board(board) => _ = boards.insert((board, *user)),
            Place::Project(project) => _ = projects.insert((project, *user)),
            Place::Team(team) => _ = teams.insert((team, *user)),
            Place::Account => _ = owners.insert(*user),
        }
    }
    let mut found = audience::board_viewers(&mut work.tx, &Vec::from_iter(boards)).await?;
    found.extend(audience::project_viewers(&mut work.tx, &Vec::from_iter(projects)).await?);
    found.extend(audience::team_viewers(&mut work.tx, &Vec::from_iter(teams)).await?);
    found.extend(audience::owners(&mut work.tx, &Vec::from_iter(owners)).await?);
    Ok(found.into_iter().map(|viewer| ((viewer.user_id, viewer.place), viewer)).collect())
}
