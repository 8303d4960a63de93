//! From what went wrong, in a use case or in the framework, to a [`Problem`]. The only place that knows which status
//! code an [`AppError`] has.

use std::time::Duration;

use poem::{
    error::ParsePathError,
    http::{HeaderValue, StatusCode, header},
};
use shared::app::AppError;

use super::problem::{FieldError, Problem};

/// After how many seconds to ask again when the database does not answer.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("2");

/// And when nothing can be written, which somebody has to see to.
const LATER: HeaderValue = HeaderValue::from_static("30");

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        let detail = error.to_string();
        match error {
            AppError::Unauthenticated { code, .. } => Problem::unauthenticated(code, detail),
            AppError::NotFound(_) => Problem::new(StatusCode::NOT_FOUND, "not_found", detail),
            AppError::Forbidden(_) => Problem::new(StatusCode::FORBIDDEN, "forbidden", detail),
            AppError::Invalid(fields) => {
                Problem::invalid(fields.into_iter().map(|(pointer, detail)| FieldError { pointer, detail }).collect())
            }
            AppError::Conflict { code, current, .. } => {
                Problem::new(StatusCode::CONFLICT, code, detail).with_current(current.map(|current| *current.0))
            }
            AppError::KeyReused => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused", detail),
            // The layer answers instead with what was answered then.
            AppError::Repeated => Problem::new(StatusCode::CONFLICT, "repeated", detail),
            AppError::Gone(_) => Problem::new(StatusCode::GONE, "gone", detail),
            AppError::TooMany { retry_after, .. } => Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", detail)
                .with_header(header::RETRY_AFTER, HeaderValue::from(retry_after)),
            AppError::PreconditionFailed => Problem::new(StatusCode::PRECONDITION_FAILED, "precondition_failed", detail),
            AppError::TooLarge(_) => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail),
            AppError::Unsupported(_) => Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail),
            AppError::Unavailable(_) => {
                Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail).with_header(header::RETRY_AFTER, RETRY_AFTER)
            }
            AppError::Unwritable => {
                Problem::new(StatusCode::SERVICE_UNAVAILABLE, "read_only", detail).with_header(header::RETRY_AFTER, LATER)
            }
            AppError::Internal(cause) => {
                // Logged inside the request's span, which carries the request id.
                tracing::error!(error = format!("{cause:#}"), "a request failed");
                Problem::internal()
            }
        }
    }
}

/// The framework's own errors. Its texts are not shown: they speak of its inside.
pub fn of_framework(error: poem::Error) -> Problem {
    let error = match error.downcast::<Problem>() {
        Ok(problem) => return problem,
        Err(error) => error,
    };
    if error.is::<ParsePathError>() {
        return Problem::not_found("resource");
    }
    match error.status() {
        StatusCode::NOT_FOUND => Problem::new(StatusCode::NOT_FOUND, "not_found", "there is nothing at this address"),
        StatusCode::METHOD_NOT_ALLOWED => Problem::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "this address does not take that method; see Allow",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "this media type is not taken here")
        }
        StatusCode::BAD_REQUEST => Problem::new(StatusCode::BAD_REQUEST, "bad_request", "the request cannot be read"),
        status if status.is_client_error() => {
            Problem::new(status, "bad_request", status.canonical_reason().unwrap_or("the request cannot be served"))
        }
        _ => {
            tracing::error!(error = error.to_string(), "the framework failed");
            Problem::internal()
        }
    }
}

/// 503, for what was given up because it took too long.
pub fn too_slow(within: Duration) -> Problem {
    tracing::warn!(?within, "a request took too long and was given up");
    let detail = "this took too long and was given up; try again, with the same Idempotency-Key if it had one";
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail).with_header(header::RETRY_AFTER, RETRY_AFTER)
}

/// 413, for a body that says or turns out to be over the limit.
pub fn too_large() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too_large",
        format!("the body is larger than the {} bytes that are taken here", shared::limits::JSON_BYTES),
    )
}
