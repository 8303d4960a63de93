//! The authorization matrix: every operation of `docs/openapi.json`, asked by every role, of things that are their own,
//! somebody else's, deleted or none at all, named in the path, the query and the body. What must be refused is refused
//! with the right status and leaves no trace in any table.
//!
//! # Adding an operation
//!
//! One with no row fails `tools/check matrix`, which says what is missing. Rows stand in `rows/<noun>.rs`, most of them
//! in one line:
//!
//! ```ignore
//! row("updateBoard").needs(&[Board("board_manage")]).body(|_| json!({"name": "Renamed"})),
//! ```
//!
//! - `needs` says what the contract asks for: see [`row::Need`]. The first one also says who may see that it exists.
//! - `body` makes a good request out of a [`scene::Scene`]: `scene["card_id"]` is the card in it. Each parameter of the
//!   path is filled in by its name; `.with("user_id", "owner_id")` puts another thing of the scene there.
//! - every other id that the request names (a second one in the path, a filter, a field of the body) says what becomes of
//!   one that the caller may not use: `.refuses` (422), `.hides` (404), `.filters` (nothing is found) or `.takes_anyone`.
//! - `.alone()` is for what ends the very thing that other rows need: it gets a place and person of its own.
//!
//! An operation whose answer depends on what is asked has a row for each case, told apart by `.case("…")`.
//!
//! A new kind of thing is made in `scene.rs`, where `PARENTS` says what it goes away with. The roles, and what they may
//! do, stand in `rights.rs`, written from the contract's table and not from the program.

mod asking;
mod coverage;
mod document;
mod dump;
mod ids;
mod refusals;
mod rights;
mod row;
mod rows;
mod scene;
mod successes;
mod tokens;
mod world;

use crate::support::{TestApp, stories};
use world::World;

stories![every_operation_as_every_role];

/// One story, so that the world is built once for each engine. What changes things comes last, and the first part that
/// fails ends it: what was done unduly spoils what comes after.
async fn every_operation_as_every_role(app: &TestApp) {
    app.jobs_may_stay(); // It asks who may, and leaves hundreds of mails to other stories.
    let world = World::build(app).await;
    are_right(refusals::of_visitors(&world).await);
    are_right(refusals::of_roles(&world).await);
    are_right(refusals::of_cookies_without_an_origin(&world).await);
    are_right(refusals::of_members_that_are_not_given(&world).await);
    are_right(tokens::of_every_scope(&world).await);
    are_right(ids::that_name_nothing(&world).await);
    are_right(ids::beside_the_first(&world).await);
    are_right(successes::of_roles(&world).await);
    are_right(successes::of_persons(&world).await);
}

/// As many lines as one reads; the first is mostly the cause of the others.
const TOLD: usize = 40;

#[track_caller]
fn are_right(slips: Vec<String>) {
    let told: Vec<_> = slips.iter().take(TOLD).map(|slip| slip.chars().take(600).collect::<String>()).collect();
    assert!(slips.is_empty(), "{} answers are not what the contract says:\n{}", slips.len(), told.join("\n"));
}
