//! Files to send. Those in `fixtures/` are small and real: a picture of 640 × 320 pixels, two office documents with nothing
//! in them, and an archive of archives that unpacks to 160 MB.

use std::io::{Cursor, Write};

use reqwest::{
    Body, Method,
    multipart::{Form, Part},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{Client, Request};

pub const PICTURE: &[u8] = include_bytes!("../fixtures/picture.png");
pub const DOCX: &[u8] = include_bytes!("../fixtures/plan.docx");
pub const ODS: &[u8] = include_bytes!("../fixtures/sheet.ods");
pub const BOMB: &[u8] = include_bytes!("../fixtures/bomb.zip");

pub fn part(name: &str, content: impl Into<Body>) -> Part {
    Part::stream(content.into()).file_name(name.to_owned())
}

/// A text of this size.
pub fn text_of(size: usize) -> Vec<u8> {
    b"All work and no play. ".iter().copied().cycle().take(size).collect()
}

/// An archive of one entry.
pub fn zip_of(name: &str, content: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file(name, options).and_then(|()| Ok(zip.write_all(content)?)).expect("writing to memory does not fail");
    zip.finish().expect("writing to memory does not fail").into_inner()
}

impl Client {
    /// Sends a file to `/cards/…/files` or `/projects/…/files`.
    pub fn upload(&self, to: &str, name: &str, content: impl Into<Body>) -> Request {
        self.send_form(to, Form::new().part("file", part(name, content)))
    }

    /// Sends a file to be imported into a project.
    pub fn import(&self, project: &str, source: &str, name: &str, content: impl Into<Body>) -> Request {
        let form = Form::new().text("source", source.to_owned()).part("file", part(name, content));
        self.send_import(project, form)
    }

    pub fn send_import(&self, project: &str, form: Form) -> Request {
        self.request(Method::POST, &format!("/projects/{project}/imports")).multipart(form)
    }

    pub fn send_form(&self, to: &str, form: Form) -> Request {
        self.request(Method::POST, &format!("{to}/files")).multipart(form)
    }

    /// Sends a form as it stands, with `|` for the ends of lines.
    pub fn send_raw(&self, to: &str, form: &str) -> Request {
        let form = form.replace('|', "\r\n");
        self.request(Method::POST, &format!("{to}/files")).body("multipart/form-data; boundary=b", form)
    }
}
