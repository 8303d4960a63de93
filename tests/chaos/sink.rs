//! A mail server (RFC 5321) with bad days: it drops the connection after keeping a mail, stalls before its answer, and
//! puts off or refuses mails, each as chance has it. It listens on a port for each worker, so that it knows whose mail
//! it keeps, and it remembers whether its last answer was given away.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::sleep,
};

use crate::chance::Chance;

/// How often, of a hundred mails, it does each.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moods {
    pub drops_after_keeping: usize,
    pub stalls: usize,
    pub stalls_for: Duration,
    pub puts_off: usize,
    /// Only of mails to those whose address says so.
    pub refuses: usize,
}

const LONGEST_STALL: Duration = Duration::from_secs(10);

/// Mails to such addresses may be refused for good.
pub const PICKY: &str = "picky";

/// A mail that was kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Which worker's, and when.
    pub slot: usize,
    pub at: Instant,
    /// When it was answered, which is later where the server stalled.
    pub until: Instant,
    pub to: String,
    pub data: String,
    /// Whether the server meant to answer (it did not hang up by itself).
    pub answered: bool,
}

/// A mail that was refused for good, by its Message-ID and recipient.
#[derive(Clone, Debug)]
pub struct Refused {
    pub to: String,
    pub data: String,
}

#[derive(Default)]
struct Book {
    kept: Vec<Kept>,
    refused: Vec<Refused>,
    put_off: usize,
    stalled: usize,
}

pub struct Sink {
    addresses: Vec<SocketAddr>,
    book: Arc<Mutex<Book>>,
    moods: Arc<Mutex<Moods>>,
    _serving: JoinSet<()>,
}

#[derive(Clone, Copy, PartialEq)]
enum Treatment {
    Keep,
    KeepAndHangUp,
    KeepAndStall,
    PutOffSender,
    PutOffMail,
    Refuse,
}

impl Sink {
    pub async fn start(slots: usize, moods: Moods, chance: &mut Chance) -> Self {
        let (mut addresses, mut serving) = (Vec::new(), JoinSet::new());
        let (book, moods) = (Arc::new(Mutex::new(Book::default())), Arc::new(Mutex::new(moods)));
        for slot in 0..slots {
            let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port is free");
            addresses.push(listener.local_addr().expect("a listener has an address"));
            serving.spawn(serve(listener, slot, book.clone(), moods.clone(), chance.split()));
        }
        Self { addresses, book, moods, _serving: serving }
    }

    pub fn address(&self, slot: usize) -> SocketAddr {
        self.addresses[slot]
    }

    /// From now on it behaves well.
    pub fn calm_down(&self) {
        *self.moods.lock().unwrap() = Moods::default();
    }

    pub fn kept(&self) -> Vec<Kept> {
        self.book.lock().unwrap().kept.clone()
    }

    pub fn count(&self) -> usize {
        self.book.lock().unwrap().kept.len()
    }

    pub fn refused(&self) -> Vec<Refused> {
        self.book.lock().unwrap().refused.clone()
    }

    /// What it did beside keeping mails, and how often.
    pub fn deeds(&self) -> [(&'static str, usize); 4] {
        let book = self.book.lock().unwrap();
        [
            ("sink drops after storing", book.kept.iter().filter(|mail| !mail.answered).count()),
            ("sink stalls before its answer", book.stalled),
            ("sink answers 4xx", book.put_off),
            ("sink answers 5xx", book.refused.len()),
        ]
    }
}

async fn serve(listener: TcpListener, slot: usize, book: Arc<Mutex<Book>>, moods: Arc<Mutex<Moods>>, mut chance: Chance) {
    let mut conversations = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let server = Server { slot, book: book.clone(), moods: moods.clone(), chance: chance.split() };
        conversations.spawn(async move {
            // A client that hangs up or is killed is no failure of the server's.
            let _ = server.converse(BufReader::new(stream)).await;
        });
    }
}

struct Server {
    slot: usize,
    book: Arc<Mutex<Book>>,
    moods: Arc<Mutex<Moods>>,
    chance: Chance,
}

impl Server {
    async fn converse(mut self, mut client: BufReader<TcpStream>) -> std::io::Result<()> {
        say(&mut client, "220 sink.test ESMTP").await?;
        let (mut treatment, mut to, mut line) = (Treatment::Keep, String::new(), String::new());
        while {
            line.clear();
            client.read_line(&mut line).await?
        } > 0
        {
            let verb = line.split([' ', ':']).next().unwrap_or_default().trim_end().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" => say(&mut client, "250-sink.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES").await?,
                "MAIL" => {
                    treatment = self.treatment();
                    if treatment == Treatment::PutOffSender {
                        self.book.lock().unwrap().put_off += 1;
                        say(&mut client, "451 4.3.0 Try later").await?;
                    } else {
                        say(&mut client, "250 2.1.0 Ok").await?;
                    }
                }
                "RCPT" => {
                    line.clone_into(&mut to);
                    to = to.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    say(&mut client, "250 2.1.5 Ok").await?;
                }
                "DATA" => {
                    say(&mut client, "354 Go on").await?;
                    let data = content(&mut client).await?;
                    if !self.take(&mut client, treatment, &to, data).await? {
                        return Ok(());
                    }
                }
                "QUIT" => return say(&mut client, "221 2.0.0 Bye").await,
                "NOOP" | "RSET" => say(&mut client, "250 2.0.0 Ok").await?,
                _ => say(&mut client, "502 5.5.2 What?").await?,
            }
        }
        Ok(())
    }

    fn treatment(&mut self) -> Treatment {
        let moods = *self.moods.lock().unwrap();
        let draw = self.chance.below(100);
        let mut end = 0;
        let mut falls = |percent: usize| {
            end += percent;
            draw < end
        };
        if falls(moods.drops_after_keeping) {
            Treatment::KeepAndHangUp
        } else if falls(moods.stalls) {
            Treatment::KeepAndStall
        } else if falls(moods.puts_off) {
            *self.chance.one_of(&[Treatment::PutOffSender, Treatment::PutOffMail])
        } else if falls(moods.refuses) {
            Treatment::Refuse
        } else {
            Treatment::Keep
        }
    }

    /// Does with a whole mail as it is to be treated. `false`: the server hangs up.
    async fn take(
        &mut self,
        client: &mut BufReader<TcpStream>,
        treatment: Treatment,
        to: &str,
        data: String,
    ) -> std::io::Result<bool> {
        let to = to.to_owned();
        let stall = self.chance.between(Duration::ZERO, LONGEST_STALL);
        let keep = |answered, stall| {
            let at = Instant::now();
            let mail = Kept { slot: self.slot, at, until: at + stall, to: to.clone(), data: data.clone(), answered };
            self.book.lock().unwrap().kept.push(mail);
        };
        match treatment {
            Treatment::Refuse if to.starts_with(PICKY) => {
                self.book.lock().unwrap().refused.push(Refused { to, data });
                say(client, "554 5.6.0 Looks like spam").await?;
            }
            Treatment::PutOffMail => {
                self.book.lock().unwrap().put_off += 1;
                say(client, "452 4.3.1 No room").await?;
            }
            Treatment::KeepAndHangUp => {
                keep(false, Duration::ZERO);
                return Ok(false);
            }
            Treatment::KeepAndStall => {
                let at_most = self.moods.lock().unwrap().stalls_for;
                let time = stall.mul_f64(at_most.div_duration_f64(LONGEST_STALL));
                keep(true, time);
                self.book.lock().unwrap().stalled += 1;
                sleep(time).await;
                say(client, "250 2.0.0 Kept").await?;
            }
            _ => {
                keep(true, Duration::ZERO);
                say(client, "250 2.0.0 Kept").await?;
            }
        }
        Ok(true)
    }
}

async fn say(client: &mut BufReader<TcpStream>, answer: &str) -> std::io::Result<()> {
    client.write_all(format!("{answer}\r\n").as_bytes()).await
}

/// The mail up to its final dot (RFC 5321 4.5.2).
async fn content(client: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let (mut data, mut line) = (String::new(), String::new());
    loop {
        line.clear();
        if client.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(data);
        }
        data.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
