//! Finding cards: those of a board, or across all boards that somebody sees; filtered, sorted, page by page.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::view::{CardView, views};
use crate::{
    app::{
        Actor, AppError, Ctx, Result, boards,
        paging::{self, Page, PageRequest},
    },
    domain::{BoardId, CardId, CardSort, ColumnId, ColumnKind, LabelId, Priority, ProjectId, TeamId, UserId, search::terms},
    store::{
        self,
        card_search::{Assigned, Mark, Search, Spot},
    },
};

/// Which cards to list. All that is given must hold.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    pub column_id: Option<ColumnId>,
    pub assignee: Option<AssigneeFilter>,
    pub status: Option<ColumnKind>,
    pub label: Option<LabelId>,
    pub priority: Option<Priority>,
    pub due_before: Option<DateTime<Utc>>,
    /// At this time or later.
    pub due_after: Option<DateTime<Utc>>,
    /// Archived ones instead of the others.
    pub archived: bool,
    /// Words that all must be at the beginning of words of the card; blank is not asking for any.
    pub q: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssigneeFilter {
    Me,
    Nobody,
    Person(UserId),
}

/// Across which boards to look.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scope {
    pub team_id: Option<TeamId>,
    pub project_id: Option<ProjectId>,
    /// For the instance admin: also where they are no member.
    pub all: bool,
}

/// The cards of a board, oldest first, so that paging is stable while people move cards about.
pub async fn list(ctx: &Ctx, actor: &Actor, board: BoardId, listing: &Listing, request: &PageRequest) -> Result<Page<CardView>> {
    let asked = Asked::read(listing, CardSort::CreatedAt, request, &board)?;
    boards::place(&ctx.db, actor, board).await?;
    asked.answer(ctx, actor, vec![board], listing).await
}

/// The cards of all boards that the caller sees.
pub async fn find_cards(
    ctx: &Ctx,
    actor: &Actor,
    scope: Scope,
    listing: &Listing,
    sort: CardSort,
    request: &PageRequest,
) -> Result<Page<CardView>> {
    let asked = Asked::read(listing, sort, request, &scope)?;
    let Scope { team_id, project_id, all } = scope;
    let seen = boards::list_seen(ctx, actor, (team_id, project_id), all).await?;
    asked.answer(ctx, actor, seen.into_iter().map(|(_, board)| board).collect(), listing).await
}

struct Asked {
    sort: CardSort,
    limit: usize,
    after: Option<Spot>,
    print: Print,
}

/// Of what is asked for: a cursor of another list goes nowhere in this one.
type Print = [u8; 8];

impl Asked {
    fn read(listing: &Listing, sort: CardSort, request: &PageRequest, of: &impl std::fmt::Debug) -> Result<Self> {
        let text = format!("{listing:?} {sort} {of:?}");
        let print: Print = Sha256::digest(text).as_slice()[..8].try_into().expect("eight bytes of more");
        let limit = request.limit()?;
        let after = request.after_bytes()?.map(|bytes| read_cursor(&bytes, print, sort)).transpose()?;
        Ok(Self { sort, limit, after, print })
    }

    async fn answer(self, ctx: &Ctx, actor: &Actor, boards: Vec<BoardId>, listing: &Listing) -> Result<Page<CardView>> {
        let search = Search {
            boards,
            column_id: listing.column_id,
            assignee: listing.assignee.map(|assignee| match assignee {
                AssigneeFilter::Me => Assigned::To(actor.user_id),
                AssigneeFilter::Person(user) => Assigned::To(user),
                AssigneeFilter::Nobody => Assigned::ToNobody,
            }),
            status: listing.status,
            priority: listing.priority.map(Priority::rank),
            label: listing.label,
            due_before: listing.due_before,
            due_after: listing.due_after,
            archived: listing.archived,
            terms: listing.q.as_deref().filter(|q| !q.trim().is_empty()).map(terms),
            sort: self.sort,
        };
        let spots = store::card_search::find(&ctx.db, &search, self.after, paging::fetch(self.limit)).await?;
        let page = paging::page(spots, self.limit, |spot| cursor(self.print, spot), |spot| spot.id);
        Ok(Page { items: show(ctx, &page.items).await?, next_cursor: page.next_cursor })
    }
}

/// These cards in this order; one that was deleted a moment ago is left out.
async fn show(ctx: &Ctx, ids: &[CardId]) -> Result<Vec<CardView>> {
    let mut cards = store::cards::list_cards(&ctx.db, ids).await?;
    cards.sort_by_key(|card| ids.iter().position(|id| *id == card.id));
    let assignees = store::cards::list_assignees(&ctx.db, ids).await?;
    let labels = store::labels::list_of_cards(&ctx.db, ids).await?;
    Ok(views(cards, assignees, labels))
}

/// The list's print, then where the last card stood in it.
fn cursor(print: Print, spot: &Spot) -> String {
    let (kind, key) = match spot.mark {
        Mark::At(at) => (0, at.timestamp_micros()),
        Mark::Number(number) => (1, number),
        Mark::Undated => (2, 0),
    };
    let mut bytes = [0; 33];
    bytes[..8].copy_from_slice(&print);
    bytes[8] = kind;
    bytes[9..17].copy_from_slice(&key.to_be_bytes());
    bytes[17..].copy_from_slice(spot.id.0.as_bytes());
    paging::cursor_of_bytes(&bytes)
}

fn read_cursor(bytes: &[u8; 33], print: Print, sort: CardSort) -> Result<Spot> {
    if bytes[..8] != print {
        return Err(AppError::invalid("/cursor", "must be the next_cursor of an earlier answer to the same query"));
    }
    let key = i64::from_be_bytes(bytes[9..17].try_into().expect("eight bytes"));
    let by_number = matches!(sort, CardSort::Priority | CardSort::PriorityDown);
    let mark = match (bytes[8], by_number) {
        (0, false) => Mark::At(DateTime::from_timestamp_micros(key).ok_or_else(paging::bad_cursor)?),
        (1, true) => Mark::Number(key),
        (2, false) => Mark::Undated,
        _ => return Err(paging::bad_cursor()),
    };
    Ok(Spot { mark, id: CardId(uuid::Uuid::from_slice(&bytes[17..]).expect("sixteen bytes")) })
}
