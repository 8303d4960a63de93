//! Ids of what is not there, of what was deleted, of what is somebody else's, and of what cannot be an id.

use super::{
    asking::{Asking, said, slip},
    document::operation,
    refusals::changing_nothing,
    rights::{INSTANCE_ADMIN, OUTSIDER, OWNER},
    row::{Named, Need, Row},
    rows,
    scene::{Scene, is_within},
    world::{World, nothing},
};

/// The first id of a path names nothing: it never was, cannot be, was deleted (itself, or what it was in), or belongs to
/// somebody else. They all get the same answer: 404.
pub async fn that_name_nothing(world: &World<'_>) -> Vec<String> {
    let rows = rows::all();
    let asked = rows.iter().flat_map(|row| cases(world, row).into_iter().map(move |case| one(world, row, case)));
    changing_nothing(world, "an id that names nothing", asked.collect()).await
}

async fn one(world: &World<'_>, row: &Row, (what, scene, by, parameter, value): Case<'_>) -> Option<String> {
    let client = world.asks(row, by);
    let answer = Asking::well(row, scene, client).naming(parameter, &value).answer().await;
    let same = what == MALFORMED || what == MISSING || {
        let first = &operation(row.operation).parameters[0].0;
        said(&answer) == said(&Asking::well(row, scene, client).naming(first, &nothing()).answer().await)
    };
    let who = format!("{}, {what} {parameter}", by.role.name);
    (answer.status != 404 || !same).then(|| slip(row, &who, "404 as for one that never was", &answer))
}

const MISSING: &str = "a missing";
const MALFORMED: &str = "a malformed";

/// What is wrong, in which scene, who asks, and what stands in which parameter.
type Case<'a> = (&'static str, &'a Scene, &'a Scene, &'static str, String);

fn cases<'a>(world: &'a World<'_>, row: &Row) -> Vec<Case<'a>> {
    let parameters = &operation(row.operation).parameters;
    let Some((first, _)) = parameters.first() else { return Vec::new() };
    let scene = world.allowed(row);
    let mut cases: Vec<Case> = vec![(MISSING, scene, scene, first, nothing())];
    cases.extend(
        parameters.iter().filter(|(_, id)| *id).map(|(name, _)| (MALFORMED, scene, scene, name.as_str(), "no-id".to_owned())),
    );
    let thing = row.thing(first);
    if !row.is_placed() && row.first() != Need::InstanceAdmin && row.first() != Need::Nothing && row.with.is_empty() {
        cases.push(("somebody else's", scene, scene, first, world.somebody_elses[thing].to_owned()));
    }
    for (deleted, gone) in world.gone.iter().filter(|(deleted, _)| is_within(thing, deleted)) {
        let admin = world.of(INSTANCE_ADMIN);
        if row.is_placed() {
            cases.push((deleted, gone, gone, first, gone[thing].to_owned()));
        }
        cases.push((deleted, gone, admin, first, gone[thing].to_owned()));
    }
    cases
}

/// The other ids that a request names, in path, query or body.
pub async fn beside_the_first(world: &World<'_>) -> Vec<String> {
    let rows = rows::all();
    let asked = rows.iter().flat_map(|row| {
        row.names.iter().flat_map(move |(field, thing, named)| {
            let values = wrong(world, row, thing, *named).into_iter();
            values.map(move |(what, value)| beside(world, row, field, *named, what, value))
        })
    });
    changing_nothing(world, "an id that the caller may not use", asked.collect()).await
}

async fn beside(world: &World<'_>, row: &Row, field: &str, named: Named, what: &str, value: String) -> Option<String> {
    let scene = world.allowed(row);
    let by = world.asks(row, scene);
    let answer = Asking::well(row, scene, by).naming(field, &value).answer().await;
    let missing = Asking::well(row, scene, by).naming(field, &nothing()).answer().await;
    let right = match (named, answer.status.as_u16()) {
        (Named::Refused, status) => status == 422,
        (Named::Hidden | Named::Anyone, status) => status == 404,
        (Named::Filter | Named::Ignored, status) => (200..300).contains(&status),
    };
    let who = format!("somebody who may, {what} {field}");
    (!right || said(&answer) != said(&missing))
        .then(|| slip(row, &who, &format!("{named:?}, as for one that never was"), &answer))
}

fn wrong(world: &World<'_>, row: &Row, thing: &str, named: Named) -> Vec<(&'static str, String)> {
    let mut found = vec![(MISSING, nothing())];
    if row.first() == Need::InstanceAdmin {
        return found; // To them nothing is somebody else's.
    }
    let mut push = |what, scene: &Scene, thing: &str| found.extend(scene.get(thing).map(|value| (what, value.to_owned())));
    let gone = world.gone.iter().filter(|(deleted, _)| *deleted == thing || (*deleted == "victim_id" && thing == "user_id"));
    for (_, scene) in gone {
        push("a deleted", scene, thing);
    }
    if thing == "user_id" {
        if named != Named::Anyone {
            push("a stranger as", world.of(OWNER), "stranger_id");
        }
    } else {
        push("another team's", world.of(OUTSIDER), thing);
        if named == Named::Refused {
            push("another of their own teams'", &world.elsewhere, thing);
        }
    }
    found
}
