//! Hints over Redis pub/sub. One PUBLISH per commit would cost the writer, so hints that come while one is on its way
//! travel together.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures_util::StreamExt;
use redis::{Client, IntoConnectionInfo, RedisResult, io::tcp::TcpSettings};
use serde::{Deserialize, Serialize};
use tokio::{
    sync::{broadcast, mpsc},
    time::{sleep, timeout},
};
use uuid::Uuid;

use super::{Hint, bus::Remote};

#[derive(Serialize, Deserialize)]
struct Parcel {
    /// Who sent it: a process does not hear itself twice.
    from: Uuid,
    hints: Vec<Hint>,
}

/// How long to wait for more hints before one parcel leaves.
const GATHER: Duration = Duration::from_millis(3);
const PAUSE: Duration = Duration::from_millis(500);

/// A client whose connections send at once: the crate's default lets small writes wait for the other side's
/// acknowledgement (Nagle's algorithm), which costs up to 40 ms each.
pub fn redis_client(url: &str) -> RedisResult<Client> {
    let info = url.into_connection_info()?;
    Client::open(info.set_tcp_settings(TcpSettings::default().set_nodelay(true)))
}

/// Comes back when Redis has answered.
///
/// # Errors
/// Where it is not there, or does not let us in.
pub async fn ask_redis(url: &str) -> RedisResult<()> {
    let mut connection = redis_client(url)?.get_multiplexed_async_connection().await?;
    redis::cmd("PING").query_async::<()>(&mut connection).await
}

pub(super) fn start(url: &str, prefix: &str, local: broadcast::Sender<Hint>) -> RedisResult<Remote> {
    let client = redis_client(url)?;
    let channel = format!("{prefix}:hints");
    let me = Uuid::now_v7();
    let (outbox, inbox) = mpsc::unbounded_channel();
    let hears = Arc::new(AtomicBool::new(false));
    tokio::spawn(listen(client.clone(), channel.clone(), me, local, hears.clone()));
    tokio::spawn(speak(client, channel, me, inbox));
    Ok(Remote { outbox, hears })
}

async fn listen(client: Client, channel: String, me: Uuid, local: broadcast::Sender<Hint>, hears: Arc<AtomicBool>) {
    loop {
        let ended = listen_once(&client, &channel, me, &local, &hears).await;
        hears.store(false, Ordering::Relaxed);
        // Waiting first: a process that ends takes its connections away in any order, which is nobody's trouble.
        sleep(PAUSE).await;
        if let Err(error) = ended {
            tracing::warn!(%error, "cannot hear hints from Redis; trying again");
        }
    }
}

async fn listen_once(
    client: &Client,
    channel: &str,
    me: Uuid,
    local: &broadcast::Sender<Hint>,
    hears: &AtomicBool,
) -> RedisResult<()> {
    let mut pubsub = client.get_async_pubsub().await?;
    pubsub.subscribe(channel).await?;
    hears.store(true, Ordering::Relaxed);
    let mut messages = pubsub.into_on_message();
    while let Some(message) = messages.next().await {
        let Ok(parcel) = serde_json::from_slice::<Parcel>(message.get_payload_bytes()) else { continue };
        if parcel.from != me {
            for hint in parcel.hints {
                let _ = local.send(hint);
            }
        }
    }
    Ok(())
}

async fn speak(client: Client, channel: String, me: Uuid, mut inbox: mpsc::UnboundedReceiver<Hint>) {
    let mut connection = None;
    let mut hints = Vec::new();
    while inbox.recv_many(&mut hints, 1024).await > 0 {
        if connection.is_none() {
            connection = timeout(PAUSE * 2, client.get_multiplexed_async_connection()).await.ok().and_then(Result::ok);
        }
        let mut seen = HashSet::new();
        hints.retain(|hint| seen.insert(*hint));
        let parcel = serde_json::to_vec(&Parcel { from: me, hints: std::mem::take(&mut hints) }).unwrap_or_default();
        if let Some(open) = connection.as_mut() {
            let sent = redis::cmd("PUBLISH").arg(&channel).arg(parcel).query_async::<i64>(open).await;
            if let Err(error) = sent {
                tracing::debug!(%error, "a hint was lost on the way to Redis");
                connection = None;
            }
        }
        if inbox.len() > 1 {
            sleep(GATHER).await;
        }
    }
}
