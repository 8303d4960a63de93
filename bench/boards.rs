//! What people do most: to look at a board, and to make a card that is somebody's. On PostgreSQL beside pgbench with the same
//! reads and the same rows; on SQLite beside one client at a time. All on one board, and spread over as many as there are.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::future::join_all;
use hyper::Method;
use serde_json::json;
use shared::store::Engine;

use crate::{
    limits,
    load::{self, Ask, Make},
    mails, pgbench,
    rig::{Rig, Size, borrowed},
    support::{Board, Person, Place, Process},
    table::Table,
};

/// As many as ask at the same time.
const CLIENTS: usize = 16;
/// As many as make cards in SQLite at the same time: they share what they wait for.
const WRITERS: usize = 64;

pub async fn measure(rig: &Rig, size: &Size, table: &mut Table) {
    on_postgres(rig, size, table).await;
    on_sqlite(size, table).await;
}

async fn on_postgres(rig: &Rig, size: &Size, table: &mut Table) {
    let installation = rig.site().await;
    let api = Process::start(installation.place(), "api", &borrowed(&installation.settings(&[("ACCESS_TTL", "12h")]))).await;
    let team = Team::make(&api, size).await;
    for (boards, on) in team.some_and_all() {
        let plain = format!("pgbench: columns, cards and assignees of {on}");
        let scripts: Vec<_> = boards.iter().map(reads).collect();
        table.note(&plain, pgbench::rate(&installation, &scripts, CLIENTS, size.limit), "/s");
        let ours = load::rate(&api, &team.ada, CLIENTS, size.limit, snapshots(boards)).await;
        table.compare(&format!("snapshots of {on}, PostgreSQL"), ours, "/s", &plain);
    }
    for (boards, on) in team.some_and_all() {
        let plain = format!("pgbench: the rows of a new card on {on}");
        let scripts: Vec<_> = boards.iter().map(|board| rows(board, &team)).collect();
        table.note(&plain, pgbench::rate(&installation, &scripts, CLIENTS, size.limit), "/s");
        let ours = load::rate(&api, &team.ada, CLIENTS, size.limit, new_cards(boards, &team.grace)).await;
        table.compare(&format!("cards made on {on}, PostgreSQL"), ours, "/s", &plain);
    }
}

async fn on_sqlite(size: &Size, table: &mut Table) {
    let place = Place::new(Engine::Sqlite).await;
    let api = Process::start(&place, "api", &[("ACCESS_TTL", "12h"), ("RUST_LOG", "warn")]).await;
    let team = Team::make(&api, size).await;
    for (boards, on) in team.some_and_all() {
        let ours = load::rate(&api, &team.ada, CLIENTS, size.limit, snapshots(boards)).await;
        table.note(&format!("snapshots of {on}, SQLite"), ours, "/s");
    }
    let alone = "cards made one at a time, SQLite";
    let ours = load::rate(&api, &team.ada, 1, size.limit, team.new_cards()).await;
    table.compare(alone, ours, "/s", limits::FSYNCS);
    for (boards, on) in team.some_and_all() {
        let ours = load::rate(&api, &team.ada, WRITERS, size.limit, new_cards(boards, &team.grace)).await;
        table.compare(&format!("cards made on {on} by {WRITERS} clients, SQLite"), ours, "/s", alone);
    }
}

/// Two people and their boards, each with cards.
pub struct Team {
    pub ada: Person,
    grace: Person,
    boards: Vec<Board>,
}

impl Team {
    pub async fn make(api: &Process, size: &Size) -> Self {
        let (ada, grace) = (mails::register(&api.visitor(), "ada").await, mails::register(&api.visitor(), "grace").await);
        let mut boards = Vec::new();
        for number in 0..size.boards {
            let board = ada.project(&format!("Project {number}")).await;
            board.add(&ada, &grace, "member").await;
            boards.push(board);
        }
        for board in &boards {
            let columns = [&board.todo, &board.in_progress, &board.done];
            let cards = (0..size.cards).map(|number| {
                let assignees = if number % 2 == 0 { vec![&grace.id] } else { vec![] };
                let body = json!({"title": format!("Card {number} of this board"), "assignees": assignees});
                ada.card_with(columns[number % columns.len()], body)
            });
            join_all(cards).await;
        }
        Self { ada, grace, boards }
    }

    /// All boards are looked at.
    pub fn snapshots(&self) -> Arc<Make> {
        snapshots(&self.boards)
    }

    /// Cards are made on all boards.
    pub fn new_cards(&self) -> Arc<Make> {
        new_cards(&self.boards, &self.grace)
    }

    /// The first board, and all of them.
    fn some_and_all(&self) -> [(&[Board], String); 2] {
        [(&self.boards[..1], "one board".to_owned()), (&self.boards, format!("{} boards", self.boards.len()))]
    }
}

/// Each client goes from board to board, and starts at another.
fn on_boards(boards: &[Board], make: impl Fn(&Board) -> Ask) -> Arc<Make> {
    let requests: Vec<_> = boards.iter().map(make).collect();
    Arc::new(move |client, sent| requests[(client * 7 + sent) % requests.len()].clone())
}

fn snapshots(boards: &[Board]) -> Arc<Make> {
    on_boards(boards, |board| (Method::GET, format!("/boards/{}/snapshot", board.id), Bytes::new()))
}

fn new_cards(boards: &[Board], assignee: &Person) -> Arc<Make> {
    let body = Bytes::from(json!({"title": "One of many", "assignees": [assignee.id]}).to_string());
    on_boards(boards, move |board| (Method::POST, format!("/columns/{}/cards", board.todo), body.clone()))
}

/// What a snapshot shows, by as few statements as an application would need.
fn reads(Board { id, .. }: &Board) -> String {
    format!(
        "SELECT id, name, kind, wip_limit, position, version, created_at, updated_at FROM columns \
         WHERE board_id = '{id}' AND deleted_at IS NULL ORDER BY position, id;\n\
         SELECT c.*, u.name AS creator_name, u.handle AS creator_handle FROM cards c JOIN users u ON u.id = c.created_by \
         WHERE c.board_id = '{id}' AND c.deleted_at IS NULL AND c.archived_at IS NULL ORDER BY c.column_id, c.position, c.id;\n\
         SELECT a.card_id, a.user_id, u.name, u.handle FROM cards c JOIN card_assignees a ON a.card_id = c.id \
         JOIN users u ON u.id = a.user_id WHERE c.board_id = '{id}' AND c.deleted_at IS NULL ORDER BY a.assigned_at, a.user_id;\n"
    )
}

/// The rows of a card that is made for somebody: the card, what it is found by, its two events and the job that tells of it.
fn rows(board: &Board, team: &Team) -> String {
    let Board { project, id, todo, .. } = board;
    let (ada, grace) = (&team.ada.id, &team.grace.id);
    let data = json!({"card": {"title": "One of many", "assignees": [team.grace.view()], "and so on": "x".repeat(600)}});
    format!(
        "BEGIN;\n\
         UPDATE projects SET next_card_number = next_card_number + 1 WHERE id = '{project}' \
         RETURNING next_card_number - 1 AS number \\gset\n\
         INSERT INTO cards (id, project_id, board_id, column_id, number, title, description, position, priority, watchers_count, \
         comments_count, files_count, checklist_done, checklist_total, version, created_by, created_at, updated_at) \
         VALUES (gen_random_uuid(), '{project}', '{id}', '{todo}', :number, 'One of many', '', 'n', 0, 0, 0, 0, 0, 0, 1, '{ada}', now(), \
         now()) RETURNING id AS card \\gset\n\
         INSERT INTO card_stays (card_id, kind, entered_at) VALUES (:card, 'todo', now());\n\
         INSERT INTO card_documents (card_id, card_words, comment_words) VALUES (:card, 'many of one', '');\n\
         INSERT INTO card_assignees (card_id, user_id, assigned_at) VALUES (:card, '{grace}', now());\n\
         INSERT INTO jobs (id, kind, queue, payload, state, priority, run_at, due_at, attempts, max_attempts, losses, created_at) \
         VALUES (gen_random_uuid(), 'notify_event', 'notifications', '{{}}', 'ready', 0, now(), now(), 0, 12, 0, now());\n\
         UPDATE streams SET seq = seq + 2 WHERE id = '{id}' RETURNING seq AS seq \\gset\n\
         INSERT INTO events (id, name, actor_id, project_id, board_id, board_seq, card_id, data, created_at) VALUES \
         (gen_random_uuid(), 'card.created', '{ada}', '{project}', '{id}', :seq - 1, :card, '{data}', now()), \
         (gen_random_uuid(), 'card.assigned', '{ada}', '{project}', '{id}', :seq, :card, '{data}', now());\n\
         COMMIT;\n"
    )
}
