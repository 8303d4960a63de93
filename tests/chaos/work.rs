//! Work, made as people make it: over HTTP, with the answers noted. An answer that did not come leaves it open whether the
//! change was made; whether it was is looked up in the end, as anybody would, on the board.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use tokio::time::{Instant, sleep, sleep_until};

use crate::{
    chance::Chance,
    sink::PICKY,
    support::{Board, Client, PASSWORD, Person},
};

/// Somebody is to be told of a card, by its title, which no other card has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Telling {
    pub title: String,
    pub to: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The change was made.
    Yes,
    /// None came, or one that the server was in trouble.
    Unknown,
}

/// Whoever makes work: one person who assigns cards of many boards to many others.
pub struct Office {
    boss: Person,
    people: Vec<(String, String)>,
    boards: Vec<Board>,
    http: reqwest::Client,
    /// Where the API answers.
    bases: Vec<String>,
    answers: Mutex<Vec<(Telling, Answer)>>,
    made: AtomicUsize,
}

/// How long a person waits for an answer.
const PATIENCE: Duration = Duration::from_secs(10);
const BOARDS: usize = 8;

impl Office {
    /// Registers `people` besides the boss, and gives them all the boards.
    pub async fn open(bases: Vec<String>, people: usize) -> Self {
        let visitor = Client::new(&bases[0]);
        let register = async |handle: &str| {
            let body = json!({"name": handle, "handle": handle, "email": format!("{handle}@example.org"), "password": PASSWORD});
            Person::of(&visitor, &visitor.post("/auth/register", body).await.expect(201))
        };
        let boss = register("boss").await;
        let mut staff = Vec::new();
        for number in 0..people {
            let handle = if number % 6 == 5 { format!("{PICKY}{number}") } else { format!("person{number}") };
            staff.push(register(&handle).await);
        }
        let mut boards = Vec::new();
        for number in 0..BOARDS {
            let board = boss.project(&format!("Project {number}")).await;
            for person in &staff {
                board.add(&boss, person, "member").await;
            }
            boards.push(board);
        }
        shared::storage::use_ring();
        let http = reqwest::Client::builder().no_proxy().timeout(PATIENCE).connect_timeout(Duration::from_secs(2)).build();
        Self {
            boss,
            people: staff.into_iter().map(|person| (person.id, person.email)).collect(),
            boards,
            http: http.expect("a client can be made"),
            bases,
            answers: Mutex::default(),
            made: AtomicUsize::new(0),
        }
    }

    /// Makes so many tellings, spread evenly over `time`, by so many hands.
    pub async fn work(self: &Arc<Self>, tellings: usize, time: Duration, hands: usize, chance: &mut Chance) {
        let begun = Instant::now();
        let mut working = tokio::task::JoinSet::new();
        for _ in 0..hands {
            let (office, mut chance) = (self.clone(), chance.split());
            working.spawn(async move {
                loop {
                    let number = office.made.fetch_add(1, Ordering::Relaxed);
                    if number >= tellings {
                        break;
                    }
                    let share = u32::try_from(number).expect("few") * (time / u32::try_from(tellings).expect("few"));
                    sleep_until(begun + share).await;
                    office.tell(number, &mut chance).await;
                }
            });
        }
        while let Some(done) = working.join_next().await {
            done.expect("whoever works does not fail");
        }
    }

    /// Assigns somebody to a new card: with the card, or in a request of its own. Each change is asked for once: people
    /// whose request broke off look whether it was done before they try again, and then there is nothing unknown.
    pub async fn tell(&self, number: usize, chance: &mut Chance) {
        let (id, email) = chance.one_of(&self.people).clone();
        let title = format!("Card {number:06} of chaos");
        let column = &chance.one_of(&self.boards).todo;
        let telling = Telling { title: title.clone(), to: email };
        let path = format!("/columns/{column}/cards");
        let answer = if chance.percent(50) {
            let made = self.ask(chance, reqwest::Method::POST, &path, json!({"title": title, "assignees": [id]})).await;
            if made.is_some() { Answer::Yes } else { Answer::Unknown }
        } else {
            let Some(card) = self.ask(chance, reqwest::Method::POST, &path, json!({"title": title})).await else { return };
            let path = format!("/cards/{}/assignees/{id}", card["id"].as_str().expect("an id"));
            let assigned = self.ask(chance, reqwest::Method::PUT, &path, json!({})).await;
            if assigned.is_some() { Answer::Yes } else { Answer::Unknown }
        };
        self.answers.lock().unwrap().push((telling, answer));
    }

    async fn ask(&self, chance: &mut Chance, method: reqwest::Method, path: &str, body: Value) -> Option<Value> {
        let url = format!("{}/api/v1{path}", chance.one_of(&self.bases));
        let request = self.http.request(method, &url).headers(self.boss.headers().clone()).json(&body);
        let Ok(answer) = request.send().await else {
            sleep(Duration::from_millis(100)).await; // One whose server is away does not hammer at it.
            return None;
        };
        let status = answer.status();
        let body = answer.text().await.ok()?;
        assert!(status.is_success() || status.is_server_error(), "{path} was answered with {status}: {body}");
        if status.is_success() { serde_json::from_str(&body).ok() } else { None }
    }

    pub fn answers(&self) -> Vec<(Telling, Answer)> {
        self.answers.lock().unwrap().clone()
    }

    /// What stands on the boards: who is assigned to which card.
    pub async fn on_boards(&self) -> BTreeSet<Telling> {
        let mut found = BTreeSet::new();
        for board in &self.boards {
            let reader = self.boss.asking(&self.bases[0]);
            let snapshot = reader.get(&format!("/boards/{}/snapshot", board.id)).await.expect(200);
            for card in snapshot["cards"].as_array().expect("cards") {
                for assignee in card["assignees"].as_array().expect("assignees") {
                    let (_, to) = self.people.iter().find(|(id, _)| assignee["id"] == **id).expect("one of the staff");
                    found.insert(Telling { title: card["title"].as_str().expect("a title").to_owned(), to: to.clone() });
                }
            }
        }
        found
    }
}
