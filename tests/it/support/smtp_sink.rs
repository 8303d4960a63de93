//! A small real mail server (RFC 5321) that keeps what it is sent, and fails in the ways that mail servers do.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
    time::{sleep, timeout},
};

/// How the server treats a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Behaviour {
    Accept,
    /// Keeps the mail and hangs up without an answer: the client cannot know that it arrived.
    HangUpAfterMail,
    /// Keeps the mail and answers only after this long.
    StallAfterMail(Duration),
    /// Hangs up when it is told of a mail.
    HangUp,
    /// Answers MAIL FROM so: `"451 4.3.0 Try later"`.
    AnswerSender(&'static str),
    /// Answers RCPT TO so: `"550 5.1.1 No such user"`.
    AnswerRecipient(&'static str),
    /// Answers DATA so, before the mail is sent.
    AnswerData(&'static str),
    /// Answers so to the end of the mail, and keeps nothing of it.
    AnswerMail(&'static str),
}

#[derive(Clone, Debug)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    /// The mail as it was sent, with CRLF line ends and without the dots that transport adds.
    pub data: String,
}

impl Received {
    /// A header's value, unfolded; empty where there is none.
    pub fn header(&self, name: &str) -> String {
        let head = self.data.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ").replace("\r\n\t", " ");
        let of_name = |line: &str| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        };
        head.split("\r\n").find_map(of_name).unwrap_or_default()
    }
}

struct State {
    messages: Vec<Received>,
    always: Behaviour,
    once: VecDeque<Behaviour>,
}

struct Shared {
    state: Mutex<State>,
    arrivals: watch::Sender<usize>,
    connections: AtomicUsize,
}

pub struct SmtpSink {
    address: SocketAddr,
    shared: Arc<Shared>,
    serving: JoinHandle<()>,
}

impl SmtpSink {
    /// A server on a free port of this machine.
    pub async fn start() -> Self {
        Self::start_at(SocketAddr::from(([127, 0, 0, 1], 0))).await
    }

    /// A server at an address that an earlier one had: a mail server that comes back.
    pub async fn start_at(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).await.expect("the sink can listen");
        let address = listener.local_addr().expect("the sink has an address");
        let state = State { messages: Vec::new(), always: Behaviour::Accept, once: VecDeque::new() };
        let shared =
            Arc::new(Shared { state: Mutex::new(state), arrivals: watch::Sender::new(0), connections: AtomicUsize::new(0) });
        let serving = tokio::spawn(serve(listener, shared.clone()));
        Self { address, shared, serving }
    }

    /// For `SMTP_URL`.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What was kept, in the order it came.
    pub fn messages(&self) -> Vec<Received> {
        self.shared.state().messages.clone()
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::Relaxed)
    }

    /// From now on, every mail is treated so.
    pub fn behave(&self, behaviour: Behaviour) {
        self.shared.state().always = behaviour;
    }

    /// One mail is treated so, the next first; then [`SmtpSink::behave`] holds again.
    pub fn behave_once(&self, behaviour: Behaviour) {
        self.shared.state().once.push_back(behaviour);
    }

    /// The first mail that fits, waiting up to 30 s for it.
    pub async fn wait_for(&self, fits: impl Fn(&Received) -> bool) -> Received {
        let mut arrivals = self.shared.arrivals.subscribe();
        let found = timeout(Duration::from_secs(30), async {
            loop {
                if let Some(found) = self.messages().into_iter().find(|message| fits(message)) {
                    return found;
                }
                arrivals.changed().await.expect("the sink is there");
            }
        });
        found.await.unwrap_or_else(|_| panic!("no such mail came in 30 s, of {:#?}", self.messages()))
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next_behaviour(&self) -> Behaviour {
        let mut state = self.state();
        state.once.pop_front().unwrap_or_else(|| state.always.clone())
    }

    fn keep(&self, message: Received) {
        self.state().messages.push(message);
        self.arrivals.send_modify(|count| *count += 1);
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    // Conversations end with the server: dropping the set aborts them.
    let mut conversations = tokio::task::JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        shared.connections.fetch_add(1, Ordering::Relaxed);
        let shared = shared.clone();
        conversations.spawn(async move {
            // A client that hangs up is no failure of the server's.
            let _ = converse(BufReader::new(stream), &shared).await;
        });
    }
}

/// One client, until it or the behaviour ends the conversation.
async fn converse(mut client: BufReader<TcpStream>, shared: &Shared) -> std::io::Result<()> {
    say(&mut client, "220 sink.test ESMTP").await?;
    let mut behaviour = Behaviour::Accept;
    let mut mail = Received { from: String::new(), to: Vec::new(), data: String::new() };
    let mut line = String::new();
    while {
        line.clear();
        client.read_line(&mut line).await?
    } > 0
    {
        let command = line.trim_end();
        let verb = command.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        // A connection may carry many mails: each has a treatment of its own.
        if verb == "MAIL" {
            behaviour = shared.next_behaviour();
        }
        match (verb.as_str(), &behaviour) {
            ("EHLO", _) => say(&mut client, "250-sink.test\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES").await?,
            ("HELO" | "NOOP", _) => say(&mut client, "250 2.0.0 Ok").await?,
            ("RSET", _) => {
                (mail.from, mail.to) = (String::new(), Vec::new());
                say(&mut client, "250 2.0.0 Ok").await?;
            }
            ("MAIL", Behaviour::AnswerSender(answer))
            | ("RCPT", Behaviour::AnswerRecipient(answer))
            | ("DATA", Behaviour::AnswerData(answer)) => {
                say(&mut client, answer).await?;
            }
            ("MAIL", Behaviour::HangUp) => return Ok(()),
            ("MAIL", _) => {
                mail.from = path(command);
                mail.to = Vec::new();
                say(&mut client, "250 2.1.0 Ok").await?;
            }
            ("RCPT", _) => {
                mail.to.push(path(command));
                say(&mut client, "250 2.1.5 Ok").await?;
            }
            ("DATA", _) if mail.to.is_empty() => say(&mut client, "503 5.5.1 No recipient").await?,
            ("DATA", _) => {
                say(&mut client, "354 Go on").await?;
                mail.data = content(&mut client).await?;
                match &behaviour {
                    Behaviour::AnswerMail(answer) => say(&mut client, answer).await?,
                    Behaviour::HangUpAfterMail => {
                        shared.keep(mail);
                        return Ok(());
                    }
                    Behaviour::StallAfterMail(time) => {
                        shared.keep(mail.clone());
                        sleep(*time).await;
                        say(&mut client, "250 2.0.0 Kept").await?;
                    }
                    _ => {
                        shared.keep(mail.clone());
                        say(&mut client, "250 2.0.0 Kept").await?;
                    }
                }
            }
            ("QUIT", _) => return say(&mut client, "221 2.0.0 Bye").await,
            _ => say(&mut client, "502 5.5.2 What?").await?,
        }
    }
    Ok(())
}

async fn say(client: &mut BufReader<TcpStream>, answer: &str) -> std::io::Result<()> {
    client.write_all(format!("{answer}\r\n").as_bytes()).await
}

/// What stands between the angle brackets.
fn path(command: &str) -> String {
    let inside = command.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map_or_else(String::new, |(inside, _)| inside.to_owned())
}

/// The mail up to its final dot (RFC 5321 4.5.2).
async fn content(client: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut data = String::new();
    let mut line = String::new();
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
