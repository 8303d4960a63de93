//! Reading a request's JSON body: within a limit, with the right media type, strictly.
//!
//! poem's own `Json` reads without a limit, coerces strings, ignores unknown fields and does not name a missing one.

use poem::{
    Request, RequestBody,
    error::ReadBodyError,
    http::{StatusCode, header},
};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, Registry},
};
use serde_json::Value;
use shared::limits::{JSON_BYTES, JSON_WITHIN};

use super::{
    failures::too_large,
    field::{Complaints, Field},
    idempotency,
    problem::Problem,
};

/// A JSON body.
pub struct Body<T>(pub T);

impl<'a, T: Field + Send> ApiExtractor<'a> for Body<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let content = vec![MetaMediaType { content_type: "application/json", schema: T::schema() }];
        Some(MetaRequest { description: None, content, required: true })
    }

    async fn from_request(request: &'a Request, body: &mut RequestBody, _: ExtractParamOptions<()>) -> poem::Result<Self> {
        check_media_type(request, "application/json")?;
        let value = parse(&read(request, body).await?)?;
        Ok(Self(check(value)?))
    }
}

/// A JSON body that may be left out.
pub struct MaybeBody<T>(pub Option<T>);

impl<'a, T: Field + Send> ApiExtractor<'a> for MaybeBody<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Body::<T>::request_meta().map(|meta| MetaRequest { required: false, ..meta })
    }

    async fn from_request(request: &'a Request, body: &mut RequestBody, _: ExtractParamOptions<()>) -> poem::Result<Self> {
        let bytes = read(request, body).await?;
        if bytes.is_empty() {
            return Ok(Self(None));
        }
        check_media_type(request, "application/json")?;
        Ok(Self(Some(check(parse(&bytes)?)?)))
    }
}

/// Reads `value` as a `T`, or says all that is wrong with it.
pub fn check<T: Field>(value: Value) -> Result<T, Problem> {
    let mut wrong = Complaints::default();
    let read = T::read(value, "", &mut wrong);
    let errors = wrong.into_errors();
    match read {
        Some(read) if errors.is_empty() => Ok(read),
        _ => Err(Problem::invalid(errors)),
    }
}

pub fn check_media_type(request: &Request, wanted: &str) -> Result<(), Problem> {
    let unsupported = |detail: String| Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail));
    let Some(given) = request.content_type() else {
        return unsupported(format!("the request has no Content-Type; send {wanted}"));
    };
    let essence = given.split(';').next().unwrap_or_default().trim();
    let charset = given.split(';').skip(1).filter_map(|part| part.trim().split_once('='));
    let utf8 = charset.filter(|(name, _)| name.eq_ignore_ascii_case("charset")).all(|(_, value)| {
        let value = value.trim_matches('"');
        value.eq_ignore_ascii_case("utf-8") || value.eq_ignore_ascii_case("us-ascii")
    });
    if !essence.eq_ignore_ascii_case(wanted) || !utf8 {
        return unsupported(format!("the body must be {wanted} in UTF-8"));
    }
    Ok(())
}

/// The body's bytes, within [`JSON_BYTES`] also where no length is declared.
pub async fn read(request: &Request, body: &mut RequestBody) -> Result<Vec<u8>, Problem> {
    let declared = request.header(header::CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    if declared.is_some_and(|length| length > JSON_BYTES) {
        return Err(too_large());
    }
    let unreadable = || Problem::new(StatusCode::BAD_REQUEST, "bad_request", "the body could not be read");
    let body = body.take().map_err(|_| unreadable())?;
    match tokio::time::timeout(JSON_WITHIN, body.into_bytes_limit(JSON_BYTES)).await {
        Ok(Ok(bytes)) => {
            idempotency::note(request, &bytes);
            Ok(bytes.into())
        }
        Ok(Err(ReadBodyError::PayloadTooLarge)) => Err(too_large()),
        Ok(Err(_)) => Err(unreadable()),
        Err(_) => Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "timeout", "the body took too long to arrive")),
    }
}

fn parse(bytes: &[u8]) -> Result<Value, Problem> {
    let unreadable = |detail: String| Problem::new(StatusCode::BAD_REQUEST, "bad_json", detail);
    if bytes.is_empty() {
        return Err(unreadable("the body is empty where JSON is expected".to_owned()));
    }
    serde_json::from_slice(bytes)
        .map_err(|error| unreadable(format!("the body is not JSON: line {}, column {}", error.line(), error.column())))
}
