//! A client that read a board once and then only listened to what happened: what it believes must be what is there.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Client, id};

pub struct Replica {
    board: String,
    seq: i64,
    columns: BTreeMap<String, Value>,
    cards: BTreeMap<String, Value>,
}

impl Replica {
    pub async fn of(reader: &Client, board: &str) -> Self {
        let snapshot = reader.get(&format!("/boards/{board}/snapshot")).await.expect(200);
        let by_id = |list: &Value| list.as_array().expect("a list").iter().map(|one| (id(one), one.clone())).collect();
        Self {
            board: board.to_owned(),
            seq: snapshot["seq"].as_i64().expect("a seq"),
            columns: by_id(&snapshot["columns"]),
            cards: by_id(&snapshot["cards"]),
        }
    }

    /// Reads on from where it is; every seq comes once and in order.
    pub async fn catch_up(&mut self, reader: &Client) {
        loop {
            let path = format!("/boards/{}/activity?after_seq={}&limit=200", self.board, self.seq);
            let events = reader.get(&path).await.expect(200)["items"].clone();
            let events = events.as_array().expect("events");
            if events.is_empty() {
                return;
            }
            for event in events {
                assert_eq!(event["seq"], self.seq + 1, "{event:#}");
                self.seq += 1;
                self.hear(event);
            }
        }
    }

    fn hear(&mut self, event: &Value) {
        let (name, data) = (event["name"].as_str().expect("a name"), &event["data"]);
        match name {
            "card.deleted" => _ = self.cards.remove(&id(&data["card"])),
            "comment.created" | "comment.deleted" => {
                if let Some(card) = self.cards.get_mut(&id(&data["card"])) {
                    card["comments_count"] = data["card"]["comments_count"].clone();
                }
            }
            name if name.starts_with("card.") => {
                let card = &data["card"];
                if card["archived_at"].is_null() && card["board_id"] == *self.board {
                    self.cards.insert(id(card), card.clone());
                } else {
                    self.cards.remove(&id(card));
                }
            }
            "column.deleted" => {
                let column = id(&data["column"]);
                self.columns.remove(&column);
                self.cards.retain(|_, card| card["column_id"] != *column);
            }
            "column.reordered" => {
                for (list, all) in [("cards", &mut self.cards), ("columns", &mut self.columns)] {
                    for one in data[list].as_array().into_iter().flatten() {
                        if let Some(known) = all.get_mut(&id(one)) {
                            known["position"] = one["position"].clone();
                        }
                    }
                }
            }
            name if name.starts_with("column.") => {
                let column = &data["column"];
                let before = self.columns.insert(id(column), column.clone());
                if before.is_some_and(|before| before["kind"] != column["kind"]) {
                    let completed = if column["kind"] == "done" { event["at"].clone() } else { Value::Null };
                    for card in self.cards.values_mut().filter(|card| card["column_id"] == column["id"]) {
                        card["status"] = column["kind"].clone();
                        card["completed_at"] = completed.clone();
                    }
                }
            }
            "board.updated" if !data["label"].is_null() => {
                for card in self.cards.values_mut() {
                    let labels = card["labels"].as_array_mut().expect("labels");
                    if data["change"] == "label_deleted" {
                        labels.retain(|label| label["id"] != data["label"]["id"]);
                    } else if let Some(label) = labels.iter_mut().find(|label| label["id"] == data["label"]["id"]) {
                        let new = &data["label"];
                        *label = json!({"id": new["id"], "name": new["name"], "color": new["color"]});
                    }
                }
            }
            _ => {}
        }
    }

    /// What it believes is what somebody sees who reads the board now, and what the list of cards says.
    pub async fn assert_true(&mut self, reader: &Client) {
        self.catch_up(reader).await;
        let mut now = Self::of(reader, &self.board).await;
        assert_eq!(self.seq, now.seq);
        // Watching is no news, and how many cards a column has can be counted.
        let plain = |all: &mut BTreeMap<String, Value>| {
            for one in all.values_mut() {
                let one: &mut Map<String, Value> = one.as_object_mut().expect("an object");
                one.remove("watchers_count");
                one.remove("cards_count");
            }
        };
        for all in [&mut self.cards, &mut now.cards, &mut self.columns, &mut now.columns] {
            plain(all);
        }
        assert_eq!(self.columns, now.columns);
        assert_eq!(self.cards, now.cards);
        let mut listed = BTreeMap::new();
        let mut path = format!("/boards/{}/cards?limit=200", self.board);
        loop {
            let page = reader.get(&path).await.expect(200);
            listed.extend(page["items"].as_array().expect("cards").iter().map(|card| (id(card), card.clone())));
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            path = format!("/boards/{}/cards?limit=200&cursor={cursor}", self.board);
        }
        plain(&mut listed);
        assert_eq!(self.cards, listed);
    }

    /// The ids of a column's cards in their order.
    pub fn order(&self, column: &str) -> Vec<String> {
        let mut cards: Vec<_> = self.cards.values().filter(|card| card["column_id"] == *column).collect();
        cards.sort_by_key(|card| card["position"].as_str().expect("a rank").as_bytes().to_vec());
        cards.into_iter().map(id).collect()
    }

    /// The longest rank of any card.
    pub fn longest(&self) -> usize {
        self.cards.values().map(|card| card["position"].as_str().expect("a rank").len()).max().unwrap_or(0)
    }
}
