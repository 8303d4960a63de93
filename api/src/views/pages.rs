//! A page of anything.

use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use serde_json::json;
use shared::app::paging::Page;

use crate::edge::{
    reply::Paged,
    wire::{About, Wire, object, property},
};

impl<T: Wire> Wire for Page<T> {
    fn schema() -> MetaSchemaRef {
        // Generic, so it has no name of its own: the document shows it in place.
        let cursor = MetaSchema { nullable: true, description: Some(CURSOR), ..MetaSchema::new("string") };
        let properties = vec![("items", Vec::<T>::schema()), ("next_cursor", MetaSchemaRef::Inline(Box::new(cursor)))];
        let page = MetaSchema { properties, required: vec!["items", "next_cursor"], ..MetaSchema::new("object") };
        MetaSchemaRef::Inline(Box::new(page))
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

const CURSOR: &str = "Give it back as `cursor` for what follows; `null` on the last page.";

impl<T> Paged for Page<T> {
    fn next_cursor(&self) -> Option<&str> {
        self.next_cursor.as_deref()
    }
}

/// For pages that carry something beside their items.
pub fn page_object<T: Wire>(
    registry: &mut Registry,
    doc: &[&'static str],
    extra: Vec<crate::edge::wire::Property>,
) -> MetaSchema {
    let items = About { doc: &[], example: None };
    let cursor = About { doc: &[CURSOR], example: Some(json!(null)) };
    let mut properties = vec![
        property::<Vec<T>>(registry, "items", items, true),
        property::<Option<String>>(registry, "next_cursor", cursor, true),
    ];
    properties.extend(extra);
    object(doc, properties, None)
}
