//! What is allowed is done: each in the place of whoever may, from the inside out, so that nothing is asked for after it
//! was taken away.

use std::cmp::Reverse;

use futures_util::{StreamExt, stream};
use reqwest::Method;

use super::{
    asking::{Asking, is_done, slip},
    document::operation,
    refusals::AT_ONCE,
    row::{Need, Outcome, Row},
    rows,
    scene::{Scene, depth},
    world::World,
};

/// Those that change something, in the order in which they can be done one after the other.
fn in_order(wanted: impl Fn(&Row) -> bool) -> Vec<Row> {
    let mut rows: Vec<_> = rows::all().into_iter().filter(|row| !operation(row.operation).is_safe() && wanted(row)).collect();
    rows.sort_by_key(|row| {
        let operation = operation(row.operation);
        let inside =
            operation.parameters.first().map_or(0, |(first, _)| depth(row.thing(first)) * 10 + operation.parameters.len());
        let deletes = operation.method == Method::DELETE;
        (deletes, Reverse(if deletes { inside } else { 0 }))
    });
    rows
}

pub async fn of_roles(world: &World<'_>) -> Vec<String> {
    let asked = world.scenes.iter().map(|scene| async {
        let rows = in_order(|row| {
            let here = row.is_placed() || (row.first() == Need::InstanceAdmin && scene.role.instance_admin);
            here && row.outcome(&scene.role) == Outcome::Done
        });
        each(world, scene, rows).await
    });
    stream::iter(asked).buffer_unordered(AT_ONCE).collect::<Vec<_>>().await.concat()
}

pub async fn of_persons(world: &World<'_>) -> Vec<String> {
    let rows = in_order(|row| matches!(row.first(), Need::Nothing | Need::SignedIn | Need::Themselves));
    each(world, &world.personal, rows).await
}

async fn each(world: &World<'_>, scene: &Scene, rows: Vec<Row>) -> Vec<String> {
    let mut slips = Vec::new();
    for row in rows {
        let fresh = if row.alone { Some(world.another(scene).await) } else { None };
        let scene = fresh.as_ref().unwrap_or(scene);
        let answer = Asking::well(&row, scene, world.asks(&row, scene)).answer().await;
        if !is_done(&row, answer.status.as_u16()) {
            slips.push(slip(&row, scene.role.name, "success", &answer));
        }
    }
    slips
}
