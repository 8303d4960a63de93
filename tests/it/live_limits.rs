//! What a client may not do to a socket, and what it may: a clear close for the one, nothing lost by the other.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::tungstenite::{
    Message,
    protocol::frame::{
        Frame, FrameHeader,
        coding::{Data, OpCode},
    },
};

use crate::support::{Board, Person, Process, TestApp, id, live::on_board, stories};

stories![
    frames_that_are_no_text_close_the_socket_clearly,
    a_message_in_fragments_is_read_up_to_the_limit,
    bytes_that_are_no_frames_close_the_socket_clearly,
    too_many_frames_or_sockets_are_too_many,
    a_reader_who_takes_nothing_is_sent_away_and_comes_back,
    fifty_who_take_nothing_cost_little_and_harm_nobody,
    the_schema_of_the_frames_is_served,
];

async fn cast(app: &TestApp) -> (Person, Board) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    (ada, board)
}

/// A frame that a client's library does not make by itself, masked as it must be.
fn frame(kind: Data, last: bool, payload: &[u8]) -> Message {
    let header = FrameHeader { is_final: last, opcode: OpCode::Data(kind), ..FrameHeader::default() };
    Message::Frame(Frame::from_payload(header, payload.to_vec().into()))
}

async fn frames_that_are_no_text_close_the_socket_clearly(app: &TestApp) {
    let (ada, board) = cast(app).await;
    let ping = |size: usize| json!({"type": "ping", "id": "p-1", "data": {"x": "y".repeat(size)}}).to_string();
    let cases = [
        (Message::binary(vec![1, 2, 3]), 1003),
        (Message::text(ping(64 << 10)), 1009),
        (Message::text("x".repeat(2 << 20)), 1009),
        (frame(Data::Text, true, &[0xff, 0xfe]), 1007),
        (frame(Data::Continue, true, b"{}"), 1002),
        (frame(Data::Reserved(5), true, b"{}"), 1002),
    ];
    for (message, code) in cases {
        let mut socket = on_board(&ada, &board).await;
        socket.send_message(message).await;
        let (closed, why, _) = socket.ended().await;
        assert_eq!(closed, code, "{why}");
        assert!(!why.is_empty());
    }
    // As much as may be sent is read.
    let mut socket = on_board(&ada, &board).await;
    socket.send_text(&ping(60 << 10)).await;
    assert_eq!(socket.skip_to(|frame| frame["type"] == "ack").await["id"], "p-1");
}

async fn a_message_in_fragments_is_read_up_to_the_limit(app: &TestApp) {
    let (ada, board) = cast(app).await;
    let mut socket = on_board(&ada, &board).await;
    for (kind, last, part) in
        [(Data::Text, false, "{\"type\":\"pi"), (Data::Continue, false, "ng\",\"id\":"), (Data::Continue, true, "\"p\"}")]
    {
        socket.send_message(frame(kind, last, part.as_bytes())).await;
    }
    assert_eq!(socket.skip_to(|frame| frame["type"] == "ack").await["id"], "p");
    // A new message within one that is not over.
    socket.send_message(frame(Data::Text, false, b"{")).await;
    socket.send_message(frame(Data::Text, true, b"{}")).await;
    assert_eq!(socket.closed().await, 1002);
    let mut socket = on_board(&ada, &board).await;
    let part = "x".repeat(40 << 10);
    socket.send_message(frame(Data::Text, false, part.as_bytes())).await;
    socket.send_message(frame(Data::Continue, false, part.as_bytes())).await;
    assert_eq!(socket.closed().await, 1009);
}

async fn bytes_that_are_no_frames_close_the_socket_clearly(app: &TestApp) {
    let (ada, board) = cast(app).await;
    let unmasked = [0x81, 0x02, b'{', b'}'];
    let too_long_a_ping = [[0x89, 0xfe, 0x10, 0x00].as_slice(), &[0; 8192]].concat();
    let reserved_bits = [0xf1, 0x82, 1, 2, 3, 4, 5, 6];
    let endless = [0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4];
    for (bytes, code) in [(unmasked.as_slice(), 1002), (&too_long_a_ping, 1002), (&reserved_bits, 1002), (&endless, 1009)] {
        let mut socket = on_board(&ada, &board).await;
        socket.raw().write_all(bytes).await.unwrap();
        assert_eq!(socket.closed().await, code, "{bytes:?}");
    }
    assert_eq!(on_board(&ada, &board).await.command("ping", "p", json!({})).await["ok"], true, "nobody else minds");
}

async fn too_many_frames_or_sockets_are_too_many(app: &TestApp) {
    let (ada, board) = cast(app).await;
    let bob = app.register("bob").await;
    board.add(&ada, &bob, "member").await;
    let limited = app.another(&[("RATE_LIMIT", "1"), ("SOCKETS_PER_USER", "3"), ("SOCKETS_PER_ADDRESS", "4")]).await;
    let (ada, bob) = (ada.at(&limited), bob.at(&limited));
    let mut sockets = Vec::new();
    for _ in 0..3 {
        sockets.push(on_board(&ada, &board).await);
    }
    let (code, why, _) = ada.socket("/ws/notifications").await.ended().await;
    assert_eq!((code, why.as_str()), (4429, "too many sockets"));
    let theirs = on_board(&bob, &board).await;
    assert_eq!(bob.socket("/ws/notifications").await.closed().await, 4429, "four from one address");
    drop(theirs);
    // Pings are frames, too.
    let mut socket = sockets.pop().unwrap();
    for _ in 0..=100 {
        socket.send_message(Message::Ping(vec![1].into())).await;
    }
    assert_eq!(socket.ended().await.1, "too many messages");
    let mut socket = sockets.pop().unwrap();
    for number in 0..=100 {
        socket.send(json!({"type": "ping", "id": format!("p-{number}")})).await;
    }
    let (code, why, before) = socket.ended().await;
    assert_eq!((code, why.as_str()), (4429, "too many messages"));
    assert_eq!(before.iter().filter(|frame| frame["type"] == "ack").count(), 100);
    // Whoever closed one may open another.
    let again = async {
        loop {
            let mut socket = ada.socket(&format!("/ws/boards/{}", board.id)).await;
            if socket.first().await["type"] == "hello" {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), again).await.expect("there is room again");
    limited.shut_down().await;
}

async fn a_reader_who_takes_nothing_is_sent_away_and_comes_back(app: &TestApp) {
    let (ada, board) = cast(app).await;
    let card = ada.card(&board.todo, "Large").await["id"].as_str().unwrap().to_owned();
    let bob = app.register("bob").await;
    board.add(&ada, &bob, "member").await;
    let mut reads = on_board(&ada, &board).await;
    let mut stalled = bob.socket(&format!("/ws/boards/{}", board.id)).await;
    let hello = stalled.expect("hello").await;
    let start = stalled.expect("snapshot").await["seq"].as_i64().unwrap();
    let (mut written, mut last) = (0, start);
    // Until neither side's system takes more; the other reader hears all of it meanwhile. Once it is sent away it has some
    // seconds to hear why.
    let text = "x".repeat(99_000);
    while written < 160 && is_there(&ada, &board, "bob").await {
        let change = json!({"description": format!("{written}{text}")});
        ada.patch(&format!("/cards/{card}"), change).await.expect(200);
        let heard = reads.skip_to(|frame| frame["type"] == "event").await;
        assert_eq!(heard["seq"], last + 1);
        (written, last) = (written + 1, last + 1);
    }
    sent_away(&ada, &board, "bob").await;
    // What was sent before it stalled is read, then why there is no more.
    let (mut frames, mut code) = (Vec::new(), None);
    while code.is_none() {
        match stalled.try_text().await {
            Some(Ok(frame)) => frames.push(frame),
            Some(Err(close)) => code = Some(close),
            None => break,
        }
    }
    let mut seq = start;
    for frame in frames.iter().map(|frame| serde_json::from_str::<Value>(frame).unwrap()).filter(|frame| frame["type"] == "event")
    {
        assert_eq!(frame["seq"], seq + 1);
        seq += 1;
    }
    assert_eq!(code, Some(4408));
    assert!(seq < last, "it was not sent everything: {seq} of {last}");
    let again = format!("/ws/boards/{}?since={seq}&epoch={}", board.id, hello["epoch"].as_str().unwrap());
    let mut again = bob.socket(&again).await;
    again.expect("hello").await;
    while seq < last {
        assert_eq!(again.expect("event").await["seq"], seq + 1);
        seq += 1;
    }
}

async fn fifty_who_take_nothing_cost_little_and_harm_nobody(app: &TestApp) {
    let (ada, board) = cast(app).await;
    let card = format!("/cards/{}", id(&ada.card(&board.todo, "Large").await));
    let process = Process::start(app.place(), "api", &[("SOCKETS_PER_USER", "100")]).await;
    let bob = app.register("bob").await;
    board.add(&ada, &bob, "member").await;
    let (there, bob) = (ada.asking(process.base()), bob.asking(process.base()));
    let mut reads = there.socket(&format!("/ws/boards/{}", board.id)).await;
    let epoch = reads.expect("hello").await["epoch"].as_str().unwrap().to_owned();
    let start = reads.expect("snapshot").await["seq"].as_i64().unwrap();
    let mut stalled = Vec::new();
    for _ in 0..50 {
        stalled.push(on_board(&bob, &board).await);
    }
    let before = process.memory();
    // For each of them 15 MB, of which the systems between take some; kept for all, it would be 750 MB.
    let text = "x".repeat(99_000);
    let mut last = None;
    for number in 0..150 {
        there.patch(&card, json!({"description": format!("{number}{text}")})).await.expect(200);
        let seq = reads.skip_to(|frame| frame["type"] == "event").await["seq"].as_i64().unwrap();
        assert!(last.is_none_or(|last| seq == last + 1), "who reads hears everything");
        last = Some(seq);
    }
    let grown = process.memory().saturating_sub(before) / 1024;
    assert!(grown < 64, "{grown} MiB more than before");
    // Who begins to read before it is sent away is no longer slow, and stays.
    sent_away(&ada, &board, "bob").await;
    drop(stalled);
    // Nor do those cost much who come back for all of it, and take nothing either.
    let mut back = Vec::new();
    for _ in 0..50 {
        back.push(bob.socket(&format!("/ws/boards/{}?since={start}&epoch={epoch}", board.id)).await);
    }
    for socket in &mut back {
        socket.expect("hello").await;
    }
    let (stalling, mut most) = (Instant::now(), 0);
    while is_there(&ada, &board, "bob").await {
        assert!(stalling.elapsed() < Duration::from_mins(1), "they are sent away");
        most = most.max(process.memory());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let grown = most.saturating_sub(before) / 1024;
    assert!(grown < 96, "{grown} MiB more than before");
    assert_eq!(back.pop().unwrap().closed().await, 4408);
}

async fn is_there(reader: &Person, board: &Board, handle: &str) -> bool {
    reader.get(&format!("/boards/{}/online", board.id)).await.expect(200)["items"].to_string().contains(handle)
}

/// Waits until somebody is not on the board any more.
async fn sent_away(reader: &Person, board: &Board, handle: &str) {
    let stalling = Instant::now();
    while is_there(reader, board, handle).await {
        assert!(stalling.elapsed() < Duration::from_secs(30), "it is sent away");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn the_schema_of_the_frames_is_served(app: &TestApp) {
    let answer = app.outside(reqwest::Method::GET, "/docs/ws").await;
    assert_eq!(answer.header("content-type"), "application/schema+json");
    let schema: Value = answer.expect(200);
    let committed = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/frames.json")).unwrap();
    assert_eq!(schema, serde_json::from_str::<Value>(&committed).unwrap());
}
