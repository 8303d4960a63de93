//! How the values of `shared` look in OpenAPI, without `shared` knowing of it.
//!
//! [`Wire`] gives a type its schema. For a view, [`wire!`] writes it from one list of fields, each with its meaning
//! and an example; the fields' types are read off the view itself, and a view that has a field more or less than the
//! list does not compile. What is sent is the view's own `Serialize`, straight to bytes.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use serde_json::Value;
use uuid::Uuid;

/// What may name the members of an object.
pub trait MapKey {}
impl MapKey for String {}

/// A type that is documented in OpenAPI.
pub trait Wire {
    /// Whether `null` is one of its values.
    const NULLABLE: bool = false;

    /// The schema: in place for simple types, by reference for named ones.
    fn schema() -> MetaSchemaRef;

    /// Adds the named schemas that [`Wire::schema`] refers to.
    fn register(_registry: &mut Registry) {}

    /// Counts the changes of the resource's own fields; what its `ETag` begins with.
    fn version(&self) -> Option<i64> {
        None
    }
}

/// A field of a documented object.
pub struct Property {
    pub name: &'static str,
    pub schema: MetaSchemaRef,
    pub required: bool,
}

/// What a field's list entry says of it, beside its type.
#[derive(Default)]
pub struct About {
    pub doc: &'static [&'static str],
    pub example: Option<Value>,
}

pub fn property<T: Wire>(registry: &mut Registry, name: &'static str, about: About, required: bool) -> Property {
    T::register(registry);
    Property { name, schema: described(T::schema(), T::NULLABLE, about), required }
}

/// As [`property`], with the type read off the view.
pub fn property_of<V, T: Wire>(registry: &mut Registry, name: &'static str, about: About, _field: fn(&V) -> &T) -> Property {
    property::<T>(registry, name, about, true)
}

pub fn object(doc: &[&'static str], properties: Vec<Property>, example: Option<Value>) -> MetaSchema {
    MetaSchema {
        description: text(doc),
        required: properties.iter().filter(|property| property.required).map(|property| property.name).collect(),
        properties: properties.into_iter().map(|property| (property.name, property.schema)).collect(),
        example,
        ..MetaSchema::new("object")
    }
}

/// A schema with a meaning and an example. Beside a `$ref` nothing else counts in OpenAPI 3.0, so a reference is
/// wrapped: in `allOf`, or where it may be `null`, in a `oneOf` that says so (`nullable` beside `allOf` does not).
fn described(schema: MetaSchemaRef, nullable: bool, about: About) -> MetaSchemaRef {
    let description = text(about.doc);
    let inner = match schema {
        MetaSchemaRef::Inline(inner) => MetaSchema { nullable: nullable || inner.nullable, ..*inner },
        MetaSchemaRef::Reference(name) => {
            let reference = MetaSchemaRef::Reference(name);
            if nullable {
                let null = MetaSchema { enum_items: vec![Value::Null], nullable: true, ..MetaSchema::ANY };
                MetaSchema { one_of: vec![reference, MetaSchemaRef::Inline(Box::new(null))], ..MetaSchema::ANY }
            } else if description.is_none() && about.example.is_none() {
                return reference;
            } else {
                MetaSchema { all_of: vec![reference], ..MetaSchema::ANY }
            }
        }
    };
    MetaSchemaRef::Inline(Box::new(MetaSchema {
        description: description.or(inner.description),
        example: about.example.or(inner.example.clone()),
        ..inner
    }))
}

/// The lines of a doc comment as one text. OpenAPI's model wants texts that live for ever; the document is made once.
fn text(doc: &[&'static str]) -> Option<&'static str> {
    let lines: Vec<&str> = doc.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    match lines.as_slice() {
        [] => None,
        [one] => Some(one),
        _ => Some(Box::leak(lines.join("\n").into_boxed_str())),
    }
}

pub fn simple(ty: &'static str, format: Option<&'static str>) -> MetaSchemaRef {
    MetaSchemaRef::Inline(Box::new(MetaSchema { format, ..MetaSchema::new(ty) }))
}

macro_rules! simple_types {
    ($($ty:ty => $name:literal $(, $format:literal)?;)+) => {$(
        impl Wire for $ty {
            fn schema() -> MetaSchemaRef {
                simple($name, [$($format)?].first().copied())
            }
        }
    )+};
}

simple_types! {
    String => "string";
    &str => "string";
    bool => "boolean";
    i32 => "integer", "int32";
    u32 => "integer", "int32";
    i64 => "integer", "int64";
    u64 => "integer", "int64";
    usize => "integer", "int64";
    f64 => "number", "double";
    Uuid => "string", "uuid";
    DateTime<Utc> => "string", "date-time";
    NaiveDate => "string", "date";
}

/// Any JSON.
impl Wire for Value {
    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema::ANY))
    }
}

impl<T: Wire> Wire for Option<T> {
    const NULLABLE: bool = true;

    fn schema() -> MetaSchemaRef {
        T::schema()
    }
    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema { items: Some(Box::new(T::schema())), ..MetaSchema::new("array") }))
    }
    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

/// An object with a member for each key.
impl<K: MapKey, T: Wire> Wire for BTreeMap<K, T> {
    fn schema() -> MetaSchemaRef {
        let values = Some(Box::new(T::schema()));
        MetaSchemaRef::Inline(Box::new(MetaSchema { additional_properties: values, ..MetaSchema::new("object") }))
    }
    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl<T: Wire> Wire for Box<T> {
    fn schema() -> MetaSchemaRef {
        T::schema()
    }
    fn register(registry: &mut Registry) {
        T::register(registry);
    }
    fn version(&self) -> Option<i64> {
        T::version(self)
    }
}

/// Documents a view of `shared`:
///
/// ```ignore
/// wire! {
///     /// A person inside another resource.
///     PersonView as "Person" {
///         /// Shown to others.
///         name = "Ada Lovelace",
///         id,
///     }
/// }
/// ```
///
/// `CardView as "Card", version {` for what carries a `version`, which then begins its `ETag`.
macro_rules! wire {
    ($($(#[doc = $doc:literal])* $view:ty as $name:literal $(, $version:ident)? {
        $($(#[doc = $field_doc:literal])* $field:ident $(= $example:tt)?),* $(,)?
    })+) => {$(
        impl $crate::edge::wire::Wire for $view {
            fn schema() -> poem_openapi::registry::MetaSchemaRef {
                poem_openapi::registry::MetaSchemaRef::Reference($name.to_owned())
            }
            fn register(registry: &mut poem_openapi::registry::Registry) {
                registry.create_schema::<Self, _>($name.to_owned(), |registry| {
                    // Fails to compile when the view and this list differ.
                    let _ = |view: Self| { let Self { $($field: _),* } = view; };
                    let properties = vec![$(
                        $crate::edge::wire::property_of(
                            registry,
                            stringify!($field),
                            $crate::edge::wire::About {
                                doc: &[$($field_doc),*],
                                example: None$(.or(Some(serde_json::json!($example))))?,
                            },
                            |view: &Self| &view.$field,
                        )
                    ),*];
                    $crate::edge::wire::object(&[$($doc),*], properties, None)
                });
            }
            $(fn version(&self) -> Option<i64> {
                Some(self.$version)
            })?
        }
    )+};
}
pub(crate) use wire;

/// Documents an enum of `shared` whose values are spelled by `as_str`.
macro_rules! wire_names {
    ($($name:ty as $title:expr),+ $(,)?) => {$(
        impl $crate::edge::wire::Wire for $name {
            fn schema() -> poem_openapi::registry::MetaSchemaRef {
                poem_openapi::registry::MetaSchemaRef::Reference($title.to_owned())
            }
            fn register(registry: &mut poem_openapi::registry::Registry) {
                registry.create_schema::<Self, _>($title.to_owned(), |_| poem_openapi::registry::MetaSchema {
                    enum_items: <$name>::ALL.iter().map(|one| one.as_str().into()).collect(),
                    ..poem_openapi::registry::MetaSchema::new("string")
                });
            }
        }
    )+};
}
pub(crate) use wire_names;
