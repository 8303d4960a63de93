//! Answers that are given as JSON or, where `?format=csv` asks for it, as a table for spreadsheets (RFC 4180, RFC 7111).

use poem::{
    IntoResponse, Response,
    http::{HeaderValue, StatusCode, header},
};
use poem_openapi::{
    ApiResponse,
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
};
use serde::Serialize;
use shared::{app::reports::Tabular, domain::ReportFormat};

use super::{
    content::disposition,
    reply::{ETAG, json, of_header, tagged},
    wire::{Wire, simple},
};

const CSV: &str = "text/csv; charset=utf-8";

/// 200 with a report in the format that was asked for.
pub struct Sheet<T> {
    view: T,
    format: ReportFormat,
}

impl<T> Sheet<T> {
    /// As JSON where nothing is asked for.
    pub fn new(view: T, format: Option<ReportFormat>) -> Self {
        Self { view, format: format.unwrap_or(ReportFormat::Json) }
    }
}

impl<T: Serialize + Wire + Tabular + Send> IntoResponse for Sheet<T> {
    fn into_response(self) -> Response {
        match self.format {
            ReportFormat::Json => json(StatusCode::OK, &self.view),
            ReportFormat::Csv => {
                let mut response = tagged(StatusCode::OK, CSV, self.view.table().take(), None);
                if let Ok(name) = HeaderValue::try_from(disposition(false, &self.view.file_name())) {
                    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
                }
                response
            }
        }
    }
}

impl<T: Wire> ApiResponse for Sheet<T> {
    fn meta() -> MetaResponses {
        let disposition = of_header("Content-Disposition", "The name of a file for it; of CSV only.");
        let response = MetaResponse {
            description: "The report",
            status: Some(200),
            status_range: None,
            content: vec![
                MetaMediaType { content_type: "application/json", schema: T::schema() },
                MetaMediaType { content_type: "text/csv", schema: simple("string", None) },
            ],
            headers: vec![of_header(ETAG.0, ETAG.1), disposition],
        };
        MetaResponses { responses: vec![response] }
    }
    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}
