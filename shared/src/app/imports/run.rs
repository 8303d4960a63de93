//! The job: one import from its file to its end.

use bytes::Bytes;
use chrono_tz::Tz;
use futures_util::StreamExt;
use tokio::task::spawn_blocking;

use super::{
    SIZE_MAX, batch, contents,
    parcel::LeftOut,
    people::People,
    reading::{self, Read},
    structure,
};
use crate::{
    app::{AppError, Ctx, Result, Trace, Work},
    domain::{FileId, ImportId, ImportState, Permission},
    storage::{Part, StorageError},
    store::{
        self,
        access::{Caller, Place},
        imports::Import,
        users::Creator,
    },
};

/// Why an import goes no further.
pub(super) enum Stop {
    /// It can never go further; the reason is for whoever began it.
    Refused(String),
    /// It may later.
    Broken(AppError),
}

impl<E: Into<AppError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Stop::Broken(error.into())
    }
}

fn refused<T>(why: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Refused(why.into()))
}

/// One transaction of an import, while no other import into the project has one.
pub(super) struct Turn {
    pub work: Work,
    pub import: Import,
    pub place: Place,
    pub caller: Caller,
    pub importer: Creator,
    zone: Tz,
}

impl Turn {
    /// Begins it, once more looking whether the importer may.
    pub async fn begin(ctx: &Ctx, (id, trace): (ImportId, &Trace)) -> Result<Self, Stop> {
        let first = store::imports::find_import(&ctx.db, id).await?.ok_or(AppError::NotFound("import"))?;
        let mut work = Work::begin(ctx, Some(first.creator.created_by), trace.clone()).await?;
        store::imports::take_turn(&mut work.tx, first.project_id).await?;
        let import = store::imports::find_import(&mut work.tx, id).await?.ok_or(AppError::NotFound("import"))?;
        if import.state.is_over() {
            return Err(AppError::conflict("import_over", "another run of this import has ended it").into());
        }
        let user = store::users::find_user(&mut work.tx, import.creator.created_by).await?;
        let Some(user) = user.filter(|user| user.disabled_at.is_none()) else {
            return refused("the account of whoever began it is not in use any more");
        };
        let caller = Caller { id: user.id, instance_admin: user.role == crate::domain::InstanceRole::Admin };
        let Some(place) = store::access::project(&mut work.tx, import.project_id, caller).await? else {
            return refused("the project was deleted");
        };
        if !place.permissions().allows(Permission::BoardWrite) {
            return refused("your role does not let you import into this project any more");
        }
        let zone = user.time_zone.parse().unwrap_or(chrono_tz::UTC);
        let importer = import.creator.clone();
        Ok(Self { work, import, place, caller, importer, zone })
    }

    /// Whether the importer may put things in the name of others.
    pub fn manages(&self) -> bool {
        self.place.permissions().allows(Permission::BoardManage)
    }

    /// Adds to what the report says.
    pub fn note(&mut self, left_out: LeftOut) {
        let mut all = LeftOut::read(&self.import.left_out);
        all.extend(left_out);
        self.import.left_out = all.written();
    }

    /// Writes how far it is, and commits it with all that was done.
    pub async fn commit(mut self) -> Result<Import> {
        self.import.updated_at = self.work.now;
        store::imports::update_import(&mut self.work.tx, &self.import).await?;
        self.work.commit().await?;
        Ok(self.import)
    }
}

/// Runs an import, or goes on with one that was interrupted. Running it again after its end does nothing.
pub async fn run(ctx: &Ctx, id: ImportId, trace: &Trace) -> Result<()> {
    let Some(import) = store::imports::find_import(&ctx.db, id).await? else { return Ok(()) };
    if !import.state.is_over() {
        match carry(ctx, &import, trace).await {
            Ok(()) => {}
            Err(Stop::Refused(why)) => fail(ctx, id, why).await?,
            Err(Stop::Broken(error)) => return Err(error),
        }
    }
    Ok(ctx.storage.delete(FileId(id.0), Part::Import).await?)
}

/// Ends an import that has failed too often, or has not moved for too long.
pub async fn give_up(ctx: &Ctx, id: ImportId) -> Result<()> {
    fail(ctx, id, "something went wrong here; whoever runs this instance finds in its log what").await?;
    Ok(ctx.storage.delete(FileId(id.0), Part::Import).await?)
}

async fn fail(ctx: &Ctx, id: ImportId, why: impl Into<String>) -> Result<()> {
    let Some(first) = store::imports::find_import(&ctx.db, id).await? else { return Ok(()) };
    let mut work = ctx.begin_unattended().await?;
    store::imports::take_turn(&mut work.tx, first.project_id).await?;
    let Some(mut import) = store::imports::find_import(&mut work.tx, id).await? else { return Ok(()) };
    if import.state.is_over() {
        return Ok(());
    }
    import.state = ImportState::Failed;
    // It may quote what stands in the file.
    import.reason = Some(why.into().chars().filter(|c| !c.is_control()).take(500).collect());
    (import.updated_at, import.finished_at) = (work.now, Some(work.now));
    store::imports::update_import(&mut work.tx, &import).await?;
    work.commit().await
}

async fn carry(ctx: &Ctx, import: &Import, trace: &Trace) -> Result<(), Stop> {
    let of = (import.id, trace);
    // Asked before the work of reading it.
    let zone = Turn::begin(ctx, of).await?.zone;
    let content = content(ctx, import).await?;
    let (source, name) = (import.source, import.file_name.clone());
    let read = spawn_blocking(move || reading::read(source, &name, content, zone)).await;
    let read = read.map_err(|error| AppError::Internal(error.into()))?;
    let Read { mut parcel, mut archive } = match read {
        Ok(read) => read,
        Err(why) => return refused(why),
    };
    let people = People::find(&ctx.db, &parcel.people).await?;
    let mut ground = structure::prepare(ctx, of, &mut parcel).await?;
    loop {
        let mut turn = Turn::begin(ctx, of).await?;
        let done = usize::try_from(turn.import.done).unwrap_or_default();
        let told = if done == 0 { std::mem::take(&mut ground.left_out) } else { LeftOut::default() };
        if done < parcel.cards.len() {
            let batch = batch::next(&parcel, done);
            turn.note(told);
            batch::carry(&mut turn, batch, &parcel, &ground, &people).await?;
            turn.commit().await?;
        } else if let Some(file) = parcel.files.get(done - parcel.cards.len()) {
            let at = turn.import.done;
            drop(turn); // Nothing waits while a content goes to the storage.
            contents::carry(ctx, (import, trace), (at, file, told), &mut archive, &people).await?;
        } else {
            turn.note(told);
            turn.import.state = ImportState::Done;
            turn.import.finished_at = Some(turn.work.now);
            turn.commit().await?;
            return Ok(());
        }
    }
}

async fn content(ctx: &Ctx, import: &Import) -> Result<Bytes, Stop> {
    let size = u64::try_from(import.size).unwrap_or_default().min(SIZE_MAX);
    let mut pieces = match ctx.storage.read(FileId(import.id.0), Part::Import, 0..size).await {
        Ok(pieces) => pieces,
        Err(StorageError::Missing(_)) => return refused("the file that was sent is gone"),
        Err(error) => return Err(error.into()),
    };
    let mut content = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    while let Some(piece) = pieces.next().await {
        content.extend_from_slice(&piece.map_err(AppError::from)?);
    }
    Ok(content.into())
}
