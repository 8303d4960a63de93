//! Copying a card: a new one with the same title, description, priority, due date, labels, assignees and checklist, the
//! ticks included. What people said and did about the old one stays there: comments, files, watchers, reminders, activity.

use super::{
    assign, card, create,
    view::{self, CardView},
};
use crate::{
    app::{Actor, AppError, Ctx, Fields, Result, Work, columns::Spot},
    domain::{CardId, ChecklistItemId, ColumnId, UserId, text},
    store::{self, Lock, cards::Card, checklists::Item},
};

#[derive(Debug, Default)]
pub struct CardCopy {
    /// A column of the card's board; the card's own when left out.
    pub column_id: Option<ColumnId>,
    /// The card's own when left out.
    pub title: Option<String>,
}

/// The copy goes right below the card, or to the end of another column. Its assignees are told.
pub async fn copy(ctx: &Ctx, actor: &Actor, id: CardId, request: CardCopy) -> Result<CardView> {
    let mut fields = Fields::default();
    let title = fields.maybe("/title", request.title.as_deref().map(text::line));
    fields.done()?;
    let mut work = ctx.begin(actor).await?;
    // The column before the card, as everyone who takes both does; so the card is read twice.
    let (_, seen) = card::find_writable(&mut work, actor, id, "copy this card").await?;
    let column = request.column_id.unwrap_or(seen.column_id);
    store::lock(&mut work.tx, Lock::Column(column)).await?;
    let (place, card) = card::lock_writable(&mut work, actor, id, "copy this card").await?;
    let column = store::columns::find_column(&mut work.tx, column).await?.filter(|column| column.board_id == card.board_id);
    let column = column.ok_or_else(|| AppError::invalid("/column_id", "must be a column of the card's board"))?;
    let spot = if column.id == card.column_id { Spot::After(id) } else { Spot::End };

    let title = title.unwrap_or_else(|| card.title.clone());
    let mut copy = Card {
        description: card.description.clone(),
        priority: card.priority,
        due_date: card.due_date,
        due_zone: card.due_zone.clone(),
        due_at: card.due_at,
        checklist_done: card.checklist_done,
        checklist_total: card.checklist_total,
        ..create::draft(&work, actor, &place, &column, title)
    };
    create::insert(&mut work, &column, spot, &mut copy).await?;
    copy_checklist(&mut work, id, copy.id).await?;
    let before = view::current(&mut work.tx, card).await?;
    let labels: Vec<_> = before.labels.iter().map(|label| (copy.id, label.id)).collect();
    store::labels::insert_card_labels(&mut work.tx, &labels).await?;
    // Whoever may not see the board any more is not copied along.
    let users: Vec<UserId> = before.assignees.iter().map(|assignee| assignee.id).collect();
    let people = assign::all_assignable(&mut work.tx, copy.board_id, &users).await?;
    let assigned: Vec<_> = people.iter().map(|person| (copy.id, person.id)).collect();
    let now = work.now;
    store::cards::insert_assignees(&mut work.tx, &assigned, now).await?;
    let view = view::current(&mut work.tx, copy).await?;
    create::record_created(&mut work, &place, &view, &people);
    work.commit().await?;
    Ok(view)
}

async fn copy_checklist(work: &mut Work, from: CardId, to: CardId) -> Result<()> {
    let items: Vec<Item> = store::checklists::list_items(&mut work.tx, from)
        .await?
        .into_iter()
        .map(|item| Item {
            id: ChecklistItemId::new(),
            card_id: to,
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            ..item
        })
        .collect();
    Ok(store::checklists::insert_items(&mut work.tx, &items).await?)
}
