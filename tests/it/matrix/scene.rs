//! A place in which somebody has a role: a team, a project, a board and what is on it, each by the name under which rows
//! and paths know it.

use std::{collections::BTreeMap, ops::Index};

use serde_json::{Value, json};

use super::rights::Role;
use crate::support::{Client, Person, id, ids, token};

/// What each thing goes away with. (A list of pairs, so that a new kind of thing is one line.)
const PARENTS: &[(&str, &str)] = &[
    ("own_comment_id", "card_id"),
    ("comment_id", "card_id"),
    ("item_id", "card_id"),
    ("file_id", "card_id"),
    ("label_id", "project_id"),
    ("import_id", "project_id"),
    ("card_id", "column_id"),
    ("column_id", "board_id"),
    ("invite", "board_id"),
    ("board_id", "project_id"),
    ("project_id", "team_id"),
    ("team_invite", "team_id"),
];

pub struct Scene {
    pub role: Role,
    /// Whoever has the role, signed in.
    pub caller: Client,
    things: BTreeMap<&'static str, String>,
}

/// The thing itself, or one that it goes away with.
pub fn is_within(thing: &str, outer: &str) -> bool {
    thing == outer || PARENTS.iter().any(|(this, parent)| *this == thing && is_within(parent, outer))
}

/// How many things it goes away with: the more, the further inside.
pub fn depth(thing: &str) -> usize {
    PARENTS.iter().find(|(this, _)| *this == thing).map_or(0, |(_, parent)| 1 + depth(parent))
}

impl Index<&str> for Scene {
    type Output = str;
    fn index(&self, thing: &str) -> &str {
        let found = self.things.get(thing);
        found.unwrap_or_else(|| {
            panic!("no scene has a {thing}: make one in tests/it/matrix/scene.rs, and say what it goes away with")
        })
    }
}

/// The people who are in every scene.
pub struct Cast<'a> {
    /// She owns the teams.
    pub ada: &'a Person,
    /// Another owner of each team.
    pub eve: &'a Person,
    /// A viewer of each project, for whom things are done.
    pub ben: &'a Person,
    /// In no team with the others.
    pub stranger: &'a Person,
    /// What else a scene holds that has no place in a team.
    pub others: BTreeMap<&'static str, String>,
}

async fn post(who: &Client, path: String, body: Value) -> Value {
    who.post(&path, body).await.expect(201)
}

impl Cast<'_> {
    /// A new place, in which `who` has this role. Until then they may write, so that they leave things of their own.
    pub async fn scene(&self, role: Role, who: &Person) -> Scene {
        let ada = self.ada;
        let team = id(&post(ada, "/teams".into(), json!({"name": "Lighthouse"})).await);
        ada.put(&format!("/teams/{team}/members/{}", self.eve.id), json!({"role": "owner"})).await.expect(201);
        let new = json!({"name": "Website", "team_id": team, "visibility": role.visibility});
        let project = id(&post(ada, "/projects".into(), new).await);
        let members = format!("/projects/{project}/members");
        ada.put(&format!("{members}/{}", self.ben.id), json!({"role": "viewer"})).await.expect(201);
        if !role.instance_admin {
            ada.put(&format!("{members}/{}", who.id), json!({"role": "manager"})).await.expect(201);
        }
        let board = ids(&ada.get(&format!("/projects/{project}/boards")).await.expect(200)).remove(0);
        let other_board = id(&post(ada, format!("/projects/{project}/boards"), json!({"name": "Ideas"})).await);
        let other_column = ids(&ada.get(&format!("/boards/{other_board}/columns")).await.expect(200)).remove(0);
        let columns = ids(&ada.get(&format!("/boards/{board}/columns")).await.expect(200));
        let cards = format!("/columns/{}/cards", columns[0]);
        let card = id(&post(ada, cards.clone(), json!({"title": "Fix it"})).await);
        let other_card = id(&post(ada, cards, json!({"title": "And that"})).await);
        let comments = format!("/cards/{card}/comments");
        let comment = id(&post(ada, comments.clone(), json!({"body": "Why?"})).await);
        let own_comment = id(&post(who, comments, json!({"body": "Because."})).await);
        let item = id(&post(ada, format!("/cards/{card}/checklist"), json!({"text": "Look at it"})).await);
        let file = id(&ada.upload(&format!("/cards/{card}"), "notes.txt", "Nothing yet").await.expect(201));
        let label = id(&post(ada, format!("/projects/{project}/labels"), json!({"name": "idea", "color": "#0e8a16"})).await);
        let import = id(&ada.import(&project, "trello", "board.json", r#"{"lists": [], "cards": []}"#).await.expect(202));
        let invite = post(ada, format!("/boards/{board}/invites"), json!({"role": "viewer"})).await;
        let team_invite = post(ada, format!("/teams/{team}/invites"), json!({"role": "guest"})).await;
        let mut things = BTreeMap::from([
            ("user_id", self.ben.id.clone()),
            ("owner_id", self.eve.id.clone()),
            ("caller_id", who.id.clone()),
            ("stranger_id", self.stranger.id.clone()),
            ("team_id", team),
            ("project_id", project),
            ("board_id", board),
            ("other_board_id", other_board),
            ("other_column_id", other_column),
            ("column_id", columns[0].clone()),
            ("next_column_id", columns[1].clone()),
            ("card_id", card),
            ("other_card_id", other_card),
            ("comment_id", comment),
            ("own_comment_id", own_comment),
            ("item_id", item),
            ("file_id", file),
            ("label_id", label),
            ("import_id", import),
            ("invite", id(&invite)),
            ("team_invite", id(&team_invite)),
            ("invite_token", token(&invite).to_owned()),
        ]);
        things.extend(self.others.clone());
        let scene = Scene::new(role, Client::clone(who), things);
        if !role.instance_admin {
            scene.give_role(ada, who).await;
        }
        scene
    }
}

impl Scene {
    pub fn new(role: Role, caller: Client, things: BTreeMap<&'static str, String>) -> Self {
        Self { role, caller, things }
    }

    async fn give_role(&self, ada: &Person, who: &Person) {
        let (in_team, in_project) = (
            format!("/teams/{}/members/{}", &self["team_id"], who.id),
            format!("/projects/{}/members/{}", &self["project_id"], who.id),
        );
        match (self.role.team, self.role.project) {
            (None, _) => _ = ada.delete(&in_team).await.expect(204),
            (Some(role), project) => {
                ada.put(&in_team, json!({"role": role})).await.expect(200);
                match project {
                    Some(role) => _ = ada.put(&in_project, json!({"role": role})).await.expect(200),
                    None => _ = ada.delete(&in_project).await.expect(204),
                }
            }
        }
        if let Some(board) = self.role.board {
            let path = format!("/boards/{}/members/{}", &self["board_id"], who.id);
            let change = json!({"role": board.role, "grant": board.grant, "revoke": board.revoke});
            ada.patch(&path, change).await.expect(200);
        }
    }

    pub fn get(&self, thing: &str) -> Option<&str> {
        self.things.get(thing).map(String::as_str)
    }

    /// The same place with other things in it.
    pub fn with(mut self, things: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        self.things.extend(things);
        self
    }
}
