//! A column's life.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

use crate::{
    app::{Actor, AppError, Changes, Ctx, Event, Expect, Fields, Result, boards, cards, paging::Page},
    domain::{BoardId, ColumnId, ColumnKind, Permission, rank, text},
    store::{self, Lock, Runs, Tx, access::Place, columns::Column},
};

#[derive(Clone, Debug, Serialize)]
pub struct ColumnView {
    pub id: ColumnId,
    pub board_id: BoardId,
    pub name: String,
    pub kind: ColumnKind,
    /// How many cards it should hold at most.
    pub wip_limit: Option<i64>,
    /// Opaque; columns are in the bytewise order of it.
    pub position: String,
    /// How many cards it holds, archived ones aside.
    pub cards_count: i64,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl ColumnView {
    pub(crate) fn new(column: Column, cards_count: i64) -> Self {
        Self {
            id: column.id,
            board_id: column.board_id,
            name: column.name,
            kind: column.kind,
            wip_limit: column.wip_limit,
            position: column.position,
            cards_count,
            version: column.version,
            created_at: column.created_at,
            updated_at: column.updated_at,
        }
    }

    pub(crate) fn counted(column: Column, counts: &[(ColumnId, i64)]) -> Self {
        let count = counts.iter().find(|(id, _)| *id == column.id).map_or(0, |(_, count)| *count);
        Self::new(column, count)
    }
}

#[derive(Debug)]
pub struct NewColumn {
    pub name: String,
    pub kind: ColumnKind,
    pub wip_limit: Option<i64>,
}

#[derive(Debug, Default)]
pub struct ColumnChange {
    pub name: Option<String>,
    pub kind: Option<ColumnKind>,
    /// `Some(None)` takes the limit away.
    pub wip_limit: Option<Option<i64>>,
    pub expect: Expect,
}

/// A board's columns in their order: always all of them, on one page.
pub async fn list(ctx: &Ctx, actor: &Actor, board: BoardId) -> Result<Page<ColumnView>> {
    boards::place(&ctx.db, actor, board).await?;
    let columns = store::columns::list_columns(&ctx.db, board).await?;
    let counts = store::columns::count_cards(&ctx.db, board).await?;
    let items = columns.into_iter().map(|column| ColumnView::counted(column, &counts)).collect();
    Ok(Page { items, next_cursor: None })
}

pub async fn create(ctx: &Ctx, actor: &Actor, board: BoardId, new: NewColumn) -> Result<ColumnView> {
    let mut fields = Fields::default();
    let name = fields.take("/name", text::line(&new.name));
    let wip_limit = fields.maybe("/wip_limit", new.wip_limit.map(limit));
    fields.done()?;
    let mut work = ctx.begin(actor).await?;
    let place = writable(boards::place(&mut work.tx, actor, board).await?, "add columns to this board")?;
    store::lock(&mut work.tx, Lock::Board(board)).await?;
    let columns = store::columns::list_columns(&mut work.tx, board).await?;
    if columns.len() >= MOST {
        return Err(AppError::conflict("too_many_columns", format!("a board has at most {MOST} columns")));
    }
    let column = Column {
        id: ColumnId::new(),
        board_id: board,
        name,
        kind: new.kind,
        wip_limit,
        position: rank::between(columns.last().map(|last| last.position.as_str()), None),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
    };
    store::columns::insert_column(&mut work.tx, &column).await?;
    let view = ColumnView::new(column, 0);
    work.record(Event::of_board("column.created", &place, board, json!({"column": view})));
    work.commit().await?;
    Ok(view)
}

/// As many columns as fit a board that people can still read.
pub const MOST: usize = 100;

fn limit(limit: i64) -> Result<i64, String> {
    if (1..=10_000).contains(&limit) { Ok(limit) } else { Err("must be from 1 to 10000, or null for no limit".into()) }
}

pub async fn get(ctx: &Ctx, actor: &Actor, id: ColumnId) -> Result<ColumnView> {
    place(&ctx.db, actor, id).await?;
    current(&ctx.db, id).await
}

async fn current(on: impl Runs, id: ColumnId) -> Result<ColumnView> {
    let (column, count) = store::columns::find_counted(on, id).await?.ok_or(AppError::NotFound("column"))?;
    Ok(ColumnView::new(column, count))
}

pub async fn update(ctx: &Ctx, actor: &Actor, id: ColumnId, change: ColumnChange) -> Result<ColumnView> {
    let mut fields = Fields::default();
    let name = fields.maybe("/name", change.name.as_deref().map(text::line));
    let wip_limit = match change.wip_limit {
        Some(Some(given)) => Some(fields.maybe("/wip_limit", Some(limit(given)))),
        other => other,
    };
    fields.done()?;
    let mut work = ctx.begin(actor).await?;
    let place = writable(place(&mut work.tx, actor, id).await?, "change this column")?;
    store::lock(&mut work.tx, Lock::Column(id)).await?;
    let (mut column, count) = store::columns::find_counted(&mut work.tx, id).await?.ok_or(AppError::NotFound("column"))?;
    change.expect.check(column.version, || ColumnView::new(column.clone(), count))?;
    let before = column.clone();
    column.name = name.unwrap_or(column.name);
    column.kind = change.kind.unwrap_or(column.kind);
    column.wip_limit = wip_limit.unwrap_or(column.wip_limit);
    let changes = Changes::default().field("name", &before.name, &column.name).field("kind", before.kind, column.kind).field(
        "wip_limit",
        before.wip_limit,
        column.wip_limit,
    );
    if changes.is_empty() {
        return Ok(ColumnView::new(column, count)); // Nothing is different, so nothing happened.
    }
    column.version += 1;
    column.updated_at = work.now;
    store::columns::update_column(&mut work.tx, &column).await?;
    if column.kind != before.kind {
        let completed = (column.kind == ColumnKind::Done).then_some(work.now);
        store::cards::set_completed_in_column(&mut work.tx, id, completed).await?;
        let now = work.now;
        store::stays::follow_column(&mut work.tx, id, now).await?;
    }
    let view = ColumnView::new(column, count);
    let data = json!({"column": view, "changes": changes.into_value()});
    work.record(Event::of_board("column.updated", &place, view.board_id, data));
    work.commit().await?;
    Ok(view)
}

/// Deletes the column: its cards go along, or move to the end of another column of the board, in several transactions
/// where there are many. Whoever comes while they move sees them in either column; the column itself goes last.
pub async fn delete(ctx: &Ctx, actor: &Actor, id: ColumnId, move_cards_to: Option<ColumnId>, expect: Expect) -> Result<()> {
    if move_cards_to == Some(id) {
        return Err(AppError::invalid("/move_cards_to", "must be another column than the one to delete"));
    }
    loop {
        let mut work = ctx.begin(actor).await?;
        let place = writable(place(&mut work.tx, actor, id).await?, "delete this column")?;
        // In the order of their ids, as everyone who locks two columns does.
        let mut locked: Vec<ColumnId> = std::iter::once(id).chain(move_cards_to).collect();
        locked.sort();
        for column in locked {
            store::lock(&mut work.tx, Lock::Column(column)).await?;
        }
        let (column, count) = store::columns::find_counted(&mut work.tx, id).await?.ok_or(AppError::NotFound("column"))?;
        expect.check(column.version, || ColumnView::new(column.clone(), count))?;
        let now = work.now;
        if let Some(to) = move_cards_to {
            let to = store::columns::find_column(&mut work.tx, to)
                .await?
                .filter(|to| to.board_id == column.board_id)
                .ok_or_else(|| AppError::invalid("/move_cards_to", "must be a column of the same board"))?;
            if cards::move_batch(&mut work, &place, &column, &to).await? {
                work.commit().await?;
                continue;
            }
        } else {
            store::cards::delete_cards_of_column(&mut work.tx, id, now).await?;
        }
        store::columns::delete_column(&mut work.tx, id, now).await?;
        let data = json!({"column": {"id": id, "name": column.name}, "cards_moved_to": move_cards_to});
        work.record(Event::of_board("column.deleted", &place, column.board_id, data));
        return work.commit().await;
    }
}

/// Where the column is and how the caller stands there; 404 for whoever may not see it.
pub(crate) async fn place(on: impl Runs, actor: &Actor, id: ColumnId) -> Result<Place> {
    let place = store::access::column(on, id, actor.caller()).await?;
    place.filter(|place| place.permissions().allows(Permission::BoardView)).ok_or(AppError::NotFound("column"))
}

/// The column, locked, and where it is; 404 for whoever may not see it and 403 for whoever may not do `what` there.
pub(crate) async fn lock_writable(tx: &mut Tx, actor: &Actor, id: ColumnId, what: &str) -> Result<(Place, Column)> {
    let found = store::access::lock_column(tx, id, actor.caller()).await?;
    let found = found.filter(|(place, _)| place.permissions().allows(Permission::BoardView));
    let (place, column) = found.ok_or(AppError::NotFound("column"))?;
    Ok((writable(place, what)?, column))
}

pub(super) fn writable(place: Place, what: &str) -> Result<Place> {
    if place.permissions().allows(Permission::BoardWrite) { Ok(place) } else { Err(AppError::forbidden(what)) }
}
