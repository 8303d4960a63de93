//! A small real mail server (RFC 5321) that keeps what it is sent, and fails in the ways that mail servers do.

use std::{
    collections::{BTreeSet, VecDeque},
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpListener,
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

/// A connection, in the clear or encrypted.
pub trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}
pub type Wire = Box<dyn Stream>;
/// Turns a connection into an encrypted one.
pub type Encrypt = Arc<dyn Fn(Wire) -> Pin<Box<dyn Future<Output = io::Result<Wire>> + Send>> + Send + Sync>;

/// What the server offers beside taking mail.
#[derive(Clone, Default)]
pub struct Offers {
    pub tls: Option<Encrypt>,
    /// Speaks TLS from the first byte, without STARTTLS.
    pub at_once: bool,
    /// Takes mail only from who signs in.
    pub login: Option<Login>,
    /// Takes commands before it has answered those before them (RFC 2920).
    pub pipelining: bool,
}

/// One way to sign in, and what it takes.
#[derive(Clone, Copy)]
pub struct Login {
    /// `PLAIN` or `LOGIN`.
    pub mechanism: &'static str,
    /// What is to be said, in base64: after `AUTH PLAIN`, or to the two questions of `AUTH LOGIN`.
    pub says: &'static [&'static str],
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
    heard_in_clear: BTreeSet<String>,
}

struct Shared {
    offers: Offers,
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
        Self::start_with(address, Offers::default()).await
    }

    /// A server that offers encryption, or asks who it is.
    pub async fn offering(offers: Offers) -> Self {
        Self::start_with(SocketAddr::from(([127, 0, 0, 1], 0)), offers).await
    }

    async fn start_with(address: SocketAddr, offers: Offers) -> Self {
        let listener = TcpListener::bind(address).await.expect("the sink can listen");
        let address = listener.local_addr().expect("the sink has an address");
        let state =
            State { messages: Vec::new(), always: Behaviour::Accept, once: VecDeque::new(), heard_in_clear: BTreeSet::new() };
        let shared = Arc::new(Shared {
            offers,
            state: Mutex::new(state),
            arrivals: watch::Sender::new(0),
            connections: AtomicUsize::new(0),
        });
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

    /// The commands that were said without encryption.
    pub fn heard_in_clear(&self) -> Vec<String> {
        self.shared.state().heard_in_clear.iter().cloned().collect()
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
            let _ = converse(Box::new(stream), &shared).await;
        });
    }
}

/// One client, until it or the behaviour ends the conversation.
async fn converse(mut wire: Wire, shared: &Shared) -> io::Result<()> {
    let offers = &shared.offers;
    let mut in_clear = true;
    if let Some(encrypt) = offers.tls.as_ref().filter(|_| offers.at_once) {
        wire = encrypt(wire).await?;
        in_clear = false;
    }
    let mut client = BufReader::new(wire);
    let mut known = offers.login.is_none();
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
        if in_clear {
            shared.state().heard_in_clear.insert(verb.clone());
        }
        // A connection may carry many mails: each has a treatment of its own.
        if verb == "MAIL" && known {
            behaviour = shared.next_behaviour();
        }
        match (verb.as_str(), &behaviour) {
            ("EHLO", _) => {
                let starttls = if in_clear && offers.tls.is_some() { "250-STARTTLS\r\n" } else { "" };
                let auth = offers.login.map_or_else(String::new, |login| format!("250-AUTH {}\r\n", login.mechanism));
                let pipelining = if offers.pipelining { "250-PIPELINING\r\n" } else { "" };
                say(
                    &mut client,
                    &format!("250-sink.test\r\n250-8BITMIME\r\n{pipelining}{starttls}{auth}250 ENHANCEDSTATUSCODES"),
                )
                .await?;
            }
            ("STARTTLS", _) if in_clear && offers.tls.is_some() => {
                say(&mut client, "220 2.0.0 Go on").await?;
                let Some(encrypt) = &offers.tls else { return Ok(()) };
                client = BufReader::new(encrypt(client.into_inner()).await?);
                in_clear = false;
            }
            ("AUTH", _) => {
                known = sign_in(&mut client, command, offers.login).await?;
                say(&mut client, if known { "235 2.7.0 Welcome" } else { "535 5.7.8 Not with these" }).await?;
            }
            ("MAIL", _) if !known => say(&mut client, "530 5.7.0 Sign in first").await?,
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

async fn say(client: &mut BufReader<Wire>, answer: &str) -> io::Result<()> {
    client.write_all(format!("{answer}\r\n").as_bytes()).await
}

/// Whether the client says what it takes to sign in.
async fn sign_in(client: &mut BufReader<Wire>, command: &str, login: Option<Login>) -> io::Result<bool> {
    let Some(login) = login else { return Ok(false) };
    let mut said: Vec<String> = command.split(' ').skip(2).map(str::to_owned).collect();
    if command.split(' ').nth(1) != Some(login.mechanism) {
        return Ok(false);
    }
    for question in ["VXNlcm5hbWU6", "UGFzc3dvcmQ6"].iter().take(login.says.len()).skip(said.len()) {
        say(client, &format!("334 {question}")).await?;
        let mut line = String::new();
        client.read_line(&mut line).await?;
        said.push(line.trim_end().to_owned());
    }
    Ok(said == login.says)
}

/// What stands between the angle brackets.
fn path(command: &str) -> String {
    let inside = command.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map_or_else(String::new, |(inside, _)| inside.to_owned())
}

/// The mail up to its final dot (RFC 5321 4.5.2).
async fn content(client: &mut BufReader<Wire>) -> io::Result<String> {
    let mut data = String::new();
    let mut line = String::new();
    loop {
        line.clear();
        if client.read_line(&mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(data);
        }
        data.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
