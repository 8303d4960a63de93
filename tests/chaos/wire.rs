//! Kill points around COMMIT: enough of PostgreSQL's protocol (version 3) to see one going by.
//!
//! A transaction commits in two ways here: with the simple query `COMMIT`, or with the Sync after a single statement that
//! writes, outside of any transaction (how the job engine claims and finishes). An armed [`Trap`] waits for the next of
//! either on one process' connections and kills that process at one of three points: before the server hears of it,
//! after it was passed on and before the answer comes back (the server commits, and nobody learns of it), or as soon as
//! the answer was passed on. The connection ends with the process, so that nothing else of it passes.
//!
//! Messages are read as the client writes them. sqlx writes each batch of messages at once; a batch that arrives in two
//! pieces is put together again.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU8, Ordering},
    },
};

use rustix::process::{Pid, Signal, kill_process};
use tokio::sync::oneshot;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    BeforeCommit,
    BeforeAnswer,
    AfterAnswer,
}

impl Point {
    pub const ALL: [Point; 3] = [Point::BeforeCommit, Point::BeforeAnswer, Point::AfterAnswer];
}

struct Armed {
    point: Point,
    pid: i32,
    sprung: oneshot::Sender<()>,
}

/// One process' trap. It springs once and has to be armed again.
#[derive(Default)]
pub struct Trap(Mutex<Option<Armed>>);

impl Trap {
    /// Kills `pid` at its next COMMIT; what is returned tells when that was done.
    pub fn arm(&self, point: Point, pid: i32) -> oneshot::Receiver<()> {
        let (sprung, told) = oneshot::channel();
        *self.0.lock().unwrap() = Some(Armed { point, pid, sprung });
        told
    }

    pub fn disarm(&self) {
        *self.0.lock().unwrap() = None;
    }

    fn armed(&self) -> Option<Point> {
        self.0.lock().unwrap().as_ref().map(|armed| armed.point)
    }

    /// Kills, if it still is armed for this point.
    fn spring(&self, point: Point) -> Option<()> {
        let armed = self.0.lock().unwrap().take_if(|armed| armed.point == point)?;
        kill(armed.pid);
        let _ = armed.sprung.send(());
        Some(())
    }
}

/// Ends a process as a power cut would, if it is still there.
pub fn kill(pid: i32) {
    if let Some(pid) = Pid::from_raw(pid) {
        let _ = kill_process(pid, Signal::KILL);
    }
}

/// What passes on one connection.
pub struct Passing {
    trap: Arc<Trap>,
    asked: Mutex<Asked>,
    in_transaction: AtomicBool,
    /// 0, or 1 and the place of the point in [`Point::ALL`], once a COMMIT is on its way that was caught.
    caught: AtomicU8,
}

#[derive(Default)]
struct Asked {
    rest: Vec<u8>,
    /// The first message of a connection has no type.
    is_begun: bool,
    /// The statements that were prepared here, and whether each writes.
    prepared: HashMap<Vec<u8>, bool>,
    /// Whether the statement that was bound last writes, and whether one that does was executed since the last Sync.
    bound: bool,
    executed: bool,
}

impl Asked {
    /// Reads one message; tells whether it commits.
    fn read(&mut self, kind: u8, body: &[u8], in_transaction: bool) -> bool {
        let mut words = body.split(|byte| *byte == 0);
        let mut word = || words.next().unwrap_or_default();
        match kind {
            b'Q' => return body.starts_with(b"COMMIT"),
            b'P' => {
                let (name, text) = (word().to_vec(), word());
                let writes = [&b"UPDATE"[..], b"INSERT", b"DELETE", b"WITH"].iter().any(|verb| text.starts_with(verb));
                self.prepared.insert(name, writes);
            }
            b'B' => {
                let (_, name) = (word(), word());
                self.bound = self.prepared.get(name).is_some_and(|writes| *writes);
            }
            b'E' => self.executed |= self.bound,
            b'S' => return std::mem::take(&mut self.executed) && !in_transaction,
            _ => {}
        }
        false
    }
}

/// What a client asks first, untyped: whether the server speaks TLS.
const ASKS_FOR_TLS: [u8; 4] = 80_877_103_u32.to_be_bytes();

impl Passing {
    pub fn new(trap: Arc<Trap>) -> Self {
        Self { trap, asked: Mutex::default(), in_transaction: AtomicBool::new(false), caught: AtomicU8::new(0) }
    }

    /// Looks at what a client is about to ask. `None`: the process was killed and nothing is passed on.
    pub fn before_asking(&self, bytes: &[u8]) -> Option<()> {
        if self.commits(bytes)
            && let Some(point) = self.trap.armed()
        {
            if point == Point::BeforeCommit && self.trap.spring(point).is_some() {
                return None;
            }
            self.caught.store(if point == Point::BeforeAnswer { 1 } else { 2 }, Ordering::SeqCst);
        }
        Some(())
    }

    pub fn after_asking(&self) -> Option<()> {
        let sprung = self.caught.load(Ordering::SeqCst) == 1 && self.trap.spring(Point::BeforeAnswer).is_some();
        (!sprung).then_some(())
    }

    /// Looks at an answer; tells whether it is the one to a COMMIT that was caught.
    pub fn before_answering(&self, bytes: &[u8]) -> bool {
        // ReadyForQuery, always the last of an answer: its type, its length of 5, and how the transaction stands.
        if let [.., b'Z', 0, 0, 0, 5, status] = bytes {
            self.in_transaction.store(*status != b'I', Ordering::SeqCst);
            return self.caught.swap(0, Ordering::SeqCst) == 2;
        }
        false
    }

    pub fn after_answering(&self) -> Option<()> {
        (self.trap.spring(Point::AfterAnswer).is_none()).then_some(())
    }

    /// Whether a COMMIT is among these bytes and those before them.
    fn commits(&self, bytes: &[u8]) -> bool {
        let mut asked = self.asked.lock().unwrap();
        asked.rest.extend_from_slice(bytes);
        let (mut found, mut at) = (false, 0);
        loop {
            let head = usize::from(asked.is_begun);
            let Some(length) = asked.rest.get(at + head..at + head + 4) else { break };
            let length = u32::from_be_bytes([length[0], length[1], length[2], length[3]]) as usize;
            let Some(message) = asked.rest.get(at..at + head + length) else { break };
            let message = message.to_vec();
            if head == 1 {
                found |= asked.read(message[0], &message[5..], self.in_transaction.load(Ordering::SeqCst));
            } else {
                asked.is_begun = message[4..].get(..4) != Some(&ASKS_FOR_TLS);
            }
            at += head + length;
        }
        asked.rest.drain(..at);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(kind: u8, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len() + 4).unwrap().to_be_bytes();
        [&[kind][..], &length, body].concat()
    }

    /// A connection that is past its beginning: it asked for TLS and said who it is.
    fn begun() -> Passing {
        let passing = Passing::new(Arc::default());
        let hello = [&8_u32.to_be_bytes()[..], &ASKS_FOR_TLS, &12_u32.to_be_bytes(), &[0, 3, 0, 0], b"user"].concat();
        assert!(!passing.commits(&hello));
        passing
    }

    fn statement(text: &str) -> Vec<u8> {
        let parse = message(b'P', format!("s1\0{text}\0\0\0").as_bytes());
        [parse, message(b'B', b"\0s1\0"), message(b'E', b"\0\0\0\0\0"), message(b'S', b"")].concat()
    }

    #[test]
    fn commit_is_seen_in_one_piece_and_in_two() {
        let commit = message(b'Q', b"COMMIT\0");
        assert!(begun().commits(&commit));
        assert!(!begun().commits(&message(b'Q', b"BEGIN\0")));
        let passing = begun();
        assert!(!passing.commits(&commit[..4]));
        assert!(passing.commits(&commit[4..]));
    }

    #[test]
    fn a_single_statement_commits_where_it_writes_outside_of_a_transaction() {
        let passing = begun();
        assert!(passing.commits(&statement("UPDATE jobs SET state = 'done'")));
        // Prepared once, bound again.
        assert!(passing.commits(&[message(b'B', b"\0s1\0"), message(b'E', b""), message(b'S', b"")].concat()));
        assert!(!begun().commits(&statement("SELECT 1")));
        assert!(!passing.before_answering(&[b'Z', 0, 0, 0, 5, b'T']));
        assert!(!passing.commits(&statement("UPDATE jobs SET state = 'done'")));
        assert!(!passing.before_answering(&[b'Z', 0, 0, 0, 5, b'I']));
        assert!(passing.commits(&statement("UPDATE jobs SET state = 'done'")));
    }

    #[test]
    fn a_trap_springs_at_its_point_and_once() {
        let trap = Arc::new(Trap::default());
        let passing = Passing { trap: trap.clone(), ..begun() };
        // No process has this number: nobody is harmed.
        let mut sprung = trap.arm(Point::BeforeCommit, i32::MAX);
        assert!(passing.before_asking(&message(b'Q', b"SELECT 1\0")).is_some() && sprung.try_recv().is_err());
        assert!(passing.before_asking(&message(b'Q', b"COMMIT\0")).is_none() && sprung.try_recv().is_ok());
        assert!(passing.before_asking(&message(b'Q', b"COMMIT\0")).is_some());
        let mut sprung = trap.arm(Point::AfterAnswer, i32::MAX);
        assert!(passing.before_asking(&message(b'Q', b"COMMIT\0")).is_some() && passing.after_asking().is_some());
        assert!(passing.before_answering(&[b'C', b'Z', 0, 0, 0, 5, b'I']) && sprung.try_recv().is_err());
        assert!(passing.after_answering().is_none() && sprung.try_recv().is_ok());
    }
}
