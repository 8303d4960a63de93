//! A project with its first board, and the few things that most stories do on one.

use serde_json::{Value, json};

use super::Person;

pub struct Board {
    pub project: String,
    pub id: String,
    pub todo: String,
    pub in_progress: String,
    pub done: String,
}

pub fn id(of: &Value) -> String {
    of["id"].as_str().unwrap_or_else(|| panic!("it has an id: {of:#}")).to_owned()
}

/// The ids of a list's items.
pub fn ids(list: &Value) -> Vec<String> {
    list["items"].as_array().unwrap_or_else(|| panic!("a list: {list:#}")).iter().map(id).collect()
}

impl Person {
    /// Makes a project in the person's own team.
    pub async fn project(&self, name: &str) -> Board {
        let project = id(&self.post("/projects", json!({"name": name})).await.expect(201));
        let board = self.get(&format!("/projects/{project}/boards")).await.expect(200);
        let board = ids(&board).remove(0);
        let columns = ids(&self.get(&format!("/boards/{board}/columns")).await.expect(200));
        let [todo, in_progress, done] = <[String; 3]>::try_from(columns).expect("a new board has three columns");
        Board { project, id: board, todo, in_progress, done }
    }

    /// Makes a card and gives the whole of it.
    pub async fn card(&self, column: &str, title: &str) -> Value {
        self.card_with(column, json!({"title": title})).await
    }

    pub async fn card_with(&self, column: &str, body: Value) -> Value {
        self.post(&format!("/columns/{column}/cards"), body).await.expect(201)
    }

    pub async fn assign(&self, card: &Value, to: &Person) {
        self.put(&format!("/cards/{}/assignees/{}", id(card), to.id), json!({})).await.expect(201);
    }
}

impl Board {
    /// Adds someone to the project, by one who may.
    pub async fn add(&self, by: &Person, who: &Person, role: &str) {
        let path = format!("/projects/{}/members/{}", self.project, who.id);
        by.put(&path, json!({"role": role})).await.expect(201);
    }

    /// Gives someone who is in the project another role.
    pub async fn add_again(&self, by: &Person, who: &Person, role: &str) {
        let path = format!("/projects/{}/members/{}", self.project, who.id);
        by.put(&path, json!({"role": role})).await.expect(200);
    }

    /// The titles of a column's cards, in the order that `reader` sees.
    pub async fn titles(&self, reader: &Person, column: &str) -> Vec<String> {
        let snapshot = reader.get(&format!("/boards/{}/snapshot", self.id)).await.expect(200);
        let cards = snapshot["cards"].as_array().expect("cards").iter().filter(|card| card["column_id"] == column);
        cards.map(|card| card["title"].as_str().expect("a title").to_owned()).collect()
    }
}
