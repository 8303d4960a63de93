//! What a person asked to be reminded of on a card. Nobody sees another one's.

use chrono::{DateTime, Utc};
use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        paging::Page,
        reminders::{self, NewReminder, ReminderView},
    },
    domain::{CardId, ReminderId},
};

use super::Tag;
use crate::edge::{
    body::Body,
    caller::Caller,
    path::Path,
    reply::{Answer, Created, Listed, NoContent},
    request::request,
};

request! {
    /// When to be reminded: at a time, or some time before the card falls due; one of the two.
    pub struct CreateReminder {
        pub at: Option<DateTime<Utc>>,
        /// An ISO 8601 duration in weeks, days, hours, minutes and seconds. It moves along with the due date.
        pub before_due: Option<String> = "PT24H",
    }
}

pub struct Reminders(pub Ctx);

#[OpenApi(prefix_path = "/api/v1", tag = "Tag::Reminders")]
impl Reminders {
    /// List my reminders of a card
    #[oai(path = "/cards/:card_id/reminders", method = "get", operation_id = "listReminders")]
    async fn list(&self, caller: Caller, card_id: Path<CardId>) -> Answer<Listed<Page<ReminderView>>> {
        Ok(Listed(reminders::list(&self.0, &caller, card_id.0).await?))
    }

    /// Be reminded of a card
    ///
    /// In the app and by mail, also during quiet hours. A card that is done or archived by then reminds nobody. At most
    /// 20 a card and person.
    #[oai(path = "/cards/:card_id/reminders", method = "post", operation_id = "createReminder")]
    async fn create(&self, caller: Caller, card_id: Path<CardId>, body: Body<CreateReminder>) -> Answer<Created<ReminderView>> {
        let CreateReminder { at, before_due } = body.0;
        let reminder = reminders::create(&self.0, &caller, card_id.0, NewReminder { at, before_due }).await?;
        Ok(Created::at(format!("/cards/{}/reminders", reminder.card_id), reminder))
    }

    /// Delete a reminder
    #[oai(path = "/reminders/:reminder_id", method = "delete", operation_id = "deleteReminder")]
    async fn delete(&self, caller: Caller, reminder_id: Path<ReminderId>) -> Answer<NoContent> {
        reminders::delete(&self.0, &caller, reminder_id.0).await?;
        Ok(NoContent)
    }
}
