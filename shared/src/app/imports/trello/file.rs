//! What of Trello's file is looked at. A member that is of another type than here leaves out the thing that it is in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, de::IgnoredAny};

use crate::app::imports::{
    CARDS_MAX,
    lenient::{List as Many, Maybe, instant},
    parcel::{LABELS_MAX, PEOPLE_MAX},
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Export {
    #[serde(default)]
    pub id: Maybe<String>,
    #[serde(default)]
    pub name: Maybe<String>,
    #[serde(default)]
    pub desc: Maybe<String>,
    pub lists: Many<List, 5_000>,
    pub cards: Many<Card, CARDS_MAX>,
    #[serde(default)]
    pub labels: Many<Label, LABELS_MAX>,
    #[serde(default)]
    pub members: Many<Member, PEOPLE_MAX>,
    #[serde(default)]
    pub checklists: Many<Checklist, 50_000>,
    #[serde(default)]
    pub actions: Many<Action, 100_000>,
    // Only counted.
    #[serde(default)]
    pub custom_fields: Vec<IgnoredAny>,
    #[serde(default)]
    pub plugin_data: Vec<IgnoredAny>,
}

#[derive(Deserialize)]
pub struct List {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub closed: bool,
    #[serde(default)]
    pub pos: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    pub id: String,
    pub name: String,
    pub id_list: String,
    pub desc: Option<String>,
    #[serde(default)]
    pub pos: f64,
    pub due: Option<String>,
    #[serde(default)]
    pub due_complete: bool,
    pub start: Option<String>,
    #[serde(default)]
    pub closed: bool,
    #[serde(default)]
    pub id_labels: Many<String, 500>,
    #[serde(default)]
    pub id_members: Many<String, 500>,
    #[serde(default)]
    pub is_template: bool,
    // Only counted.
    #[serde(default)]
    pub attachments: Vec<IgnoredAny>,
    #[serde(default)]
    pub custom_field_items: Vec<IgnoredAny>,
    #[serde(default)]
    pub id_members_voted: Vec<IgnoredAny>,
    #[serde(default)]
    pub stickers: Vec<IgnoredAny>,
}

#[derive(Deserialize)]
pub struct Label {
    pub id: String,
    pub name: Option<String>,
    pub color: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    pub id: String,
    pub username: Option<String>,
    pub full_name: Option<String>,
    pub email: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Checklist {
    pub id_card: String,
    pub name: Option<String>,
    #[serde(default)]
    pub pos: f64,
    #[serde(default)]
    pub check_items: Many<CheckItem, 1_000>,
}

#[derive(Deserialize)]
pub struct CheckItem {
    pub name: String,
    pub state: Option<String>,
    #[serde(default)]
    pub pos: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Action {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub data: Maybe<Said>,
    #[serde(default, deserialize_with = "instant")]
    pub date: Option<DateTime<Utc>>,
    pub member_creator: Option<Member>,
}

/// What an action has, if it is a comment.
#[derive(Deserialize)]
pub struct Said {
    pub text: String,
    pub card: About,
}

#[derive(Deserialize)]
pub struct About {
    pub id: String,
}
