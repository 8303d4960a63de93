//! Reading query parameters strictly: an unknown name, a name given twice and a bad value are each a 422 that says
//! which. The parameters of an operation are one struct, declared by [`query!`](super::request::query).

use poem::{Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaParamIn, MetaSchema, MetaSchemaRef, Registry},
};

use super::{
    field::{Complaints, FromText},
    problem::Problem,
    wire::{Wire, simple},
};

pub trait FromQuery: Wire + Sized {
    fn read(from: &mut Pairs) -> Self;
}

/// The parameters of a request, taken out one by one.
pub struct Pairs {
    pairs: Vec<(String, String)>,
    wrong: Complaints,
}

impl Pairs {
    pub fn take<T: FromText>(&mut self, name: &str) -> Option<T> {
        let at = self.pairs.iter().position(|(given, _)| given == name)?;
        let (_, text) = self.pairs.remove(at);
        let pointer = format!("/{name}");
        if self.pairs.iter().any(|(given, _)| given == name) {
            self.pairs.retain(|(given, _)| given != name);
            return self.wrong.none(&pointer, "must be given once only");
        }
        T::from_text(&text).map_err(|why| self.wrong.note(&pointer, why)).ok()
    }
}

pub struct Query<T>(pub T);

impl<'a, T: FromQuery + Send> ApiExtractor<'a> for Query<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Query)
    }
    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(T::schema())
    }

    async fn from_request(request: &'a Request, _: &mut RequestBody, _: ExtractParamOptions<()>) -> poem::Result<Self> {
        Ok(Self(read(request)?))
    }
}

/// Query parameters of an address that others make: what is not known is passed over, and what cannot be read is as if it
/// were not there.
pub struct LooseQuery<T>(pub T);

impl<'a, T: FromQuery + Send> ApiExtractor<'a> for LooseQuery<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Query)
    }
    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(T::schema())
    }

    async fn from_request(request: &'a Request, _: &mut RequestBody, _: ExtractParamOptions<()>) -> poem::Result<Self> {
        Ok(Self(T::read(&mut pairs(request))))
    }
}

fn pairs(request: &Request) -> Pairs {
    let pairs = request.params::<Vec<(String, String)>>().unwrap_or_default();
    Pairs { pairs, wrong: Complaints::default() }
}

pub fn read<T: FromQuery>(request: &Request) -> Result<T, Problem> {
    let mut from = pairs(request);
    let read = T::read(&mut from);
    let Pairs { pairs, mut wrong } = from;
    for (name, _) in pairs {
        wrong.note(&format!("/{name}"), "is not a query parameter of this address");
    }
    let errors = wrong.into_errors();
    if errors.is_empty() { Ok(read) } else { Err(Problem::invalid(errors)) }
}

/// How many items a page has: 1 to 200.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(pub u32);

impl Wire for Limit {
    fn schema() -> MetaSchemaRef {
        simple("integer", Some("int64")).merge(MetaSchema {
            minimum: Some(1.0),
            maximum: Some(200.0),
            default: Some(50.into()),
            ..MetaSchema::ANY
        })
    }
}

impl FromText for Limit {
    fn from_text(text: &str) -> Result<Self, String> {
        i64::from_text(text)
            .ok()
            .filter(|limit| (1..=200).contains(limit))
            .and_then(|limit| u32::try_from(limit).ok())
            .map(Limit)
            .ok_or_else(|| "must be a whole number from 1 to 200".to_owned())
    }
}
