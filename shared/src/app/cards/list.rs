//! The cards of a board, page by page.

use chrono::{DateTime, Utc};

use super::view::{CardView, views};
use crate::{
    app::{
        Actor, Ctx, Result, boards,
        paging::{self, Page, PageRequest},
    },
    domain::{BoardId, CardId, ColumnId, LabelId, Priority, UserId},
    store,
};

/// Which cards to list.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    pub column_id: Option<ColumnId>,
    pub assignee: Option<UserId>,
    pub label: Option<LabelId>,
    pub priority: Option<Priority>,
    pub due_before: Option<DateTime<Utc>>,
    /// Archived ones instead of the others.
    pub archived: bool,
}

/// Oldest first, so that paging is stable while people move cards about.
pub async fn list(ctx: &Ctx, actor: &Actor, board: BoardId, listing: &Listing, request: &PageRequest) -> Result<Page<CardView>> {
    let limit = request.limit()?;
    let after = request.after_id()?.map(CardId);
    boards::place(&ctx.db, actor, board).await?;
    let filter = store::cards::Filter {
        column_id: listing.column_id,
        assignee: listing.assignee,
        label: listing.label,
        priority: listing.priority.map(Priority::rank),
        due_before: listing.due_before,
        archived: listing.archived,
    };
    let rows = store::cards::page_of_board(&ctx.db, board, &filter, after, paging::fetch(limit)).await?;
    let page = paging::page(rows, limit, |card| paging::cursor_of_id(card.id.0), |card| card);
    let ids: Vec<CardId> = page.items.iter().map(|card| card.id).collect();
    let assignees = store::cards::list_assignees(&ctx.db, &ids).await?;
    let labels = store::labels::list_of_cards(&ctx.db, &ids).await?;
    Ok(Page { items: views(page.items, assignees, labels), next_cursor: page.next_cursor })
}
