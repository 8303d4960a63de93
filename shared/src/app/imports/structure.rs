//! The labels, boards and columns that a parcel's cards go to: found where they are there, made where they are not. Doing
//! it again finds them all.

use std::collections::HashMap;

use serde_json::json;
use uuid::Uuid;

use super::{
    parcel::{BoardIn, ColumnIn, LeftOut, Parcel},
    run::Turn,
};
use crate::{
    app::{
        Changes, Event, Result, boards,
        columns::{ColumnView, MOST as COLUMNS_MAX},
        labels::LabelView,
        projects,
    },
    domain::{BoardId, ColumnId, ColumnKind, ImportState, LabelId, Permission, rank},
    events::Hint,
    store::{self, Lock, boards::Board, columns::Column, imports::Kind, labels::Label},
};

/// So many labels one import makes at most.
const LABELS_MAX: usize = 500;

/// Where the things of a parcel are here, by their places in it.
pub struct Ground {
    pub labels: Vec<Option<Label>>,
    pub boards: Vec<BoardHere>,
}

pub struct BoardHere {
    /// `None`: the importer may not write on it.
    pub id: Option<BoardId>,
    /// Whether an import made it: then its columns take as many cards as the file has.
    pub made: bool,
    pub columns: Vec<Option<ColumnId>>,
}

/// Makes the ground ready; the first time, also notes how much there is to do.
pub async fn prepare(turn: &mut Turn, parcel: &mut Parcel) -> Result<Ground> {
    let mut left_out = LeftOut::default();
    let first = turn.import.state == ImportState::Queued;
    if first {
        left_out = std::mem::take(&mut parcel.left_out);
        begin(turn, parcel).await?;
    }
    let labels = labels(turn, parcel, &mut left_out).await?;
    let boards = all_boards(turn, parcel, &mut left_out).await?;
    // An import that goes on has told of it before.
    if first {
        turn.note(left_out);
    }
    Ok(Ground { labels, boards })
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

/// A project as it was made, with nothing in it yet, becomes what the document says: its one empty board makes room, and
/// its description, status and deadline are the document's. Its name and who may see it stay.
async fn take_over(turn: &mut Turn, parcel: &Parcel) -> Result<()> {
    let (Some(told), true) = (&parcel.project, turn.manages()) else { return Ok(()) };
    let Turn { work, import, place, .. } = turn;
    store::lock(&mut work.tx, Lock::Project(import.project_id)).await?;
    let Some(mut project) = store::projects::find_project(&mut work.tx, import.project_id).await? else { return Ok(()) };
    let found = store::imports::list_boards(&mut work.tx, import.project_id).await?;
    let [(board, _, 0, 1)] = found.as_slice() else { return Ok(()) };
    let untouched =
        project.version == 1 && store::columns::list_columns(&mut work.tx, *board).await?.iter().all(|c| c.version == 1);
    if !untouched || parcel.boards.is_empty() {
        return Ok(());
    }
    let now = work.now;
    if let Some(board) = store::boards::find_board(&mut work.tx, *board).await? {
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

async fn labels(turn: &mut Turn, parcel: &Parcel, left_out: &mut LeftOut) -> Result<Vec<Option<Label>>> {
    let Turn { work, import, place, .. } = turn;
    let (project, source) = (import.project_id, import.source);
    if parcel.labels.is_empty() {
        return Ok(Vec::new());
    }
    let mut there = store::labels::list_labels(&mut work.tx, project, None, i64::from(u16::MAX)).await?;
    let foreign: Vec<String> = parcel.labels.iter().map(|label| label.foreign.clone()).collect();
    let before = store::imports::list_imported(&mut work.tx, project, source, Kind::Label, &foreign).await?;
    let about = store::projects::find_project(&mut work.tx, project).await?.map(|project| projects::brief(&project));
    let (mut found, mut pairs, mut made) = (Vec::new(), Vec::new(), 0);
    for label in &parcel.labels {
        let id = before.get(&label.foreign).map(|id| LabelId(*id));
        let key = label.name.to_lowercase();
        let same = there
            .iter()
            .find(|known| Some(known.id) == id)
            .or_else(|| there.iter().find(|known| known.name.to_lowercase() == key));
        if let Some(same) = same {
            found.push(Some(same.clone()));
            continue;
        }
        if made >= LABELS_MAX {
            left_out.one("label", &label.name, format!("is more than the {LABELS_MAX} labels that one import makes"));
            found.push(None);
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
            made += 1;
            pairs.push((label.foreign.clone(), new.id.0));
            let view = LabelView::from(new.clone());
            let data = json!({"project": about, "change": "label_created", "label": view, "changes": {}});
            work.record(Event::of_project("project.updated", place.team_id, project, data));
            there.push(new.clone());
            found.push(Some(new));
        } else {
            found.push(store::labels::find_label_by_name(&mut work.tx, project, &label.name).await?);
        }
    }
    store::imports::insert_imported(&mut work.tx, project, source, Kind::Label, &pairs).await?;
    Ok(found)
}

async fn all_boards(turn: &mut Turn, parcel: &Parcel, left_out: &mut LeftOut) -> Result<Vec<BoardHere>> {
    let foreign: Vec<String> = parcel.boards.iter().map(|board| board.foreign.clone()).collect();
    let columns: Vec<String> =
        parcel.boards.iter().flat_map(|board| &board.columns).map(|column| column.foreign.clone()).collect();
    let (project, source) = (turn.import.project_id, turn.import.source);
    let tx = &mut turn.work.tx;
    let boards_before = store::imports::list_imported(tx, project, source, Kind::Board, &foreign).await?;
    let columns_before = store::imports::list_imported(tx, project, source, Kind::Column, &columns).await?;
    let mut here = Vec::new();
    for board in &parcel.boards {
        here.push(one_board(turn, board, &boards_before, &columns_before, left_out).await?);
    }
    Ok(here)
}

async fn one_board(
    turn: &mut Turn,
    board: &BoardIn,
    boards_before: &HashMap<String, Uuid>,
    columns_before: &HashMap<String, Uuid>,
    left_out: &mut LeftOut,
) -> Result<BoardHere> {
    let (project, source, caller) = (turn.import.project_id, turn.import.source, turn.caller);
    let before = boards_before.get(&board.foreign).map(|id| BoardId(*id));
    let visible = store::exports::list_boards(&mut turn.work.tx, project, caller).await?;
    let writable =
        |id: BoardId| visible.iter().any(|(board, place)| board.id == id && place.permissions().allows(Permission::BoardWrite));
    let by_name = || {
        let same = |this: &&(Board, _)| board.name.is_empty() || this.0.name.to_lowercase() == board.name.to_lowercase();
        let found = visible.iter().filter(|(board, _)| writable(board.id)).find(same);
        found.map(|(board, _)| board.id).filter(|_| board.by_name)
    };
    let (id, made) = match before.or_else(by_name) {
        Some(id) if writable(id) => (id, before.is_some() && id.to_string() != board.foreign && !board.by_name),
        Some(_) => {
            left_out.one("board", &board.name, "is one on which your role does not let you write: its cards are left out");
            return Ok(BoardHere { id: None, made: false, columns: vec![None; board.columns.len()] });
        }
        None => (make_board(turn, board).await?, true),
    };
    let columns = columns_of(turn, board, id, columns_before, left_out).await?;
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

async fn columns_of(
    turn: &mut Turn,
    board: &BoardIn,
    id: BoardId,
    before: &HashMap<String, Uuid>,
    left_out: &mut LeftOut,
) -> Result<Vec<Option<ColumnId>>> {
    let Turn { work, import, place, .. } = turn;
    store::lock(&mut work.tx, Lock::Board(id)).await?;
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
    store::imports::insert_imported(&mut work.tx, import.project_id, import.source, Kind::Column, &pairs).await?;
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
