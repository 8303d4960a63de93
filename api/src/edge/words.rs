//! What somebody looks for, and whose cards: values of queries that are more than a name or an id.

use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use shared::{
    app::cards::AssigneeFilter,
    domain::{UserId, text::no_nul},
};

use super::{
    field::FromText,
    wire::{Wire, simple},
};

/// Words to look for. There may be operators of search engines in it, and signs of any kind; they mean nothing.
#[derive(Clone, Debug, Default)]
pub struct Words(pub String);

const MOST: usize = 200;

impl Wire for Words {
    fn schema() -> MetaSchemaRef {
        simple("string", None).merge(MetaSchema { max_length: Some(MOST), ..MetaSchema::ANY })
    }
}

impl FromText for Words {
    fn from_text(text: &str) -> Result<Self, String> {
        no_nul(text)?;
        if text.chars().count() > MOST {
            return Err(format!("must be at most {MOST} characters long"));
        }
        Ok(Self(text.to_owned()))
    }
}

impl Wire for AssigneeFilter {
    fn schema() -> MetaSchemaRef {
        simple("string", None)
    }
}

impl FromText for AssigneeFilter {
    fn from_text(text: &str) -> Result<Self, String> {
        match text {
            "me" => Ok(Self::Me),
            "none" => Ok(Self::Nobody),
            id => {
                UserId::from_text(id).map(Self::Person).map_err(|_| "must be me, none, or an id (a UUID with hyphens)".to_owned())
            }
        }
    }
}
