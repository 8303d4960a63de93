//! Giving out a file that is made while it is read. Its length is not known before its end; one that breaks off ends without
//! the mark that ends a body, so that its reader knows.

use poem::{
    Body, IntoResponse, Response,
    http::{HeaderValue, header},
};
use poem_openapi::{
    ApiResponse,
    registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry},
};
use serde_json::Value;
use shared::{app::exports::Export, domain::ExportFormat};

use super::{
    content::disposition,
    wire::{Wire, simple},
};

pub struct Exported(pub Export);

impl IntoResponse for Exported {
    fn into_response(self) -> Response {
        let Export { name, format, pieces } = self.0;
        let media_type = match format {
            ExportFormat::Json => "application/json",
            ExportFormat::Csv => "text/csv; charset=utf-8; header=present",
            ExportFormat::Zip => "application/zip",
        };
        let mut response = Response::builder().content_type(media_type).body(Body::from_bytes_stream(pieces));
        if let Ok(value) = HeaderValue::try_from(disposition(false, &name)) {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
        }
        response
    }
}

impl ApiResponse for Exported {
    fn meta() -> MetaResponses {
        let bytes = MetaSchemaRef::Inline(Box::new(MetaSchema { format: Some("binary"), ..MetaSchema::new("string") }));
        let name = MetaHeader {
            name: "Content-Disposition".to_owned(),
            description: Some("The file's name.".to_owned()),
            required: false,
            deprecated: false,
            schema: simple("string", None),
        };
        let response = MetaResponse {
            description: "The file",
            status: Some(200),
            status_range: None,
            content: vec![
                MetaMediaType { content_type: "application/json", schema: Value::schema() },
                MetaMediaType { content_type: "text/csv", schema: bytes.clone() },
                MetaMediaType { content_type: "application/zip", schema: bytes },
            ],
            headers: vec![name],
        };
        MetaResponses { responses: vec![response] }
    }
    fn register(_: &mut Registry) {}
}
