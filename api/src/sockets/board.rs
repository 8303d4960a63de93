//! What a board's sockets show at first, and can be told to do: the same as over HTTP, with the ids of its paths in `data`.

use std::sync::Arc;

use serde_json::{Value, json};
use shared::{
    app::{Ctx, Expect, Result, boards, cards, streams},
    domain::{BoardId, CardId, ColumnId},
};

use super::{
    commands::{self, Change},
    frames,
    place::PlaceStream,
    source::Snapshot,
};
use crate::{
    edge::{conditional::IfMatch, problem::Problem},
    routes::cards::{CreateCard, EditCard, MoveCard},
};

pub async fn snapshot(stream: &PlaceStream, id: BoardId) -> Result<Snapshot> {
    let kept = boards::snapshot(&stream.ctx, &stream.actor, id).await?;
    let online = stream.feed.online.get(async { stream.online().await.map(Arc::new) }).await?;
    Ok(Snapshot { seq: kept.seq, frame: frames::board_snapshot(&kept, &online) })
}

pub async fn command(stream: &PlaceStream, board: BoardId, name: &str, id: &str, data: Value) -> Result<Value, Problem> {
    let ctx = &stream.ctx;
    match name {
        "card.create" | "card.update" | "card.move" | "card.delete" => {
            let change = Change::begin(ctx, &stream.actor, board.0, name, id, &data).await?;
            let outcome = change_card(ctx, board, name, &change, data).await;
            change.settle(outcome).await
        }
        "card.typing" => {
            let card: CardId = commands::only_id("card_id", data)?;
            if stream.may_type() {
                streams::type_on_card(ctx, &stream.actor, board, card).await?;
            }
            Ok(json!({}))
        }
        _ => Err(commands::unknown(name)),
    }
}

async fn change_card(ctx: &Ctx, board: BoardId, name: &str, change: &Change<'_>, data: Value) -> Result<Value, Problem> {
    let actor = &change.actor;
    if name == "card.create" {
        let (column, body): (ColumnId, CreateCard) = commands::with_id("column_id", data)?;
        change.unless_done(streams::holds_column(ctx, actor, board, column).await).await?;
        return commands::shown(&cards::create(ctx, actor, column, body.into()).await?);
    }
    match name {
        "card.update" => {
            let (card, body): (CardId, EditCard) = commands::with_id("card_id", data)?;
            change.unless_done(streams::holds_card(ctx, actor, board, card).await).await?;
            commands::shown(&cards::update(ctx, actor, card, body.based_on(&IfMatch(None))).await?)
        }
        "card.move" => {
            let (card, body): (CardId, MoveCard) = commands::with_id("card_id", data)?;
            change.unless_done(streams::holds_card(ctx, actor, board, card).await).await?;
            commands::shown(&cards::move_card(ctx, actor, card, body.based_on(&IfMatch(None))?).await?)
        }
        _ => {
            let card: CardId = commands::only_id("card_id", data)?;
            change.unless_done(streams::holds_card(ctx, actor, board, card).await).await?;
            cards::delete(ctx, actor, card, Expect::default()).await?;
            Ok(json!({}))
        }
    }
}
