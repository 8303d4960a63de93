//! What a project's sockets show at first, and can be told to do.

use serde::Serialize;
use serde_json::{Value, json};
use shared::{
    app::{
        Ctx, Result,
        boards::{self, BoardView},
        chat,
        paging::{LIMIT_MAX, PageRequest},
        projects::{self, ProjectView},
        streams,
    },
    domain::ProjectId,
};

use super::{
    commands::{self, Change},
    frames::{self, Doer},
    place::PlaceStream,
    source::{Snapshot, Source},
};
use crate::{
    edge::{body, problem::Problem},
    routes::chat::CreateMessage,
};

#[derive(Serialize)]
struct Data {
    project: ProjectView,
    /// Those that the reader may see.
    boards: Vec<BoardView>,
    online: Vec<Doer>,
}

pub async fn snapshot(stream: &PlaceStream, id: ProjectId) -> Result<Snapshot> {
    // The head first: what is read after it may be newer than it says, never older, and events are idempotent.
    let seq = stream.head().await?;
    let project = projects::get(&stream.ctx, &stream.actor, id).await?;
    let mut boards = Vec::new();
    let mut request = PageRequest { cursor: None, limit: Some(LIMIT_MAX) };
    loop {
        let page = boards::list(&stream.ctx, &stream.actor, id, &request).await?;
        boards.extend(page.items);
        match page.next_cursor {
            Some(cursor) => request.cursor = Some(cursor),
            None => break,
        }
    }
    let online = stream.online().await?;
    Ok(Snapshot { seq, frame: frames::snapshot(seq, Data { project, boards, online }) })
}

pub async fn command(stream: &PlaceStream, project: ProjectId, name: &str, id: &str, data: Value) -> Result<Value, Problem> {
    let ctx = &stream.ctx;
    match name {
        "chat.message" => {
            let change = Change::begin(ctx, &stream.actor, project.0, name, id, &data).await?;
            let outcome = say(ctx, project, &change, data).await;
            change.settle(outcome).await
        }
        "chat.typing" => {
            commands::nothing(data)?;
            if stream.may_type() {
                streams::type_in_chat(ctx, &stream.actor, project).await?;
            }
            Ok(json!({}))
        }
        _ => Err(commands::unknown(name)),
    }
}

async fn say(ctx: &Ctx, project: ProjectId, change: &Change<'_>, data: Value) -> Result<Value, Problem> {
    let CreateMessage { text } = body::check(data)?;
    commands::shown(&chat::create(ctx, &change.actor, project, &text).await?)
}
