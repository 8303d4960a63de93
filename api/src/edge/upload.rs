//! Reading a file out of a form (`multipart/form-data`, RFC 7578), piece by piece: nothing of it is gathered here.
//!
//! The form has one field, `file`. That nothing follows it is part of the content: a form that has more ends it with an
//! error, so that what was read is given up.

use std::{
    pin::{Pin, pin},
    time::Duration,
};

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use poem::{
    FromRequest, Request, RequestBody,
    http::StatusCode,
    web::{Field, Multipart},
};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef, Registry},
};
use shared::app::files::NewFile;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_util::io::ReaderStream;

use super::{
    body::check_media_type,
    problem::Problem,
    wire::{About, Wire, object, property},
};

const MEDIA_TYPE: &str = "multipart/form-data";
const FIELD: &str = "file";
/// How long the next piece may take, and all of them.
const PIECE_WITHIN: Duration = Duration::from_secs(30);
const ALL_WITHIN: Duration = Duration::from_mins(10);
/// How much of a refused body is still read, and for how long. A sender that is cut off while it sends may never see why.
const DRAINED: usize = 32 << 20;
const DRAINED_WITHIN: Duration = Duration::from_secs(5);

/// A form with a file, of which nothing has been read.
pub struct FileForm(Multipart);

type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, Problem>> + Send>>;

/// The content of the form's file, and what follows it.
pub struct Content {
    pieces: Pieces,
}

impl FileForm {
    /// What the form says of its file, and the content to come.
    pub async fn open(mut self) -> Result<(NewFile, Content), Problem> {
        let until = Instant::now() + ALL_WITHIN;
        let field = match next_field(&mut self.0, until).await {
            Ok(Some(field)) => field,
            Ok(None) => return Err(Problem::one_invalid("/file", "is required")),
            Err(problem) => return Err(problem),
        };
        let refused = refuse(&field);
        let file = NewFile {
            name: field.file_name().unwrap_or_default().to_owned(),
            media_type: field.content_type().map(str::to_owned),
        };
        let content = Content { pieces: Box::pin(pieces(self.0, field, until)) };
        match refused {
            None => Ok((file, content)),
            Some(problem) => content.end(Err(problem)).await,
        }
    }
}

impl Content {
    /// The pieces of the file. An error ends them.
    pub fn pieces(&mut self) -> &mut Pieces {
        &mut self.pieces
    }

    /// What came of it. Where it was refused half-way, the rest is read first.
    pub async fn end<T>(mut self, outcome: Result<T, Problem>) -> Result<T, Problem> {
        if outcome.is_err() {
            drain(self.pieces()).await;
        }
        outcome
    }
}

async fn drain<E>(pieces: impl Stream<Item = Result<Bytes, E>>) {
    let rest = async {
        let mut pieces = pin!(pieces);
        let mut left = DRAINED;
        while let Some(Ok(piece)) = pieces.next().await
            && left > 0
        {
            left = left.saturating_sub(piece.len());
        }
    };
    let _ = timeout(DRAINED_WITHIN, rest).await;
}

fn refuse(field: &Field) -> Option<Problem> {
    match (field.name(), field.file_name()) {
        (Some(FIELD), Some(_)) => None,
        (Some(FIELD), None) => Some(Problem::one_invalid("/file", "must be a file, with its name")),
        (name, _) => Some(Problem::one_invalid(&format!("/{}", name.unwrap_or_default()), "is not a field of this form")),
    }
}

async fn next_field(form: &mut Multipart, until: Instant) -> Result<Option<Field>, Problem> {
    in_time(until, form.next_field()).await?.map_err(|_| unreadable())
}

async fn in_time<T>(until: Instant, what: impl Future<Output = T>) -> Result<T, Problem> {
    let until = until.min(Instant::now() + PIECE_WITHIN);
    let late = |_| Problem::new(StatusCode::REQUEST_TIMEOUT, "timeout", "the body took too long to arrive");
    timeout_at(until, what).await.map_err(late)
}

fn unreadable() -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad_form", "the body broke off, or is no form as multipart/form-data is written")
}

enum Reading {
    File(Multipart, Pin<Box<dyn Stream<Item = std::io::Result<Bytes>> + Send>>),
    After(Multipart),
    Done,
}

fn pieces(form: Multipart, field: Field, until: Instant) -> impl Stream<Item = Result<Bytes, Problem>> {
    let file = Box::pin(ReaderStream::with_capacity(field.into_async_read(), 64 << 10));
    stream::try_unfold(Reading::File(form, file), move |mut reading| async move {
        loop {
            match reading {
                Reading::File(form, mut file) => match in_time(until, file.next()).await? {
                    Some(piece) => return Ok(Some((piece.map_err(|_| unreadable())?, Reading::File(form, file)))),
                    None => reading = Reading::After(form),
                },
                Reading::After(mut form) => match next_field(&mut form, until).await? {
                    None => reading = Reading::Done,
                    Some(more) => {
                        let twice = Problem::one_invalid("/file", "must be given once only");
                        let problem = refuse(&more).unwrap_or(twice);
                        drain(ReaderStream::new(more.into_async_read())).await;
                        return Err(problem);
                    }
                },
                Reading::Done => return Ok(None),
            }
        }
    })
}

impl<'a> ApiExtractor<'a> for FileForm {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        <Self as Wire>::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let content = vec![MetaMediaType { content_type: MEDIA_TYPE, schema: Self::schema() }];
        Some(MetaRequest { description: None, content, required: true })
    }

    async fn from_request(request: &'a Request, body: &mut RequestBody, _: ExtractParamOptions<()>) -> poem::Result<Self> {
        check_media_type(request, MEDIA_TYPE)?;
        Ok(Self(<Multipart as FromRequest>::from_request(request, body).await.map_err(|_| unreadable())?))
    }
}

impl Wire for FileForm {
    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Reference("FileForm".to_owned())
    }

    fn register(registry: &mut Registry) {
        struct Binary;
        impl Wire for Binary {
            fn schema() -> MetaSchemaRef {
                MetaSchemaRef::Inline(Box::new(MetaSchema { format: Some("binary"), ..MetaSchema::new("string") }))
            }
        }
        registry.create_schema::<Self, _>("FileForm".to_owned(), |registry| {
            let about = About { doc: &[" The file, with its name."], example: None };
            let properties = vec![property::<Binary>(registry, FIELD, about, true)];
            object(&[" A form with one file."], properties, None)
        });
    }
}
