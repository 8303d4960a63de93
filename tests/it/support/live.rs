//! People who look at a board or project live.

use super::{Board, Client, Person, Socket, TestApp};

/// Ada has a board, and Grace is a member of its project.
pub async fn cast(app: &TestApp) -> (Person, Person, Board) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    (ada, grace, board)
}

/// A socket past hello and the snapshot.
pub async fn on_board(who: &Client, board: &Board) -> Socket {
    begun(who, &format!("/ws/boards/{}", board.id)).await
}

/// A socket past hello and the snapshot.
pub async fn on_project(who: &Client, board: &Board) -> Socket {
    begun(who, &format!("/ws/projects/{}", board.project)).await
}

/// A socket past hello and the snapshot.
pub async fn begun(who: &Client, path: &str) -> Socket {
    let mut socket = who.socket(path).await;
    socket.expect("hello").await;
    socket.expect("snapshot").await;
    socket
}
