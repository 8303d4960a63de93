//! The labels, boards and columns that a parcel's cards go to: found where they are there, made where they are not, in
//! transactions that are short however many there are. Doing it again finds them all.

use std::collections::{HashMap, HashSet};

use serde_json::json;
use uuid::Uuid;

use super::{
    parcel::{BoardIn, ColumnIn, LabelIn, LeftOut, Parcel},
    run::{Stop, Turn},
};
use crate::{
    app::{
        Changes, Ctx, Event, Result, Trace, boards,
        columns::{ColumnView, MOST as COLUMNS_MAX},
        labels::LabelView,
        projects,
    },
    domain::{BoardId, ColumnId, ColumnKind, ImportId, ImportState, LabelId, Permission, rank},
    events::Hint,
    store::{self, Lock, access::Place, boards::Board, columns::Column, imports::Kind, labels::Label},
};

/// Labels made in one transaction: few enough that no writer waits long.
const LABELS: usize = 50;

/// Where the things of a parcel are here, by their places in it.
#[derive(Default)]
pub struct Ground {
    pub labels: Vec<Option<Label>>,
    pub boards: Vec<BoardHere>,
    /// What of it there is not, to be told with the first cards: a run that goes on after those has told of it before.
    pub left_out: LeftOut,
}

pub struct BoardHere {
    /// `None`: the importer may not write on it.
    pub id: Option<BoardId>,
    /// Whether an import made it: then its columns take as many cards as the file has.
    pub made: bool,
    pub columns: Vec<Option<ColumnId>>,
}

/// Makes the ground ready, some labels or one board in a transaction; the first time, also notes how much there is to do.
pub async fn prepare(ctx: &Ctx, of: (ImportId, &Trace), parcel: &mut Parcel) -> Result<Ground, Stop> {
    let mut turn = Turn::begin(ctx, of).await?;
    if turn.import.state == ImportState::Queued {
        turn.note(std::mem::take(&mut parcel.left_out));
        begin(&mut turn, parcel).await?;
    }
    let caller = turn.caller;
    let project = turn.commit().await?.project_id;
    let mut ground = Ground::default();
    for some in parcel.labels.chunks(LABELS) {
        let mut turn = Turn::begin(ctx, of).await?;
        let here = labels(&mut turn, some).await?;
        turn.commit().await?;
        ground.labels.extend(here);
    }
    let seen = Seen::new(store::exports::list_boards(&ctx.db, project, caller).await?);
    for board in &parcel.boards {
        let mut turn = Turn::begin(ctx, of).await?;
        let here = one_board(&mut turn, board, &seen, &mut ground.left_out).await?;
        turn.commit().await?;
        ground.boards.push(here);
    }
    Ok(ground)
}

async fn begin(turn: &mut Turn, parcel: &Parcel) -> Result<()> {
    let Turn { work, import, .. } = turn;
    import.state = ImportState::Running;
    import.total = i64::try_from(parcel.cards.len() + parcel.files.len()).unwrap_or(i64::MAX);
    let mut numbers: Vec<i64> = parcel.cards.iter().filter_map(|card| card.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    if let Some(last) = numbers.last()
        && numbers.len() == parcel.cards.len()
    {
        import.keeps_numbers = store::imports::reserve_card_numbers(&mut work.tx, import.project_id, last + 1).await?;
    }
    take_over(turn, parcel).await
}

/// A project as it was made, with nothing in it yet, becomes what the document says: the board that it was made with makes
/// room, if nothing was done to that, and its description, status and deadline are the document's. Its name and who may see
/// it stay.
async fn take_over(turn: &mut Turn, parcel: &Parcel) -> Result<()> {
    let (Some(told), true) = (&parcel.project, turn.manages()) else { return Ok(()) };
    let Turn { work, import, place, .. } = turn;
    store::lock(&mut work.tx, Lock::Project(import.project_id)).await?;
    let Some(mut project) = store::projects::find_project(&mut work.tx, import.project_id).await? else { return Ok(()) };
    let Some(board) = store::imports::find_untouched_board(&mut work.tx, import.project_id).await? else { return Ok(()) };
    if project.version != 1 || parcel.boards.is_empty() {
        return Ok(());
    }
    let now = work.now;
    if let Some(board) = store::boards::find_board(&mut work.tx, board).await? {
        store::boards::delete_board(&mut work.tx, board.id, now).await?;
        let data = json!({"board": boards::brief(&board)});
        work.record(Event::of_board("board.deleted", place, board.id, data).also_in_project());
        work.hint(Hint::Access(board.id.0));
    }
    let before = project.clone();
    if project.description.is_empty() {
        project.description.clone_from(&told.description);
    }
    project.status = told.status;
    project.deadline = project.deadline.or(told.deadline);
    let changes = Changes::default()
        .field("status", before.status, project.status)
        .field("deadline", before.deadline, project.deadline)
        .long_text("description", &before.description, &project.description);
    if changes.is_empty() {
        return Ok(());
    }
    project.version += 1;
    project.updated_at = now;
    store::projects::update_project(&mut work.tx, &project).await?;
    let data = json!({"project": projects::brief(&project), "changes": changes.into_value()});
    work.record(Event::of_project("project.updated", project.team_id, project.id, data));
    Ok(())
}

async fn labels(turn: &mut Turn, some: &[LabelIn]) -> Result<Vec<Option<Label>>> {
    let Turn { work, import, place, .. } = turn;
    let (project, source) = (import.project_id, import.source);
    let there = store::labels::list_labels(&mut work.tx, project, None, i64::from(u16::MAX)).await?;
    let foreign: Vec<String> = some.iter().map(|label| label.foreign.clone()).collect();
    let before = store::imports::list_imported(&mut work.tx, project, source, Kind::Label, &foreign).await?;
    let about = store::projects::find_project(&mut work.tx, project).await?.map(|project| projects::brief(&project));
    let mut by_id: HashMap<LabelId, Label> = there.into_iter().map(|label| (label.id, label)).collect();
    let mut by_name: HashMap<String, LabelId> = by_id.values().map(|label| (label.name.to_lowercase(), label.id)).collect();
    let (mut found, mut pairs) = (Vec::new(), Vec::new());
    for label in some {
        let id = before.get(&label.foreign).map(|id| LabelId(*id)).filter(|id| by_id.contains_key(id));
        let key = label.name.to_lowercase();
        if let Some(same) = id.or_else(|| by_name.get(&key).copied()) {
            found.push(by_id.get(&same).cloned());
            continue;
        }
        let new = Label {
            id: LabelId::new(),
            project_id: project,
            name: label.name.clone(),
            color: label.color.clone(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
        };
        if store::labels::insert_label(&mut work.tx, &new).await? {
            pairs.push((label.foreign.clone(), new.id.0));
            let view = LabelView::from(new.clone());
            let data = json!({"project": about, "change": "label_created", "label": view, "changes": {}});
            work.record(Event::of_project("project.updated", place.team_id, project, data));
            by_name.insert(key, new.id);
            by_id.insert(new.id, new.clone());
            found.push(Some(new));
        } else {
            found.push(store::labels::find_label_by_name(&mut work.tx, project, &label.name).await?);
        }
    }
    store::imports::insert_imported(&mut work.tx, project, source, Kind::Label, &pairs).await?;
    Ok(found)
}

/// The project's boards that the importer sees, by what a file may mean them.
struct Seen {
    writable: HashSet<BoardId>,
    /// Of those, the first one and the first of each name.
    first: Option<BoardId>,
    by_name: HashMap<String, BoardId>,
}

impl Seen {
    fn new(boards: Vec<(Board, Place)>) -> Self {
        let mut seen = Self { writable: HashSet::new(), first: None, by_name: HashMap::new() };
        for (board, _) in boards.into_iter().filter(|(_, place)| place.permissions().allows(Permission::BoardWrite)) {
            seen.writable.insert(board.id);
            seen.first.get_or_insert(board.id);
            seen.by_name.entry(board.name.to_lowercase()).or_insert(board.id);
        }
        seen
    }

    fn meant(&self, board: &BoardIn) -> Option<BoardId> {
        match (board.by_name, board.name.is_empty()) {
            (false, _) => None,
            (true, true) => self.first,
            (true, false) => self.by_name.get(&board.name.to_lowercase()).copied(),
        }
    }
}

async fn one_board(turn: &mut Turn, board: &BoardIn, seen: &Seen, left_out: &mut LeftOut) -> Result<BoardHere> {
    let (project, source) = (turn.import.project_id, turn.import.source);
    let tx = &mut turn.work.tx;
    let foreign = std::slice::from_ref(&board.foreign);
    let before = store::imports::list_imported(&mut *tx, project, source, Kind::Board, foreign).await?;
    let before = before.get(&board.foreign).map(|id| BoardId(*id));
    let found = before.or_else(|| seen.meant(board));
    if let Some(id) = found
        && !(seen.writable.contains(&id) && store::lock(tx, Lock::Board(id)).await?)
    {
        left_out.one("board", &board.name, "is one on which your role does not let you write: its cards are left out");
        return Ok(BoardHere { id: None, made: false, columns: vec![None; board.columns.len()] });
    }
    let (id, made) = match found {
        Some(id) => (id, before.is_some() && Uuid::try_parse(&board.foreign) != Ok(id.0) && !board.by_name),
        None => (make_board(turn, board).await?, true),
    };
    let columns = columns_of(turn, board, id, left_out).await?;
    let pairs = [(board.foreign.clone(), id.0)];
    store::imports::insert_imported(&mut turn.work.tx, project, source, Kind::Board, &pairs).await?;
    Ok(BoardHere { id: Some(id), made, columns })
}

async fn make_board(turn: &mut Turn, board: &BoardIn) -> Result<BoardId> {
    let Turn { work, import, place, importer, .. } = turn;
    let stem = import.file_name.rsplit_once('.').map_or(import.file_name.as_str(), |(stem, _)| stem);
    let name = if board.name.is_empty() { stem.to_owned() } else { board.name.clone() };
    let new = Board {
        id: BoardId::new(),
        project_id: import.project_id,
        name,
        description: board.description.clone(),
        wip_mode: board.wip_mode,
        version: 1,
        creator: importer.clone(),
        created_at: work.now,
        updated_at: work.now,
    };
    store::boards::insert_board(&mut work.tx, &new).await?;
    let data = json!({"board": boards::brief(&new)});
    work.record(Event::of_board("board.created", place, new.id, data).also_in_project());
    Ok(new.id)
}

async fn columns_of(turn: &mut Turn, board: &BoardIn, id: BoardId, left_out: &mut LeftOut) -> Result<Vec<Option<ColumnId>>> {
    let Turn { work, import, place, .. } = turn;
    let (project, source) = (import.project_id, import.source);
    let foreign: Vec<String> = board.columns.iter().map(|column| column.foreign.clone()).collect();
    let before = store::imports::list_imported(&mut work.tx, project, source, Kind::Column, &foreign).await?;
    let mut there = store::columns::list_columns(&mut work.tx, id).await?;
    let (mut found, mut pairs) = (Vec::new(), Vec::new());
    for column in &board.columns {
        let known = before.get(&column.foreign).map(|id| ColumnId(*id));
        if let Some(same) = there.iter().find(|this| Some(this.id) == known).or_else(|| same_name(&there, board, column)) {
            found.push(Some(same.id));
            continue;
        }
        if there.len() >= COLUMNS_MAX {
            left_out.one("column", &column.name, format!("is more than the {COLUMNS_MAX} columns that a board may have"));
            found.push(None);
            continue;
        }
        let plain = match column.kind {
            ColumnKind::Todo => "To Do",
            ColumnKind::InProgress => "In Progress",
            ColumnKind::Done => "Done",
        };
        let new = Column {
            id: ColumnId::new(),
            board_id: id,
            name: if column.name.is_empty() { plain.to_owned() } else { column.name.clone() },
            kind: column.kind,
            wip_limit: column.wip_limit,
            position: rank::between(there.last().map(|last| last.position.as_str()), None),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
        };
        store::columns::insert_column(&mut work.tx, &new).await?;
        let data = json!({"column": ColumnView::new(new.clone(), 0)});
        work.record(Event::of_board("column.created", place, id, data));
        pairs.push((column.foreign.clone(), new.id.0));
        found.push(Some(new.id));
        there.push(new);
    }
    store::imports::insert_imported(&mut work.tx, project, source, Kind::Column, &pairs).await?;
    Ok(found)
}

/// The column that a table means by a name, or where it says none, by a kind.
fn same_name<'a>(there: &'a [Column], board: &BoardIn, column: &ColumnIn) -> Option<&'a Column> {
    if !board.by_name {
        return None;
    }
    if column.name.is_empty() {
        return there.iter().find(|this| this.kind == column.kind).or_else(|| there.first());
    }
    there.iter().find(|this| this.name.to_lowercase() == column.name.to_lowercase())
}
