//! People: each with an account, signed in.

use std::ops::Deref;

use serde_json::{Value, json};

use super::{Client, TestApp};

/// Good enough for zxcvbn, and nobody's name.
pub const PASSWORD: &str = "vellum-otter-3-quarry";

pub struct Person {
    pub id: String,
    pub name: String,
    pub handle: String,
    pub email: String,
    pub refresh_token: String,
    client: Client,
}

impl TestApp {
    /// Makes an account for `handle`, at `handle@example.org`, and signs it in. The first of all is the instance admin.
    pub async fn register(&self, handle: &str) -> Person {
        let name = handle[..1].to_uppercase() + &handle[1..];
        let body = json!({"name": name, "handle": handle, "email": format!("{handle}@example.org"), "password": PASSWORD});
        let made = self.post("/auth/register", body).await.expect(201);
        Person::of(self, &made)
    }
}

impl Person {
    /// The person of a token pair with its `user`, as registering and signing in answer it.
    pub fn of(asking: &Client, signed_in: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("it is there: {signed_in:#}")).to_owned();
        let user = &signed_in["user"];
        Self {
            id: text(&user["id"]),
            name: text(&user["name"]),
            handle: text(&user["handle"]),
            email: text(&user["email"]),
            refresh_token: text(&signed_in["refresh_token"]),
            client: asking.with_token(&text(&signed_in["access_token"])),
        }
    }

    /// As the API shows a person inside something else.
    pub fn view(&self) -> Value {
        json!({"id": self.id, "name": self.name, "handle": self.handle})
    }

    /// The same person on another device: a session of its own.
    pub async fn sign_in_again(&self) -> Self {
        let body = json!({"email": self.email, "password": PASSWORD});
        let signed_in = self.client.post("/auth/login", body).await.expect(200);
        Self::of(&self.client, &signed_in)
    }

    /// The same person and session, asking another process of the application.
    pub fn at(&self, app: &TestApp) -> Client {
        self.asking(app.base())
    }

    /// The same person and session, asking the server at this address.
    pub fn asking(&self, base: &str) -> Client {
        self.client.at(base)
    }
}

/// What a signed-in client can do, a person does: `ada.get("/boards")`.
impl Deref for Person {
    type Target = Client;
    fn deref(&self) -> &Client {
        &self.client
    }
}
