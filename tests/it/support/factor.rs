//! A second factor as its owner has it: an app that shows codes, and recovery codes on paper.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;
use totp_rs::{Builder, Secret};

use super::{Client, Person, Request, TestApp};

pub const TOTP: &str = "/auth/totp";

pub struct Factor {
    pub secret: String,
    pub recovery_codes: Vec<String>,
}

impl Factor {
    /// What an app shows whose clock is ahead of ours by so many seconds.
    pub fn code_at(&self, app: &TestApp, ahead: i64) -> String {
        code(app, &self.secret, ahead)
    }

    /// The code of the next step, which nobody has used.
    pub fn next_code(&self, app: &TestApp) -> String {
        app.clock().advance(TimeDelta::seconds(30));
        self.code_at(app, 0)
    }
}

pub fn code(app: &TestApp, secret: &str, ahead: i64) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    totp.generate(u64::try_from(app.clock().now().timestamp() + ahead).unwrap()).to_string()
}

/// Six digits that are good at none of the steps about now.
pub fn wrong_code(app: &TestApp, factor: &Factor) -> String {
    let good: Vec<_> = (-3..=3).map(|step| factor.code_at(app, step * 30)).collect();
    (100_000..100_100).map(|n| n.to_string()).find(|code| !good.contains(code)).unwrap()
}

pub async fn enrol(person: &Person) -> String {
    let made = person.request(Method::POST, TOTP).await.expect(201);
    made["secret"].as_str().unwrap().to_owned()
}

pub fn confirm(person: &Client, code: &str) -> Request {
    person.post("/auth/totp/confirm", json!({"code": code}))
}

pub fn remove(person: &Client, code: &str) -> Request {
    person.delete(TOTP).json(&json!({"code": code}))
}

pub async fn set_up(app: &TestApp, person: &Person) -> Factor {
    let secret = enrol(person).await;
    let answer = confirm(person, &code(app, &secret, 0)).await.expect(200);
    let recovery_codes = answer["recovery_codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned());
    Factor { recovery_codes: recovery_codes.collect(), secret }
}
