//! Invitations to a board's project, and who came by them.

use serde_json::Value;

use super::{Board, Person};

/// The token of an invitation that was just made.
pub fn token(invite: &Value) -> &str {
    invite["token"].as_str().unwrap_or_else(|| panic!("it has a token: {invite:#}"))
}

impl Board {
    /// Makes an invitation, by one who may.
    pub async fn invite(&self, by: &Person, body: Value) -> Value {
        by.post(&format!("/boards/{}/invites", self.id), body).await.expect(201)
    }

    /// The handles of the project's people with their roles, in the order they came to the instance.
    pub async fn members(&self, reader: &Person) -> Vec<(String, String)> {
        let list = reader.get(&format!("/projects/{}/members", self.project)).await.expect(200);
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let members = list["items"].as_array().expect("a list").iter();
        members.map(|one| (text(&one["user"]["handle"]), text(&one["role"]))).collect()
    }
}
