//! Putting it together, and serving it until told to stop.

use std::{sync::Arc, time::Duration};

use poem::{Endpoint, EndpointExt, Response, Server};
use poem_openapi::{OpenApi, OpenApiService};
use shared::app::Ctx;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    edge::{acceptor::Tcp, client::Networks, layer::Layer, origin::Origins, routing::Table},
    pages, routes,
    sockets::{crowd::Crowd, feed::Feeds, hub::Hub, presence::Presence, schema},
    spec::document,
    welcome::welcome,
};

/// How long `/readyz` says no before connections are refused, so that a load balancer can look elsewhere first.
const LAST_CALL: Duration = Duration::from_millis(500);
/// How long requests that are running may take to finish.
const PATIENCE: Duration = Duration::from_secs(25);

/// Whether the process is stopping, and the sockets that are open.
#[derive(Clone)]
pub struct Live {
    pub stop: CancellationToken,
    pub(crate) sockets: TaskTracker,
    pub(crate) hub: Arc<Hub>,
    pub(crate) feeds: Arc<Feeds>,
    pub(crate) presence: Presence,
    pub(crate) crowd: Arc<Crowd>,
}

impl Live {
    /// To be called on a runtime: the hints for sockets are listened to from now on.
    #[must_use]
    pub fn new(ctx: &Ctx, stop: CancellationToken) -> Self {
        let hub = Hub::start(&ctx.bus, stop.clone());
        let presence = Presence::start(ctx, hub.clone());
        Self { stop, sockets: TaskTracker::new(), hub, feeds: Arc::default(), presence, crowd: Crowd::new(&ctx.config) }
    }
}

/// `docs/openapi.json`: pretty-printed, with a newline at its end.
#[must_use]
pub fn spec() -> String {
    document().to_owned()
}

/// `docs/frames.json`: what sockets send and take, as JSON Schema.
#[must_use]
pub fn frames() -> &'static str {
    schema::document()
}

/// Everything that answers, without a listener.
pub fn app(ctx: &Ctx, live: &Live) -> impl Endpoint<Output = Response> + use<> {
    let api = routes::all(ctx);
    let mut table = Table::default();
    for path in routes::All::meta().into_iter().flat_map(|api| api.paths) {
        table.add(&path.path, path.operations.into_iter().map(|operation| operation.method));
    }
    let mut pages = pages::Pages::default();
    pages::all(&mut pages);
    for (template, methods) in pages.table() {
        table.add(template, methods.iter().cloned());
    }
    let router = pages.route().nest_no_strip("/api", OpenApiService::new(api, "", ""));
    let origins = Arc::new(Origins::new(&ctx.config.allowed_origins));
    let inner = router.data(ctx.clone()).data(live.clone()).map_to_response();
    Layer { inner, origins, trusted: Networks::parse(&ctx.config.trusted_proxies), routes: table }
}

/// Listens on `BIND_ADDR` and serves until `stop`; then says it is not ready, closes the sockets (1001) and lets
/// running requests finish.
///
/// # Errors
/// One line that names the address, where it cannot be listened on.
pub async fn run(ctx: Ctx, stop: CancellationToken) -> anyhow::Result<()> {
    let (listener, address) = Tcp::bind(ctx.config.bind_addr).await?;
    tracing::info!(%address, url = %ctx.config.base_url, "the API listens");
    println!("{}", welcome(&ctx, address).await);
    serve(ctx, listener, stop).await
}

/// As [`run`], on a listener that is open already.
pub async fn serve(ctx: Ctx, listener: Tcp, stop: CancellationToken) -> anyhow::Result<()> {
    let live = Live::new(&ctx, stop.clone());
    let app = app(&ctx, &live);
    let until = async move {
        stop.cancelled().await;
        tokio::time::sleep(LAST_CALL).await;
    };
    Server::new_with_acceptor(listener).run_with_graceful_shutdown(app, until, Some(PATIENCE)).await?;
    live.sockets.close();
    if tokio::time::timeout(PATIENCE, live.sockets.wait()).await.is_err() {
        tracing::warn!(left = live.sockets.len(), "some sockets did not close in time");
    }
    live.presence.end().await;
    Ok(())
}
