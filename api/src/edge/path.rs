//! Ids in a path. One that cannot be an id names nothing: 404, not 400.

use poem::{Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaParamIn, MetaSchemaRef, Registry},
};

use super::{field::FromText, problem::Problem};

/// The name matters: poem-openapi's macro knows a path parameter by it.
pub struct Path<T>(pub T);

impl<'a, T: FromText + Send> ApiExtractor<'a> for Path<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];
    const PARAM_IS_REQUIRED: bool = true;
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Path)
    }
    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(T::schema())
    }

    async fn from_request(request: &'a Request, _: &mut RequestBody, options: ExtractParamOptions<()>) -> poem::Result<Self> {
        let text = request.raw_path_param(options.name).unwrap_or_default();
        T::from_text(text).map(Self).map_err(|_| Problem::not_found("resource").into())
    }
}
