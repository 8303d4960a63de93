//! Declares what a request carries: the struct, how it is read, its schema and its example, in one place.

/// A JSON body:
///
/// ```ignore
/// request! {
///     /// What a new column is made of.
///     pub struct CreateColumn {
///         /// Shown at its head.
///         pub name: String = "Review",
///         pub wip_limit: Option<i64> = 3,
///     }
/// }
/// ```
///
/// The examples together are the body that "Try it out" sends, so they must be valid as they stand; a field whose
/// example could not be (an id) has none.
macro_rules! request {
    ($($(#[doc = $doc:literal])* pub struct $name:ident {
        $($(#[doc = $field_doc:literal])* pub $field:ident : $ty:ty $(= $example:tt)?),* $(,)?
    })+) => {$(
        $(#[doc = $doc])*
        pub struct $name {
            $($(#[doc = $field_doc])* pub $field: $ty),*
        }

        impl $crate::edge::wire::Wire for $name {
            fn schema() -> poem_openapi::registry::MetaSchemaRef {
                poem_openapi::registry::MetaSchemaRef::Reference(stringify!($name).to_owned())
            }
            fn register(registry: &mut poem_openapi::registry::Registry) {
                registry.create_schema::<Self, _>(stringify!($name).to_owned(), |registry| {
                    let example = serde_json::Value::Object([
                        $($((stringify!($field).to_owned(), serde_json::json!($example)),)?)*
                    ].into_iter().collect());
                    let properties = vec![$(
                        $crate::edge::wire::property::<$ty>(
                            registry,
                            stringify!($field),
                            $crate::edge::wire::About {
                                doc: &[$($field_doc),*],
                                example: None$(.or(Some(serde_json::json!($example))))?,
                            },
                            <$ty as $crate::edge::field::Field>::absent().is_none(),
                        )
                    ),*];
                    $crate::edge::wire::object(&[$($doc),*], properties, Some(example))
                });
            }
        }

        impl $crate::edge::field::Field for $name {
            fn read(
                value: serde_json::Value,
                pointer: &str,
                wrong: &mut $crate::edge::field::Complaints,
            ) -> Option<Self> {
                let mut members = $crate::edge::field::Members::of(value, pointer, wrong)?;
                $(let $field = members.take::<$ty>(stringify!($field), wrong);)*
                members.finish(wrong);
                Some(Self { $($field: $field?),* })
            }
        }
    )+};
}
pub(crate) use request;

/// Query parameters; all of them may be left out:
///
/// ```ignore
/// query! {
///     pub struct ListBoards {
///         /// Only those whose name contains this.
///         pub q: Option<String>,
///     }
/// }
/// ```
macro_rules! query {
    ($($(#[doc = $doc:literal])* pub struct $name:ident {
        $($(#[doc = $field_doc:literal])* pub $field:ident : Option<$ty:ty> $(= $example:tt)?),* $(,)?
    })+) => {$(
        $(#[doc = $doc])*
        pub struct $name {
            $($(#[doc = $field_doc])* pub $field: Option<$ty>),*
        }

        impl $crate::edge::wire::Wire for $name {
            fn schema() -> poem_openapi::registry::MetaSchemaRef {
                poem_openapi::registry::MetaSchemaRef::Reference(concat!($crate::edge::query_prefix!(), stringify!($name)).to_owned())
            }
            fn register(registry: &mut poem_openapi::registry::Registry) {
                registry.create_schema::<Self, _>(concat!($crate::edge::query_prefix!(), stringify!($name)).to_owned(), |registry| {
                    let properties = vec![$(
                        $crate::edge::wire::property::<$ty>(
                            registry,
                            stringify!($field),
                            $crate::edge::wire::About {
                                doc: &[$($field_doc),*],
                                example: None$(.or(Some(serde_json::json!($example))))?,
                            },
                            false,
                        )
                    ),*];
                    $crate::edge::wire::object(&[$($doc),*], properties, None)
                });
            }
        }

        impl $crate::edge::query::FromQuery for $name {
            fn read(from: &mut $crate::edge::query::Pairs) -> Self {
                Self { $($field: from.take::<$ty>(stringify!($field))),* }
            }
        }
    )+};
}
pub(crate) use query;

/// Marks the schemas of query strings, which the finished document spreads out as single parameters.
macro_rules! query_prefix {
    () => {
        "Query."
    };
}
pub(crate) use query_prefix;
