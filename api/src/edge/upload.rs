//! Reading a file out of a form (`multipart/form-data`, RFC 7578), piece by piece: nothing of it is gathered here.
//!
//! The form has the field `file`, and where the route says so, short texts before or after it. That nothing else follows is
//! part of the content: a form that has more ends it with an error, so that what was read is given up.

use std::{
    collections::BTreeMap,
    pin::{Pin, pin},
    sync::{Arc, Mutex, PoisonError},
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
use shared::{
    app::files::NewFile,
    domain::ImportSource,
    limits::{PIECE_WITHIN, UPLOAD_WITHIN},
};
use tokio::{
    io::AsyncReadExt,
    time::{Instant, timeout, timeout_at},
};
use tokio_util::io::ReaderStream;

use super::{
    body::check_media_type,
    field::FromText,
    layer::MoreTime,
    problem::Problem,
    wire::{About, Wire, object, property},
};

const MEDIA_TYPE: &str = "multipart/form-data";
const FIELD: &str = "file";
/// How much of a refused body is still read, and for how long. A sender that is cut off while it sends may never see why.
const DRAINED: usize = 32 << 20;
const DRAINED_WITHIN: Duration = Duration::from_secs(5);
/// The longest text beside a file, in bytes.
const TEXT_MAX: u64 = 1_000;

/// A form with a file, of which nothing has been read.
pub struct FileForm(Multipart);

/// A form with a file and what it was written by, of which nothing has been read.
pub struct ImportForm(Multipart);

/// The texts that a form has beside its file.
#[derive(Clone)]
struct Texts {
    allowed: &'static [&'static str],
    read: Arc<Mutex<BTreeMap<String, String>>>,
}

type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, Problem>> + Send>>;

/// The content of the form's file, and what follows it.
pub struct Content {
    pieces: Pieces,
    texts: Texts,
}

impl FileForm {
    /// What the form says of its file, and the content to come.
    pub async fn open(self) -> Result<(NewFile, Content), Problem> {
        open(self.0, Texts::none_but(&[])).await
    }
}

impl ImportForm {
    /// What the form says of its file, and the content to come; what it was written by is known when that has come.
    pub async fn open(self) -> Result<(NewFile, Content), Problem> {
        open(self.0, Texts::none_but(&[SOURCE])).await
    }
}

const SOURCE: &str = "source";

async fn open(mut form: Multipart, texts: Texts) -> Result<(NewFile, Content), Problem> {
    let until = Instant::now() + UPLOAD_WITHIN;
    let field = loop {
        let Some(field) = next_field(&mut form, until).await? else {
            return Err(Problem::one_invalid("/file", "is required"));
        };
        match texts.take(field, until).await {
            Ok(None) => {}
            Ok(Some(field)) => break field,
            Err(problem) => {
                while let Ok(Some(rest)) = next_field(&mut form, until).await {
                    drain(ReaderStream::new(rest.into_async_read())).await;
                }
                return Err(problem);
            }
        }
    };
    let refused = refuse(&field);
    let file =
        NewFile { name: field.file_name().unwrap_or_default().to_owned(), media_type: field.content_type().map(str::to_owned) };
    let content = Content { texts: texts.clone(), pieces: Box::pin(pieces(form, texts, field, until)) };
    match refused {
        None => Ok((file, content)),
        Some(problem) => content.end(Err(problem)).await,
    }
}

impl Texts {
    fn none_but(allowed: &'static [&'static str]) -> Self {
        Self { allowed, read: Arc::default() }
    }

    /// Reads the field where it is one of these; else gives it back.
    async fn take(&self, field: Field, until: Instant) -> Result<Option<Field>, Problem> {
        let name = field.name().filter(|name| self.allowed.contains(name)).map(str::to_owned);
        let Some(name) = name else { return Ok(Some(field)) };
        let mut text = Vec::new();
        let mut start = field.into_async_read().take(TEXT_MAX + 1);
        in_time(until, start.read_to_end(&mut text)).await?.map_err(|_| unreadable())?;
        let pointer = format!("/{name}");
        let text = String::from_utf8(text).map_err(|_| Problem::one_invalid(&pointer, "must be text in UTF-8"))?;
        if text.len() as u64 > TEXT_MAX {
            return Err(Problem::one_invalid(&pointer, "is longer than any that is known"));
        }
        match self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(name, text) {
            None => Ok(None),
            Some(_) => Err(Problem::one_invalid(&pointer, "must be given once only")),
        }
    }

    fn get(&self, name: &str) -> Option<String> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }
}

impl Content {
    /// The pieces of the file. An error ends them.
    pub fn pieces(&mut self) -> &mut Pieces {
        &mut self.pieces
    }

    /// What the file was written by, once its content has come.
    pub fn source(&self) -> impl FnOnce() -> Result<ImportSource, Problem> + use<> {
        let texts = self.texts.clone();
        move || {
            let given = texts.get(SOURCE).ok_or_else(|| Problem::one_invalid("/source", "is required"))?;
            ImportSource::from_text(given.trim()).map_err(|why| Problem::one_invalid("/source", why))
        }
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

fn pieces(form: Multipart, texts: Texts, field: Field, until: Instant) -> impl Stream<Item = Result<Bytes, Problem>> {
    let file = Box::pin(ReaderStream::with_capacity(field.into_async_read(), 64 << 10));
    stream::try_unfold((Reading::File(form, file), texts), move |(mut reading, texts)| async move {
        loop {
            match reading {
                Reading::File(form, mut file) => match in_time(until, file.next()).await? {
                    Some(piece) => {
                        return Ok(Some((piece.map_err(|_| unreadable())?, (Reading::File(form, file), texts))));
                    }
                    None => reading = Reading::After(form),
                },
                Reading::After(mut form) => match next_field(&mut form, until).await? {
                    None => reading = Reading::Done,
                    Some(more) => {
                        let Some(more) = texts.take(more, until).await? else {
                            reading = Reading::After(form);
                            continue;
                        };
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

/// How a form is taken out of a request, and what the document says of it.
macro_rules! forms {
    ($($(#[doc = $doc:literal])* $form:ident { $($field:ident: $ty:ty = $about:literal),+ $(,)? })+) => {$(
        impl<'a> ApiExtractor<'a> for $form {
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
                MoreTime::of_upload(request);
                Ok(Self(<Multipart as FromRequest>::from_request(request, body).await.map_err(|_| unreadable())?))
            }
        }

        impl Wire for $form {
            fn schema() -> MetaSchemaRef {
                MetaSchemaRef::Reference(stringify!($form).to_owned())
            }

            fn register(registry: &mut Registry) {
                registry.create_schema::<Self, _>(stringify!($form).to_owned(), |registry| {
                    let properties = vec![$(
                        property::<$ty>(registry, stringify!($field), About { doc: &[$about], example: None }, true)
                    ),+];
                    object(&[$($doc),*], properties, None)
                });
            }
        }
    )+};
}

struct Binary;

impl Wire for Binary {
    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema { format: Some("binary"), ..MetaSchema::new("string") }))
    }
}

forms! {
    /// A form with one file.
    FileForm { file: Binary = " The file, with its name." }

    /// A form with one file and what that was written by.
    ImportForm {
        source: ImportSource = " What the file was written by.",
        file: Binary = " The file, with its name.",
    }
}
