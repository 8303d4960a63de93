//! A board's life. A new one has the columns To Do, In Progress and Done.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

use crate::{
    app::{Actor, AppError, Changes, Ctx, Event, Expect, Fields, Result, Work, people::Person, projects},
    domain::{BoardId, ColumnId, ColumnKind, Permission, ProjectId, WipMode, rank, text},
    store::{self, Lock, Runs, access::Place, boards::Board, columns::Column},
};

#[derive(Clone, Debug, Serialize)]
pub struct BoardView {
    pub id: BoardId,
    pub project_id: ProjectId,
    pub name: String,
    pub description: String,
    /// What happens when a column is over its limit.
    pub wip_mode: WipMode,
    /// What the caller may do on it.
    pub permissions: Vec<Permission>,
    pub version: i64,
    pub created_by: Person,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Debug)]
pub struct NewBoard {
    pub name: String,
    pub description: Option<String>,
}

#[derive(Debug, Default)]
pub struct BoardChange {
    pub name: Option<String>,
    pub description: Option<String>,
    pub wip_mode: Option<WipMode>,
    pub expect: Expect,
}

pub(super) fn view(board: Board, place: &Place) -> BoardView {
    BoardView {
        id: board.id,
        project_id: board.project_id,
        name: board.name,
        description: board.description,
        wip_mode: board.wip_mode,
        permissions: place.permissions().iter().collect(),
        version: board.version,
        created_by: board.creator.into(),
        created_at: board.created_at,
        updated_at: board.updated_at,
    }
}

pub async fn create(ctx: &Ctx, actor: &Actor, project: ProjectId, new: NewBoard) -> Result<BoardView> {
    let mut fields = Fields::default();
    let name = fields.take("/name", text::line(&new.name));
    let description = fields.take("/description", text::body(new.description.as_deref().unwrap_or_default()));
    fields.done()?;
    let mut work = ctx.begin(actor).await?;
    let place = projects::place(&mut work.tx, actor, project).await?;
    if !place.permissions().allows(Permission::BoardManage) {
        return Err(AppError::forbidden("make boards in this project"));
    }
    let board = insert(&mut work, actor, &place, name, description).await?;
    work.commit().await?;
    Ok(view(board, &place))
}

/// The board that a new project comes with.
pub(crate) async fn insert_first(work: &mut Work, actor: &Actor, place: &Place, name: &str) -> Result<Board> {
    insert(work, actor, place, name.to_owned(), String::new()).await
}

async fn insert(work: &mut Work, actor: &Actor, place: &Place, name: String, description: String) -> Result<Board> {
    let board = Board {
        id: BoardId::new(),
        project_id: place.project_id,
        name,
        description,
        wip_mode: WipMode::Warn,
        version: 1,
        creator: actor.creator(),
        created_at: work.now,
        updated_at: work.now,
    };
    store::boards::insert_board(&mut work.tx, &board).await?;
    let kinds = [("To Do", ColumnKind::Todo), ("In Progress", ColumnKind::InProgress), ("Done", ColumnKind::Done)];
    for ((name, kind), position) in kinds.into_iter().zip(rank::spread(kinds.len())) {
        let column = Column {
            id: ColumnId::new(),
            board_id: board.id,
            name: name.to_owned(),
            kind,
            wip_limit: None,
            position,
            version: 1,
            created_at: work.now,
            updated_at: work.now,
        };
        store::columns::insert_column(&mut work.tx, &column).await?;
    }
    work.record(Event::of_board("board.created", place, board.id, json!({"board": brief(&board)})).also_in_project());
    Ok(board)
}

pub async fn get(ctx: &Ctx, actor: &Actor, id: BoardId) -> Result<BoardView> {
    let place = place(&ctx.db, actor, id).await?;
    let board = store::boards::find_board(&ctx.db, id).await?.ok_or(AppError::NotFound("board"))?;
    Ok(view(board, &place))
}

pub async fn update(ctx: &Ctx, actor: &Actor, id: BoardId, change: BoardChange) -> Result<BoardView> {
    let mut fields = Fields::default();
    let name = fields.maybe("/name", change.name.as_deref().map(text::line));
    let description = fields.maybe("/description", change.description.as_deref().map(text::body));
    fields.done()?;
    let mut work = ctx.begin(actor).await?;
    let place = managed(&mut work.tx, actor, id, "change this board").await?;
    store::lock(&mut work.tx, Lock::Board(id)).await?;
    let mut board = store::boards::find_board(&mut work.tx, id).await?.ok_or(AppError::NotFound("board"))?;
    change.expect.check(board.version, || view(board.clone(), &place))?;
    let before = board.clone();
    board.name = name.unwrap_or(board.name);
    board.description = description.unwrap_or(board.description);
    board.wip_mode = change.wip_mode.unwrap_or(board.wip_mode);
    let changes = Changes::default()
        .field("name", &before.name, &board.name)
        .field("wip_mode", before.wip_mode, board.wip_mode)
        .long_text("description", &before.description, &board.description);
    if changes.is_empty() {
        return Ok(view(board, &place)); // Nothing is different, so nothing happened.
    }
    board.version += 1;
    board.updated_at = work.now;
    store::boards::update_board(&mut work.tx, &board).await?;
    let data = json!({"board": brief(&board), "changes": changes.into_value()});
    work.record(Event::of_board("board.updated", &place, id, data).also_in_project());
    work.commit().await?;
    Ok(view(board, &place))
}

/// Deletes the board with all that is on it, and ends its sockets.
pub async fn delete(ctx: &Ctx, actor: &Actor, id: BoardId, expect: Expect) -> Result<()> {
    let mut work = ctx.begin(actor).await?;
    let place = managed(&mut work.tx, actor, id, "delete this board").await?;
    store::lock(&mut work.tx, Lock::Board(id)).await?;
    let board = store::boards::find_board(&mut work.tx, id).await?.ok_or(AppError::NotFound("board"))?;
    expect.check(board.version, || view(board.clone(), &place))?;
    let now = work.now;
    store::boards::delete_board(&mut work.tx, id, now).await?;
    work.record(Event::of_board("board.deleted", &place, id, json!({"board": brief(&board)})).also_in_project());
    work.hint(crate::events::Hint::Access(id.0));
    work.commit().await
}

/// What events tell of a board.
pub(crate) fn brief(board: &Board) -> serde_json::Value {
    json!({"id": board.id, "name": board.name, "description": board.description, "wip_mode": board.wip_mode, "version": board.version})
}

/// Where the board is and how the caller stands on it; 404 for whoever may not see it.
pub(crate) async fn place(on: impl Runs, actor: &Actor, id: BoardId) -> Result<Place> {
    let place = store::access::board(on, id, actor.caller()).await?;
    place.filter(|place| place.permissions().allows(Permission::BoardView)).ok_or(AppError::NotFound("board"))
}

async fn managed(on: impl Runs, actor: &Actor, id: BoardId, what: &str) -> Result<Place> {
    let place = place(on, actor, id).await?;
    if place.permissions().allows(Permission::BoardManage) { Ok(place) } else { Err(AppError::forbidden(what)) }
}
