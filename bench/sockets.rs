//! A board that many look at: how fast sockets open, what one costs that hears nothing, how soon everyone has an event, and
//! how many frames a second they take, beside plain bytes over as many connections of this machine.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use futures_util::{StreamExt, future::join_all};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest},
};

use crate::{
    mails::Team,
    rig::{Rig, Size, borrowed},
    support::Process,
    table::{Table, count},
};

type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Sockets that are opened at the same time, and events that are made at the same time.
const AT_ONCE: usize = 16;
/// About as long as an event of a card.
const FRAME: usize = 1_000;

pub async fn measure(rig: &Rig, size: &Size, table: &mut Table) {
    let plain = Plain::connect(size.listeners).await;
    let rounds = plain.rounds(size.limit).await;
    let each = "a kilobyte to each of as many connections";
    table.note(each, 1_000.0 / rounds, "ms");
    let bytes = "kilobytes to as many connections";
    table.note(bytes, rounds * count(size.listeners), "/s");

    let team = Team::meet(rig).await;
    let mut settings = team.settings.clone();
    settings.extend(["SOCKETS_PER_USER", "SOCKETS_PER_ADDRESS"].map(|name| (name.to_owned(), "1000000".to_owned())));
    let api = Process::start(team.site.place(), "api", &borrowed(&settings)).await;
    let (before, begun) = (api.memory(), Instant::now());
    let mut sockets = Vec::new();
    while sockets.len() < size.sockets {
        sockets.extend(join_all((0..AT_ONCE).map(|_| open(&team, &api))).await);
    }
    table.note("sockets opened, each with its snapshot", count(sockets.len()) / begun.elapsed().as_secs_f64(), "/s");
    let grown = api.memory().saturating_sub(before);
    table.note("memory of an idle socket", f64::from(u32::try_from(grown).expect("not that much")) / count(sockets.len()), "KiB");

    sockets.truncate(size.listeners);
    let audience = Audience::listen(sockets);
    let mut times = Vec::new();
    for number in 0..size.events {
        let sent = Instant::now();
        team.ada.card(&team.board.todo, &format!("Card {number}")).await;
        times.extend(audience.heard(number + 1).await.into_iter().map(|at| at - sent));
    }
    table.spread("a card made to its frame on each of many sockets", times, each);

    let begun = Instant::now();
    let rounds = size.events.div_ceil(AT_ONCE);
    for _ in 0..rounds {
        join_all((0..AT_ONCE).map(|_| team.ada.card(&team.board.todo, "One of many"))).await;
    }
    let flood = rounds * AT_ONCE;
    audience.heard(size.events + flood).await;
    let frames = count(flood * size.listeners) / begun.elapsed().as_secs_f64();
    table.compare("frames to many sockets, as fast as cards are made", frames, "/s", bytes);
}

/// Somebody who looks at the board, and has seen how it is.
async fn open(team: &Team, api: &Process) -> Stream {
    let address = format!("{}/ws/boards/{}", api.base().replacen("http", "ws", 1), team.board.id);
    let mut request = address.into_client_request().expect("an address");
    request.headers_mut().extend(team.ada.headers().clone());
    let (mut stream, _) = connect_async(request).await.expect("the socket opens");
    loop {
        match stream.next().await {
            Some(Ok(Message::Text(text))) if text.contains("\"type\":\"snapshot\"") => return stream,
            Some(Ok(_)) => {}
            other => panic!("a snapshot was expected and {other:?} came"),
        }
    }
}

/// Those who listen, and when each of them heard something.
struct Audience {
    count: usize,
    heard: Arc<AtomicUsize>,
    times: Arc<Mutex<Vec<Instant>>>,
    tasks: Vec<JoinHandle<()>>,
}

impl Audience {
    fn listen(sockets: Vec<Stream>) -> Self {
        let (count, heard, times) = (sockets.len(), Arc::default(), Arc::default());
        let task = |mut socket: Stream| {
            let (heard, times): (Arc<AtomicUsize>, Arc<Mutex<Vec<Instant>>>) = (Arc::clone(&heard), Arc::clone(&times));
            tokio::spawn(async move {
                while let Some(Ok(message)) = socket.next().await {
                    if matches!(&message, Message::Text(text) if text.contains("\"name\":\"card.created\"")) {
                        times.lock().unwrap().push(Instant::now());
                        heard.fetch_add(1, Ordering::Relaxed);
                    }
                }
            })
        };
        let tasks = sockets.into_iter().map(task).collect();
        Self { count, heard, times, tasks }
    }

    /// Waits until everyone heard so many events, and gives the times since the last call.
    async fn heard(&self, events: usize) -> Vec<Instant> {
        let begun = Instant::now();
        while self.heard.load(Ordering::Relaxed) < events * self.count {
            assert!(begun.elapsed() < Duration::from_mins(3), "everyone hears everything");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        std::mem::take(&mut *self.times.lock().unwrap())
    }
}

impl Drop for Audience {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// Connections with nothing of ours between their ends.
struct Plain {
    ends: Vec<TcpStream>,
    read: Arc<AtomicUsize>,
    tasks: Vec<JoinHandle<()>>,
}

impl Plain {
    async fn connect(count: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("there is a free port");
        let address = listener.local_addr().expect("it has an address");
        let (mut ends, mut tasks, read) = (Vec::new(), Vec::new(), Arc::new(AtomicUsize::new(0)));
        for _ in 0..count {
            let (near, far) = tokio::join!(listener.accept(), TcpStream::connect(address));
            ends.push(near.expect("it is accepted").0);
            let (mut far, read) = (far.expect("it connects"), read.clone());
            tasks.push(tokio::spawn(async move {
                let mut bytes = [0; FRAME];
                while far.read_exact(&mut bytes).await.is_ok() {
                    read.fetch_add(1, Ordering::Relaxed);
                }
            }));
        }
        Self { ends, read, tasks }
    }

    /// How often a second everyone can be sent a kilobyte and has it.
    async fn rounds(mut self, limit: Duration) -> f64 {
        let (begun, mut rounds) = (Instant::now(), 0_u32);
        while begun.elapsed() < limit || rounds == 0 {
            for end in &mut self.ends {
                end.write_all(&[b'x'; FRAME]).await.expect("it is sent");
            }
            rounds += 1;
            while self.read.load(Ordering::Relaxed) < self.ends.len() * rounds as usize {
                tokio::task::yield_now().await;
            }
        }
        let rate = f64::from(rounds) / begun.elapsed().as_secs_f64();
        self.tasks.iter().for_each(JoinHandle::abort);
        rate
    }
}
