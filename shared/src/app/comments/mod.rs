//! Comments on cards: anyone who may comment on the board adds them; authors change and delete their own, and whoever
//! manages the board may delete any.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

use super::{
    Actor, AppError, Ctx, Event, Expect, Result, Work, cards,
    paging::{self, Page, PageRequest},
    people::Person,
};
use crate::{
    domain::{CardId, CommentId, Permission, text},
    jobs::NotifyEvent,
    store::{self, Lock, access::Place, comments::Comment},
};

#[derive(Clone, Debug, Serialize)]
pub struct CommentView {
    pub id: CommentId,
    pub card_id: CardId,
    pub author: Person,
    /// Markdown.
    pub body: String,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl From<Comment> for CommentView {
    fn from(row: Comment) -> Self {
        Self {
            id: row.id,
            card_id: row.card_id,
            author: row.creator.into(),
            body: row.body,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// Oldest first.
pub async fn list(ctx: &Ctx, actor: &Actor, card: CardId, request: &PageRequest) -> Result<Page<CommentView>> {
    let limit = request.limit()?;
    let after = request.after_id()?.map(CommentId);
    cards::place(&ctx.db, actor, card).await?;
    let rows = store::comments::list_comments(&ctx.db, card, after, paging::fetch(limit)).await?;
    Ok(paging::page(rows, limit, |row| paging::cursor_of_id(row.id.0), CommentView::from))
}

pub async fn create(ctx: &Ctx, actor: &Actor, card: CardId, body: &str) -> Result<CommentView> {
    let body = parse(body)?;
    let mut work = ctx.begin(actor).await?;
    let place = commentable(&mut work, actor, card).await?;
    let comment = Comment {
        id: CommentId::new(),
        card_id: card,
        creator: actor.creator(),
        body,
        version: 1,
        created_at: work.now,
        updated_at: work.now,
    };
    store::comments::insert_comment(&mut work.tx, &comment).await?;
    let view = CommentView::from(comment);
    record(&mut work, "comment.created", &place, &view).await?;
    work.commit().await?;
    Ok(view)
}

pub async fn update(ctx: &Ctx, actor: &Actor, id: CommentId, body: &str, expect: Expect) -> Result<CommentView> {
    let body = parse(body)?;
    let mut work = ctx.begin(actor).await?;
    let (place, mut comment) = find(&mut work, actor, id).await?;
    if store::comments::author(&comment) != actor.user_id {
        return Err(AppError::forbidden("change what someone else wrote"));
    }
    expect.check(comment.version, || CommentView::from(comment.clone()))?;
    comment.body = body;
    comment.version += 1;
    comment.updated_at = work.now;
    store::comments::update_comment(&mut work.tx, &comment).await?;
    let view = CommentView::from(comment);
    record(&mut work, "comment.updated", &place, &view).await?;
    work.commit().await?;
    Ok(view)
}

pub async fn delete(ctx: &Ctx, actor: &Actor, id: CommentId, expect: Expect) -> Result<()> {
    let mut work = ctx.begin(actor).await?;
    let (place, comment) = find(&mut work, actor, id).await?;
    if store::comments::author(&comment) != actor.user_id && !place.permissions().allows(Permission::BoardManage) {
        return Err(AppError::forbidden("delete what someone else wrote"));
    }
    expect.check(comment.version, || CommentView::from(comment.clone()))?;
    let now = work.now;
    store::comments::delete_comment(&mut work.tx, &comment, now).await?;
    let view = CommentView { body: String::new(), ..comment.into() };
    record(&mut work, "comment.deleted", &place, &view).await?;
    work.commit().await
}

fn parse(body: &str) -> Result<String> {
    if body.trim().is_empty() {
        return Err(AppError::invalid("/body", "must not be empty"));
    }
    text::body(body).map_err(|why| AppError::invalid("/body", why))
}

/// The card's row is locked: its count of comments changes along.
async fn commentable(work: &mut Work, actor: &Actor, card: CardId) -> Result<Place> {
    let place = cards::place(&mut work.tx, actor, card).await?;
    if !place.permissions().allows(Permission::BoardComment) {
        return Err(AppError::forbidden("comment on this board"));
    }
    if !store::lock(&mut work.tx, Lock::Card(card)).await? {
        return Err(AppError::NotFound("card"));
    }
    Ok(place)
}

async fn find(work: &mut Work, actor: &Actor, id: CommentId) -> Result<(Place, Comment)> {
    let hidden = |error| if matches!(error, AppError::NotFound(_)) { AppError::NotFound("comment") } else { error };
    let card = store::comments::find_comment(&mut work.tx, id).await?.ok_or(AppError::NotFound("comment"))?.card_id;
    let place = commentable(work, actor, card).await.map_err(hidden)?;
    let comment = store::comments::find_comment(&mut work.tx, id).await?.ok_or(AppError::NotFound("comment"))?;
    Ok((place, comment))
}

/// The event holds no text: a deleted comment's text must leave the log, so the log points to the comment.
async fn record(work: &mut Work, name: &'static str, place: &Place, comment: &CommentView) -> Result<()> {
    let card = store::cards::find_card(&mut work.tx, comment.card_id).await?.ok_or(AppError::NotFound("card"))?;
    let data = json!({
        "card": {"id": card.id, "key": text::card_key(&card.project_key, card.number), "title": card.title,
            "comments_count": card.comments_count},
        "comment": {"id": comment.id, "author": comment.author, "version": comment.version},
    });
    let event = work.record(Event::of_card(name, place, card.board_id, card.id, data));
    if name != "comment.deleted" {
        work.enqueue(&NotifyEvent { event_id: event });
    }
    Ok(())
}
