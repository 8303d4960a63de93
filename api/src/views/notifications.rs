//! Notifications.

use poem_openapi::registry::{MetaSchemaRef, Registry};
use serde_json::json;
use shared::{
    app::notifications::{CardSummary, NotificationPage, NotificationView, Summary},
    domain::{BoardId, ProjectId},
};

use super::pages::page_object;
use crate::edge::{
    reply::Paged,
    wire::{About, Wire, property, wire},
};

wire! {
    /// Something a person is told.
    NotificationView as "Notification" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2aa0",
        /// Its number in the person's stream.
        seq = 7,
        kind = "assigned",
        /// Who did it; `null` where nobody in particular did.
        actor,
        /// `null` where it is about no card, or the reader may not see it any more.
        card,
        board,
        project,
        text = "Ada assigned you to WEB-12 Write the release notes",
        /// Where to go from here.
        url = "https://boards.example.org/cards/0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60",
        read_at = null,
        created_at = "2026-11-21T09:30:00.000001Z",
    }

    /// A card in few words.
    CardSummary as "CardSummary" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60",
        key = "WEB-12",
        title = "Write the release notes",
    }

    /// A board in few words.
    Summary<BoardId> as "BoardSummary" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a40",
        name = "Website",
    }

    /// A project in few words.
    Summary<ProjectId> as "ProjectSummary" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30",
        name = "Website",
    }
}

impl Wire for NotificationPage {
    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Reference("NotificationPage".to_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>("NotificationPage".to_owned(), |registry| {
            let about = About { doc: &[" How many are unread in all."], example: Some(json!(3)) };
            let unread = property::<i64>(registry, "unread_count", about, true);
            page_object::<NotificationView>(registry, &["A page of notifications."], vec![unread])
        });
    }
}

impl Paged for NotificationPage {
    fn next_cursor(&self) -> Option<&str> {
        self.page.next_cursor.as_deref()
    }
}
