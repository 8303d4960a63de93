//! Who is on a board or project now, by any process. Each API process keeps rows of the sockets that it holds and says
//! now and then that it lives; what a process that was killed left behind does not count after [`GONE`].

use chrono::TimeDelta;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    app::{Actor, Ctx, Result, boards, people::Person},
    domain::BoardId,
    events::Hint,
    store,
};

pub use crate::store::online::Presence;

/// A process that was not heard of for this long is gone.
const GONE: TimeDelta = TimeDelta::seconds(6);
/// Its rows are taken away after this: one that was only asleep finds most of them still there.
const FORGOTTEN: TimeDelta = TimeDelta::minutes(2);

#[derive(Debug, Serialize)]
pub struct OnlineView {
    /// Everyone once, however many sockets they have open.
    pub items: Vec<Person>,
}

/// Who is on a board.
pub async fn on_board(ctx: &Ctx, actor: &Actor, board: BoardId) -> Result<OnlineView> {
    boards::place(&ctx.db, actor, board).await?;
    Ok(OnlineView { items: online(ctx, board.0).await? })
}

/// Who is on a stream, oldest account first. For whoever may follow it.
pub async fn online(ctx: &Ctx, stream: Uuid) -> Result<Vec<Person>> {
    let people = store::online::list_online(&ctx.db, stream, ctx.clock.now() - GONE).await?;
    Ok(people.into_iter().map(Person::from).collect())
}

/// Who came to this process's sockets, and who left.
#[derive(Debug, Default)]
pub struct Arrivals {
    pub came: Vec<Presence>,
    pub left: Vec<Presence>,
}

/// Notes who came to a process and who left it, and tells those who are there.
pub async fn come_and_go(ctx: &Ctx, process: Uuid, arrivals: &Arrivals) -> Result<()> {
    let mut work = ctx.begin_unattended().await?;
    if !arrivals.came.is_empty() {
        let now = work.now;
        store::online::put_process(&mut work.tx, process, now).await?;
        store::online::insert_online(&mut work.tx, process, &arrivals.came).await?;
    }
    store::online::delete_online(&mut work.tx, process, &arrivals.left).await?;
    let mut streams: Vec<Uuid> = arrivals.came.iter().chain(&arrivals.left).map(|(stream, _)| *stream).collect();
    streams.sort_unstable();
    streams.dedup();
    for stream in streams {
        work.hint(Hint::Online(stream));
    }
    work.commit().await
}

/// Says that a process lives; `false` where it is thought to be gone, and its rows may be.
pub async fn beat(ctx: &Ctx, process: Uuid) -> Result<bool> {
    let now = ctx.clock.now();
    Ok(store::online::beat(&ctx.db, process, now).await?)
}

/// Takes away what processes left behind that are gone for long.
pub async fn forget(ctx: &Ctx) -> Result<()> {
    store::online::prune_processes(&ctx.db, ctx.clock.now() - FORGOTTEN).await?;
    Ok(())
}

/// The processes that are alive, as far as is known.
pub async fn living(ctx: &Ctx) -> Result<Vec<Uuid>> {
    Ok(store::online::list_processes(&ctx.db, ctx.clock.now() - GONE).await?)
}

/// A process ends in good order: nobody is there by it any more.
pub async fn depart(ctx: &Ctx, process: Uuid) -> Result<()> {
    store::online::delete_process(&ctx.db, process).await?;
    Ok(())
}
