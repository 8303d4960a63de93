//! A mail with everything it says, and everything that may make it pointless by now.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Result, Runs,
    audience::StandingRow,
    db::among,
    notification_settings::{WishesRow, wishes_columns},
};
use crate::domain::{
    BoardId, CardId, ColumnKind, CommentId, DeliveryId, DeliveryState, InviteId, MailPurpose, NotificationId, NotificationKind,
    ProjectId, TeamId, UserId,
};

/// A delivery and its reader.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Mail {
    pub id: DeliveryId,
    pub purpose: MailPurpose,
    pub state: DeliveryState,
    /// When it is to go at the earliest.
    pub send_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    /// `None`: it goes to an address that has no account.
    pub user_id: Option<UserId>,
    /// What it is about, where it tells no notification.
    pub about: Option<uuid::Uuid>,
    pub user_name: String,
    pub email: String,
    pub time_zone: String,
    /// Whether the account is neither disabled nor deleted.
    pub account_in_use: bool,
    #[sqlx(flatten)]
    pub wishes: WishesRow,
    /// What it tells, in the order it happened.
    #[sqlx(skip)]
    pub items: Vec<Item>,
    /// In a digest: what is still overdue.
    #[sqlx(skip)]
    pub overdue: Vec<super::digests::OverdueCard>,
    /// Where it invites an address.
    #[sqlx(skip)]
    pub invitation: Option<Invitation>,
    /// What it says of the account itself.
    #[sqlx(skip)]
    pub account: Option<AccountMail>,
}

/// What a mail says of the account that it goes to.
#[derive(Clone, Debug)]
pub enum AccountMail {
    /// Where to set a new password, and until when.
    Reset { url: String, until: DateTime<Utc> },
    /// Where to say that mail to this address arrives, and until when.
    Verify { url: String, until: DateTime<Utc> },
    /// That the account now has the address `to`.
    EmailChanged { to: String },
}

/// What a mail says of an invitation.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The names of a board and its project; `None` where it leads to the team.
    pub board: Option<(String, String)>,
    pub team: String,
    pub role: String,
    pub invited_by: String,
    /// The page that it is accepted on, which whoever knows it may do.
    pub url: String,
    pub expires_at: DateTime<Utc>,
}

/// One notification as a mail tells it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Item {
    pub notification_id: NotificationId,
    pub kind: NotificationKind,
    pub text: String,
    pub told_at: DateTime<Utc>,
    pub read_at: Option<DateTime<Utc>>,
    /// When the card fell due as told, if that is what was told.
    pub told_due_at: Option<DateTime<Utc>>,
    pub actor_name: Option<String>,
    pub team_id: Option<TeamId>,
    pub team_name: Option<String>,
    pub project_id: Option<ProjectId>,
    pub project_name: Option<String>,
    pub project_key: Option<String>,
    pub board_id: Option<BoardId>,
    pub board_name: Option<String>,
    pub card_id: Option<CardId>,
    pub card_number: Option<i64>,
    pub card_title: Option<String>,
    pub card_priority: Option<i64>,
    pub card_due_date: Option<NaiveDate>,
    pub card_due_zone: Option<String>,
    pub card_due_at: Option<DateTime<Utc>>,
    pub card_completed_at: Option<DateTime<Utc>>,
    pub card_archived_at: Option<DateTime<Utc>>,
    pub column_name: Option<String>,
    pub column_kind: Option<ColumnKind>,
    pub comment_id: Option<CommentId>,
    /// The comment as it now is, in Markdown, or the chat message; absent where it was deleted.
    pub comment: Option<String>,
    pub invite_id: Option<InviteId>,
    /// The invitation, while it lets anyone in.
    #[sqlx(skip)]
    pub invitation: Option<Invitation>,
    /// Whether the card, board, project or team it is about was deleted.
    pub gone: bool,
    pub assigned: bool,
    pub watching: bool,
    /// Whether the reader muted the card, board or project, at all or for mail.
    pub muted: bool,
    #[sqlx(flatten)]
    pub standing: StandingRow,
}

/// A delivery without what it tells.
pub async fn find_mail(on: impl Runs, id: DeliveryId) -> Result<Option<Mail>> {
    Ok(list_mails(on, &[id]).await?.pop())
}

/// Those of these deliveries that are there, in any order, without what they tell.
pub async fn list_mails(mut on: impl Runs, ids: &[DeliveryId]) -> Result<Vec<Mail>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = concat!(
        "SELECT d.id, d.purpose, d.state, d.send_at, d.created_at, d.user_id, d.about, COALESCE(u.name, '') AS user_name, \
         COALESCE(d.address, u.email) AS email, COALESCE(u.time_zone, 'UTC') AS time_zone, \
         (u.disabled_at IS NULL AND u.deleted_at IS NULL) AS account_in_use, ",
        wishes_columns!(),
        " FROM deliveries d LEFT JOIN users u ON u.id = d.user_id LEFT JOIN notification_settings s ON s.user_id = u.id WHERE d.id "
    );
    let among = among(on.engine(), 1, ids.len());
    on.sql(format!("{text}{among}")).bind_among(ids.iter().map(|id| id.0)).all().await
}

/// One thing that a delivery tells.
#[derive(sqlx::FromRow)]
struct Told {
    delivery_id: DeliveryId,
    #[sqlx(flatten)]
    item: Item,
}

/// What these deliveries tell and was not left out of them before, in the order it happened.
pub async fn list_items(mut on: impl Runs, ids: &[DeliveryId]) -> Result<Vec<(DeliveryId, Item)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT i.delivery_id, n.id AS notification_id, n.kind, n.text, n.created_at AS told_at, n.read_at, n.due_at AS told_due_at, \
         a.name AS actor_name, t.id AS team_id, t.name AS team_name, p.id AS project_id, p.name AS project_name, \
         p.key AS project_key, b.id AS board_id, b.name AS board_name, c.id AS card_id, c.number AS card_number, \
         c.title AS card_title, c.priority AS card_priority, c.due_date AS card_due_date, c.due_zone AS card_due_zone, \
         c.due_at AS card_due_at, c.completed_at AS card_completed_at, c.archived_at AS card_archived_at, \
         l.name AS column_name, l.kind AS column_kind, n.comment_id, n.invite_id, \
         COALESCE(k.body, x.text) AS comment, \
         (c.deleted_at IS NOT NULL OR b.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL OR t.deleted_at IS NOT NULL) AS gone, \
         EXISTS (SELECT 1 FROM card_assignees x WHERE x.card_id = c.id AND x.user_id = i.user_id) AS assigned, \
         EXISTS (SELECT 1 FROM card_watchers x WHERE x.card_id = c.id AND x.user_id = i.user_id) AS watching, \
         EXISTS (SELECT 1 FROM mutes m WHERE m.user_id = i.user_id AND m.place IN (p.id, b.id, c.id)) AS muted, \
         u.role AS user_role, tm.role AS team_role, pm.role AS project_role, p.visibility, \
         o.role AS override_role, o.granted, o.revoked \
         FROM delivery_items i JOIN notifications n ON n.id = i.notification_id JOIN users u ON u.id = i.user_id \
         LEFT JOIN users a ON a.id = n.actor_id AND a.deleted_at IS NULL \
         LEFT JOIN cards c ON c.id = n.card_id LEFT JOIN columns l ON l.id = c.column_id \
         LEFT JOIN comments k ON k.id = n.comment_id AND k.deleted_at IS NULL \
         LEFT JOIN messages x ON x.id = n.message_id \
         LEFT JOIN boards b ON b.id = COALESCE(c.board_id, n.board_id) \
         LEFT JOIN projects p ON p.id = COALESCE(b.project_id, n.project_id) \
         LEFT JOIN teams t ON t.id = COALESCE(p.team_id, n.team_id) \
         LEFT JOIN team_members tm ON tm.team_id = t.id AND tm.user_id = u.id \
         LEFT JOIN project_members pm ON pm.project_id = p.id AND pm.user_id = u.id \
         LEFT JOIN board_overrides o ON o.board_id = b.id AND o.user_id = u.id \
         WHERE i.delivery_id {} AND i.left_out IS NULL ORDER BY n.id",
        among(on.engine(), 1, ids.len())
    );
    let told = on.sql(text).bind_among(ids.iter().map(|id| id.0)).all::<Told>().await?;
    Ok(told.into_iter().map(|told| (told.delivery_id, told.item)).collect())
}
