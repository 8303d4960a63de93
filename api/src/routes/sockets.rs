//! Tickets for WebSockets.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        streams::{self, Stream, Ticket},
    },
    domain::{BoardId, ProjectId, StreamScope},
};

use super::Tag;
use crate::edge::{
    body::Body,
    caller::Caller,
    field::Given,
    reply::{Answer, Made},
    request::request,
};

request! {
    /// What the ticket is for.
    pub struct CreateTicket {
        pub scope: StreamScope = "notifications",
        /// With the scope `board`.
        pub board_id: Given<BoardId>,
        /// With the scope `project`.
        pub project_id: Given<ProjectId>,
    }
}

pub struct Sockets(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/ws", tag = "Tag::Sockets")]
impl Sockets {
    /// Get a ticket for a WebSocket
    ///
    /// Good once, for 30 seconds: open `/ws/notifications?ticket=…` (or `/ws/boards/…`,
    /// `/ws/projects/…`). For browsers, which can send no header there.
    #[oai(path = "/tickets", method = "post", operation_id = "createTicket")]
    async fn create(&self, caller: Caller, body: Body<CreateTicket>) -> Answer<Made<Ticket>> {
        let CreateTicket { scope, board_id, project_id } = body.0;
        let stream = Stream::read(scope, board_id.0, project_id.0)?;
        Ok(Made(streams::issue(&self.0, &caller, caller.expires_at, stream).await?))
    }
}
