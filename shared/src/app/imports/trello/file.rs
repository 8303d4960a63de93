//! What of Trello's file is looked at. A member that is of another type than here leaves out the thing that it is in.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use crate::app::imports::lenient::Element;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Export {
    #[serde(default)]
    pub id: Value,
    #[serde(default)]
    pub name: Value,
    #[serde(default)]
    pub desc: Value,
    pub lists: Vec<Element<List>>,
    pub cards: Vec<Element<Card>>,
    #[serde(default)]
    pub labels: Vec<Element<Label>>,
    #[serde(default)]
    pub members: Vec<Element<Member>>,
    #[serde(default)]
    pub checklists: Vec<Element<Checklist>>,
    #[serde(default)]
    pub actions: Vec<Element<Action>>,
    #[serde(default)]
    pub custom_fields: Vec<Value>,
    #[serde(default)]
    pub plugin_data: Vec<Value>,
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
    pub id_labels: Vec<String>,
    #[serde(default)]
    pub id_members: Vec<String>,
    #[serde(default)]
    pub is_template: bool,
    #[serde(default)]
    pub attachments: Vec<Value>,
    #[serde(default)]
    pub custom_field_items: Vec<Value>,
    #[serde(default)]
    pub id_members_voted: Vec<Value>,
    #[serde(default)]
    pub stickers: Vec<Value>,
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
    pub check_items: Vec<Element<CheckItem>>,
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
    pub data: Value,
    pub date: Option<DateTime<Utc>>,
    pub member_creator: Option<Member>,
}
