//! The private address of one's calendar.

use poem_openapi::OpenApi;
use shared::app::{
    Ctx,
    calendar::{self, CalendarView},
};

use super::Tag;
use crate::edge::{
    caller::Caller,
    reply::{Answer, Made},
};

pub struct Calendar(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/users/me/calendar", tag = "Tag::Users")]
impl Calendar {
    /// Make the address of my calendar
    ///
    /// For a calendar program: the due dates of cards that I am assigned to and that are not done (iCalendar, RFC 5545). Whoever
    /// has the address can read it, so it is shown this once; making another ends the one before. An API token is not good for
    /// this.
    #[oai(path = "/", method = "post", operation_id = "createCalendar")]
    async fn create(&self, caller: Caller) -> Answer<Made<CalendarView>> {
        Ok(Made(calendar::create(&self.0, &caller).await?))
    }
}
