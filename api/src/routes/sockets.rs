//! Tickets for WebSockets.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        streams::{self, Ticket},
    },
    domain::StreamScope,
};

use super::Tag;
use crate::edge::{
    body::Body,
    caller::Caller,
    reply::{Answer, Made},
    request::request,
};

request! {
    /// What the ticket is for.
    pub struct CreateTicket {
        pub scope: StreamScope = "notifications",
    }
}

pub struct Sockets(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/ws", tag = "Tag::Sockets")]
impl Sockets {
    /// Get a ticket for a WebSocket
    ///
    /// Good once, for 30 seconds: open `/ws/notifications?ticket=…`. For browsers, which can send no header there.
    #[oai(path = "/tickets", method = "post", operation_id = "createTicket")]
    async fn create(&self, caller: Caller, body: Body<CreateTicket>) -> Answer<Made<Ticket>> {
        Ok(Made(streams::issue(&self.0, &caller, caller.expires_at, body.0.scope, None).await?))
    }
}
