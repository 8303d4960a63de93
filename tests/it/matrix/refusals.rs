//! What is refused, and that nothing comes of it.

use futures_util::{StreamExt, stream};
use serde_json::{Map, Value};

use super::{
    asking::{Asking, is_done, said, slip},
    document::operation,
    row::{Need, Outcome, Row},
    rows,
    scene::Scene,
    world::{World, nothing},
};
use crate::support::Answer;

/// How many ask at the same time.
pub const AT_ONCE: usize = 8;

/// Does each of these, and says what was wrong with the answers, and with the tables afterwards.
pub async fn changing_nothing(world: &World<'_>, what: &str, asked: Vec<impl Future<Output = Option<String>>>) -> Vec<String> {
    let before = world.dump().await;
    let mut slips: Vec<_> = stream::iter(asked).buffer_unordered(AT_ONCE).filter_map(async |slip| slip).collect().await;
    slips.extend(before.changes(&world.dump().await).into_iter().map(|change| format!("{what} changed rows: {change}")));
    slips
}

fn signed_in() -> impl Iterator<Item = Row> {
    rows::all().into_iter().filter(|row| row.first() != Need::Nothing)
}

/// Nobody does anything without signing in.
pub async fn of_visitors(world: &World<'_>) -> Vec<String> {
    let rows: Vec<_> = signed_in().collect();
    let asked = rows.iter().map(async |row| {
        let answer = Asking::well(row, world.allowed(row), world.app.visitor()).answer().await;
        (answer.status != 401).then(|| slip(row, "a visitor", "401", &answer))
    });
    changing_nothing(world, "a visitor", asked.collect()).await
}

/// Everybody asks for everything: what they may not do is refused, what they may not see does not seem to exist, and what
/// they may read is answered.
pub async fn of_roles(world: &World<'_>) -> Vec<String> {
    let rows = rows::all();
    let asked = rows.iter().flat_map(|row| {
        let harmless = |scene: &&Scene| {
            row.outcome(&scene.role) != Outcome::Done || operation(row.operation).is_safe() || row.answered.is_some()
        };
        world.scenes_for(row).into_iter().filter(harmless).map(move |scene| one(world, row, scene))
    });
    changing_nothing(world, "what is refused or only read", asked.collect()).await
}

async fn one(world: &World<'_>, row: &Row, scene: &Scene) -> Option<String> {
    let by = world.asks(row, scene);
    let answer = Asking::well(row, scene, by).answer().await;
    let status = answer.status.as_u16();
    let (right, wanted) = match row.outcome(&scene.role) {
        Outcome::Done => (is_done(row, status), "success".to_owned()),
        Outcome::Forbidden => (status == 403, "403".to_owned()),
        Outcome::NotFound => {
            let missing = match operation(row.operation).parameters.first() {
                Some((first, _)) => said(&Asking::well(row, scene, by).naming(first, &nothing()).answer().await),
                None => said(&answer),
            };
            (status == 404 && said(&answer) == missing, format!("404 as for what is not there, {missing:?}"))
        }
    };
    (!right).then(|| slip(row, scene.role.name, &wanted, &answer))
}

/// A browser sends its cookie whoever made it ask: without an allowed origin nothing is done.
pub async fn of_cookies_without_an_origin(world: &World<'_>) -> Vec<String> {
    let browser = world.browser().await;
    let rows: Vec<_> = signed_in().filter(|row| !operation(row.operation).is_safe()).collect();
    let asked = rows.iter().map(async |row| {
        let answer = Asking::well(row, world.allowed(row), &browser).answer().await;
        (answer.status != 403 || !answer.text().contains("origin_not_allowed"))
            .then(|| slip(row, "a cookie without an origin", "403 origin_not_allowed", &answer))
    });
    changing_nothing(world, "a cookie without an origin", asked.collect()).await
}

/// What nobody sets by asking for it.
const NOT_GIVEN: [&str; 12] = [
    "id",
    "role",
    "version",
    "created_by",
    "owner_id",
    "user_id",
    "is_admin",
    "team_id",
    "created_at",
    "deleted_at",
    "permissions",
    "email_verified_at",
];

/// A body with members that are read-only or unknown is refused, and each of them is told.
pub async fn of_members_that_are_not_given(world: &World<'_>) -> Vec<String> {
    let rows = rows::all();
    let asked = rows.iter().filter_map(|row| {
        let operation = operation(row.operation);
        let given = operation.members.as_ref()?;
        let shown = operation.answers.iter().map(String::as_str);
        let extra = shown.chain(NOT_GIVEN).filter(|name| !given.contains(*name));
        let extra: Map<_, _> = extra.map(|name| (name.to_owned(), Value::from(nothing()))).collect();
        Some(async move {
            let scene = world.allowed(row);
            let answer = Asking::well(row, scene, world.asks(row, scene)).with(extra.clone()).answer().await;
            let told = pointers(&answer);
            let not_told: Vec<_> = extra.keys().filter(|name| !told.contains(&format!("/{name}"))).collect();
            (answer.status != 422 || !not_told.is_empty())
                .then(|| slip(row, "somebody who may", &format!("422 for the members {not_told:?}"), &answer))
        })
    });
    changing_nothing(world, "a body with other members", asked.collect()).await
}

fn pointers(answer: &Answer) -> Vec<String> {
    let problem: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let errors = problem["errors"].as_array().into_iter().flatten();
    errors.filter_map(|error| Some(error["pointer"].as_str()?.to_owned())).collect()
}
