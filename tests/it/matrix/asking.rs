//! One request of the matrix, and what is wrong with its answer.

use reqwest::multipart::Form;
use serde_json::{Map, Value};

use super::{
    document::{Operation, operation},
    row::Row,
    scene::Scene,
};
use crate::support::{Answer, Client, files::part};

/// Asks as a row says, with one thing about it other.
pub struct Asking<'a> {
    row: &'a Row,
    operation: &'static Operation,
    scene: &'a Scene,
    by: &'a Client,
    path: Vec<(&'a str, String)>,
    query: Option<(&'a str, String)>,
    members: Map<String, Value>,
}

impl<'a> Asking<'a> {
    pub fn well(row: &'a Row, scene: &'a Scene, by: &'a Client) -> Self {
        Self { row, operation: operation(row.operation), scene, by, path: Vec::new(), query: None, members: Map::new() }
    }

    /// With this in the place of what the field names, wherever the operation has that field.
    pub fn naming(mut self, field: &'a str, value: &str) -> Self {
        if self.operation.parameters.iter().any(|(name, _)| name == field) {
            self.path.push((field, value.to_owned()));
        } else if self.operation.query_ids.iter().any(|name| name == field) {
            self.query = Some((field, value.to_owned()));
        } else {
            let list = self.operation.lists.contains(field);
            let value = if list { Value::from(vec![value]) } else { Value::from(value) };
            self.members.insert(field.to_owned(), value);
        }
        self
    }

    /// With these members in the body, too.
    pub fn with(mut self, members: Map<String, Value>) -> Self {
        self.members.extend(members);
        self
    }

    pub async fn answer(self) -> Answer {
        let mut path = self.operation.path.clone();
        for (name, _) in &self.operation.parameters {
            let value = match self.path.iter().find(|(this, _)| this == name) {
                Some((_, value)) => value,
                None => &self.scene[self.row.thing(name)],
            };
            path = path.replace(&format!("{{{name}}}"), value);
        }
        if let Some((name, value)) = self.query {
            path = format!("{path}?{name}={value}");
        }
        let request = self.by.outside(self.operation.method.clone(), &path);
        let Some(make) = self.row.make else { return request.await };
        let mut body = make(self.scene);
        body.as_object_mut().expect("a body has members").extend(self.members);
        match self.operation.media_type.as_deref() {
            Some("application/x-www-form-urlencoded") => {
                let mut form = url::form_urlencoded::Serializer::new(String::new());
                form.extend_pairs(
                    body.as_object().into_iter().flatten().filter_map(|(name, value)| Some((name, value.as_str()?))),
                );
                request.body("application/x-www-form-urlencoded", form.finish()).await
            }
            Some("multipart/form-data") => {
                let texts = body.as_object().into_iter().flatten();
                let form = texts.fold(Form::new(), |form, (name, text)| {
                    let text = text.as_str().unwrap_or_default().to_owned();
                    if name == "file" { form.part(name.clone(), part("hello.txt", text)) } else { form.text(name.clone(), text) }
                });
                request.multipart(form).await
            }
            _ => request.json(&body).await,
        }
    }
}

/// What an answer says, whichever request it was to.
pub fn said(answer: &Answer) -> (u16, String) {
    let body = serde_json::from_slice::<Value>(&answer.body).map(|mut body| {
        body.as_object_mut().map(|body| body.remove("request_id"));
        body.to_string()
    });
    (answer.status.as_u16(), body.unwrap_or_else(|_| answer.text()))
}

/// Whether this is how a good request was to be answered.
pub fn is_done(row: &Row, status: u16) -> bool {
    row.answered.map_or((200..300).contains(&status), |answered| status == answered)
}

/// A line for whoever reads why the matrix fails.
pub fn slip(row: &Row, who: &str, wanted: &str, answer: &Answer) -> String {
    let (status, body) = said(answer);
    format!("{}, by {who}: wanted {wanted}, was answered {status} {body}", row.name())
}
