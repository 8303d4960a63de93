//! What a mail says, before it is dressed as text or HTML: both are made from the same letter, so both tell the same.

use chrono_tz::Tz;
use shared::{
    app::notifications::wording,
    config::Config,
    domain::{MailPurpose, NotificationKind, Priority},
    store::mails::{Item, Mail},
};

use super::sections;

/// Which words it is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One notification.
    News(NotificationKind),
    /// Several changes of one card.
    Changes,
    /// A day's news.
    Digest,
}

#[derive(Clone, Debug)]
pub struct Letter {
    pub form: Form,
    /// The notification's own sentence, or what the mail is.
    pub sentence: String,
    /// Whose doing it is.
    pub actor: String,
    /// What it is about: a card's key and title, or the name of a project or team.
    pub about: String,
    /// Where that is: team, project, board.
    pub place: String,
    pub facts: Vec<Fact>,
    /// What a comment says.
    pub quote: Option<String>,
    /// Of several things, all of them.
    pub sections: Vec<Section>,
    pub url: String,
    pub button: String,
    /// Why the reader gets it.
    pub reason: String,
    /// The address of this installation.
    pub home: String,
}

#[derive(Clone, Debug)]
pub struct Fact {
    pub name: &'static str,
    pub value: String,
}

/// Things under a common heading, which is empty where there is one section only.
#[derive(Clone, Debug)]
pub struct Section {
    pub title: String,
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug)]
pub struct Line {
    pub text: String,
    pub quote: Option<String>,
    pub url: String,
}

impl Letter {
    #[must_use]
    pub fn new(mail: &Mail, config: &Config) -> Self {
        match mail.items.as_slice() {
            [item] if mail.purpose == MailPurpose::News => Self::news(mail, item, config),
            [first, ..] if mail.purpose == MailPurpose::News => Self::changes(mail, first, config),
            _ => Self::digest(mail, config),
        }
    }

    fn news(mail: &Mail, item: &Item, config: &Config) -> Self {
        let zone = mail.time_zone.parse().unwrap_or(Tz::UTC);
        let key = item.card_key();
        let title = item.card_title.as_deref().map(one_line);
        let places = [&item.team_name, &item.project_name, &item.board_name];
        let mut places: Vec<String> = places.into_iter().flatten().map(|name| one_line(name)).collect();
        let about = match (&key, title) {
            (Some(key), Some(title)) => format!("{key} {title}"),
            // What the mail is about stands in its first line; around it is what contains it.
            _ => places.pop().unwrap_or_default(),
        };
        places.dedup(); // A project's first board bears its name.
        let button = match (&key, &item.project_id, &item.team_id) {
            (Some(key), ..) => format!("Open {key}"),
            (None, Some(_), _) => "Open the project".to_owned(),
            (None, None, Some(_)) => "Open the team".to_owned(),
            (None, None, None) => "Open Boardwire".to_owned(),
        };
        let path = wording::path(item.card_id, item.board_id, item.project_id, item.team_id);
        Self {
            form: Form::News(item.kind),
            sentence: one_line(&item.text),
            actor: item.actor_name.as_deref().map_or_else(|| "Someone".to_owned(), one_line),
            place: places.join(" › "),
            facts: facts(item, zone),
            quote: item.comment.as_deref().map(sections::quote),
            sections: Vec::new(),
            url: config.link(&path),
            button,
            reason: reason(item, key.as_deref(), &about),
            home: config.link(""),
            about,
        }
    }

    /// Several changes of one card.
    fn changes(mail: &Mail, first: &Item, config: &Config) -> Self {
        let one = Self::news(mail, first, config);
        let sentence = format!("{} changes of {}", mail.items.len(), one.about);
        Self { form: Form::Changes, sentence, quote: None, sections: vec![sections::changes(mail, config)], ..one }
    }

    fn digest(mail: &Mail, config: &Config) -> Self {
        let home = config.link("");
        let count = mail.items.len();
        let sentence = match (count, mail.overdue.len()) {
            (0, 1) => "1 card is overdue".to_owned(),
            (0, overdue) => format!("{overdue} cards are overdue"),
            (1, _) => "1 thing happened".to_owned(),
            (count, _) => format!("{count} things happened"),
        };
        Self {
            form: Form::Digest,
            sentence,
            actor: String::new(),
            about: String::new(),
            place: String::new(),
            facts: Vec::new(),
            quote: None,
            sections: sections::digest(mail, config),
            url: home.clone(),
            button: "Open Boardwire".to_owned(),
            reason: "You get this because you chose one mail a day.".to_owned(),
            home,
        }
    }
}

fn facts(item: &Item, zone: Tz) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(due_at) = item.card_due_at {
        let value = wording::due(item.card_due_date, item.card_due_zone.as_deref(), due_at, zone);
        facts.push(Fact { name: "Due", value });
    }
    if let Some(column) = &item.column_name {
        facts.push(Fact { name: "Column", value: one_line(column) });
    }
    match item.card_priority.map(Priority::from_rank) {
        None | Some(Priority::None) => {}
        Some(Priority::Low) => facts.push(Fact { name: "Priority", value: "Low".to_owned() }),
        Some(Priority::Medium) => facts.push(Fact { name: "Priority", value: "Medium".to_owned() }),
        Some(Priority::High) => facts.push(Fact { name: "Priority", value: "High".to_owned() }),
        Some(Priority::Urgent) => facts.push(Fact { name: "Priority", value: "Urgent".to_owned() }),
    }
    facts
}

fn reason(item: &Item, key: Option<&str>, about: &str) -> String {
    use NotificationKind as Kind;
    match (item.kind, key) {
        (Kind::AddedToTeam, _) => format!("You get this because you were added to the team {about}."),
        (Kind::AddedToProject, _) => format!("You get this because you were added to the project {about}."),
        (Kind::Security, _) => "You get this because it concerns the safety of your account.".to_owned(),
        (Kind::Reminder, Some(key)) => format!("You get this because you asked to be reminded of {key}."),
        (Kind::Mentioned, Some(key)) => format!("You get this because you were mentioned on {key}."),
        (Kind::Unassigned, Some(key)) => format!("You get this because you were assigned to {key}."),
        (_, Some(key)) if item.assigned => format!("You get this because you are assigned to {key}."),
        (_, Some(key)) if item.watching => format!("You get this because you watch {key}."),
        _ => format!("You get this because you have an account and may see {about}."),
    }
}

/// The text on one line: control characters and line ends become blanks. They could forge a header or a fact.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}
