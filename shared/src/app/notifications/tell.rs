//! Telling people of something: their notification, its place in their stream, and its mail, in one transaction.
//!
//! Telling again tells nobody twice: a (person, kind, subject) is written once, and its mail with it. So a job that
//! was lost half-way runs again from the start. Large audiences are written a hundred at a time, in the order of
//! their ids, so that no transaction is long and no two wait for each other in a ring.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

use crate::{
    app::{AppError, Ctx, Result, Trace, Work},
    domain::{BoardId, CardId, DeliveryId, NotificationId, NotificationKind, ProjectId, TeamId, UserId},
    events::Hint,
    jobs::EmailDelivery,
    store::{
        StoreError,
        audience::{self, Viewer},
        deliveries::{self, NewDelivery},
        events,
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
}

impl Place {
    /// The board, project or team that one must be able to see.
    fn seen_by(self) -> Uuid {
        match self {
            Place::Team(id) => id.0,
            Place::Project(id) => id.0,
            Place::Board(id) | Place::Card(id, _) => id.0,
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
    let viewers = viewers(&mut work, &untold).await?;
    let mut counts = BTreeMap::<Uuid, i64>::new();
    for (user, telling) in &untold {
        if viewers.contains_key(&(*user, telling.place.seen_by())) {
            *counts.entry(user.0).or_default() += 1;
        }
    }
    let mut next = events::next_seqs(&mut work.tx, &counts).await?;
    let mut notifications = Vec::with_capacity(untold.len());
    for (user, telling) in untold {
        let (Some(viewer), Some(seq)) = (viewers.get(&(user, telling.place.seen_by())), next.get_mut(&user.0)) else { continue };
        notifications.push(notification(user, telling, viewer, *seq));
        *seq += 1;
    }
    rows::insert_notifications(&mut work.tx, &notifications, now).await?;
    let mails: Vec<_> = notifications
        .iter()
        .map(|told| NewDelivery { id: DeliveryId::new(), notification_id: told.id, user_id: told.user_id })
        .collect();
    deliveries::insert_mails(&mut work.tx, &mails, now).await?;
    for mail in &mails {
        work.enqueue(&EmailDelivery { delivery_id: mail.id });
    }
    for reader in counts.into_keys() {
        work.hint(Hint::Stream(reader));
    }
    work.commit().await?;
    Ok(notifications.len())
}

fn notification(user: UserId, telling: &Telling, viewer: &Viewer, seq: i64) -> NewNotification {
    let (board_id, card_id) = match telling.place {
        Place::Card(board, card) => (Some(board), Some(card)),
        Place::Board(board) => (Some(board), None),
        Place::Project(_) | Place::Team(_) => (None, None),
    };
    NewNotification {
        id: NotificationId::new(),
        user_id: user,
        seq,
        kind: telling.kind,
        subject: telling.subject.clone(),
        actor_id: telling.actor,
        team_id: Some(viewer.team_id),
        project_id: viewer.project_id,
        board_id,
        card_id,
        due_at: telling.due_at,
        text: (telling.text)(viewer.time_zone),
    }
}

/// Who of them may see, now and in this transaction, what they would be told of.
async fn viewers(work: &mut Work, notices: &[(UserId, &Telling)]) -> Result<HashMap<(UserId, Uuid), Viewer>, StoreError> {
    let (mut boards, mut projects, mut teams) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (user, telling) in notices {
        match telling.place {
            Place::Card(board, _) | Place::Board(board) => _ = boards.insert((board, *user)),
            Place::Project(project) => _ = projects.insert((project, *user)),
            Place::Team(team) => _ = teams.insert((team, *user)),
        }
    }
    let mut found = audience::board_viewers(&mut work.tx, &Vec::from_iter(boards)).await?;
    found.extend(audience::project_viewers(&mut work.tx, &Vec::from_iter(projects)).await?);
    found.extend(audience::team_viewers(&mut work.tx, &Vec::from_iter(teams)).await?);
    Ok(found.into_iter().map(|viewer| ((viewer.user_id, viewer.place), viewer)).collect())
}
