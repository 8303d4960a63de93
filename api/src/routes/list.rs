//! The parameters that every list takes.

use shared::app::paging::PageRequest;

use crate::edge::{query::Limit, request::query, words::Words};

query! {
    /// Which page.
    pub struct Paging {
        /// The `next_cursor` of the page before.
        pub cursor: Option<String>,
        /// How many items, 1 to 200.
        pub limit: Option<Limit>,
    }

    /// Which members.
    pub struct ListMembers {
        /// Only those whose name or handle contains this.
        pub q: Option<Words>,
        /// The `next_cursor` of the page before.
        pub cursor: Option<String>,
        /// How many items, 1 to 200.
        pub limit: Option<Limit>,
    }
}

impl From<Paging> for PageRequest {
    fn from(asked: Paging) -> Self {
        page(asked.cursor, asked.limit)
    }
}

pub fn page(cursor: Option<String>, limit: Option<Limit>) -> PageRequest {
    PageRequest { cursor, limit: limit.map(|limit| limit.0) }
}
