//! API tokens: what their scope does not name is refused, whoever made them.

use super::{
    asking::{Asking, is_done, slip},
    document::operation,
    refusals::changing_nothing,
    row::{Need, Row},
    rows,
    world::World,
};

/// What a token is to be answered with; `None` where it would change something.
fn wanted(row: &Row, admin: bool, scope: &str) -> Option<u16> {
    let safe = operation(row.operation).is_safe();
    match (row.first(), scope) {
        (Need::Themselves, _) => Some(403),
        (Need::InstanceAdmin, scope) if scope != "admin" => Some(403),
        (_, "read") if !safe => Some(403),
        // Without the scope, the instance admin is nobody in other people's teams.
        (_, "read" | "write") if admin && row.is_placed() => Some(404),
        _ if safe => Some(200),
        _ => None,
    }
}

pub async fn of_every_scope(world: &World<'_>) -> Vec<String> {
    let rows: Vec<_> = rows::all().into_iter().filter(|row| row.first() != Need::Nothing).collect();
    let asked = rows.iter().flat_map(|row| {
        world.tokens.iter().filter_map(move |(role, scope, token)| {
            let wanted = wanted(row, role.instance_admin, scope)?;
            // Of what is somebody's own, the owner of the token has none here: ids of it are looked at elsewhere.
            if !row.is_placed()
                && row.first() == Need::SignedIn
                && !operation(row.operation).parameters.is_empty()
                && wanted == 200
            {
                return None;
            }
            Some(async move {
                let scene = if row.is_placed() { world.of(*role) } else { world.allowed(row) };
                let answer = Asking::well(row, scene, token).answer().await;
                let status = answer.status.as_u16();
                let right = if wanted == 200 { is_done(row, status) } else { status == wanted };
                (!right).then(|| slip(row, &format!("a token of the {}, scope {scope}", role.name), &wanted.to_string(), &answer))
            })
        })
    });
    changing_nothing(world, "an API token", asked.collect()).await
}
