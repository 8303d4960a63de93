//! What is noted of where someone signs in from.

use poem::{FromRequest, Request, RequestBody, http::header};
use shared::app::{Trace, accounts::Device};

use super::{caller::trace, client::Client};

/// A caller who is not signed in yet.
pub struct Visitor {
    pub device: Device,
    pub trace: Trace,
}

impl Visitor {
    pub fn of(request: &Request) -> Self {
        let address = request.data::<Client>().and_then(|client| client.address).map(|address| address.to_string());
        let user_agent = request.header(header::USER_AGENT).map(str::to_owned);
        Self { device: Device { user_agent, address }, trace: trace(request) }
    }
}

impl<'a> FromRequest<'a> for Visitor {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self::of(request))
    }
}
