//! What a mail says, before it is dressed as text or HTML: both are made from the same letter, so both tell the same.

use chrono_tz::Tz;
use shared::{
    app::notifications::wording,
    config::Config,
    domain::{NotificationKind, Priority},
    store::deliveries::Mail,
};

#[derive(Clone, Debug)]
pub struct Letter {
    pub kind: NotificationKind,
    /// The notification's own sentence.
    pub sentence: String,
    /// Whose doing it is.
    pub actor: String,
    /// What it is about: a card's key and title, or the name of a project or team.
    pub about: String,
    /// Where that is: team, project, board.
    pub place: String,
    pub facts: Vec<Fact>,
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

impl Letter {
    #[must_use]
    pub fn new(mail: &Mail, config: &Config) -> Self {
        let zone = mail.time_zone.parse().unwrap_or(Tz::UTC);
        let key = mail.card_key();
        let title = mail.card_title.as_deref().map(one_line);
        let places = [&mail.team_name, &mail.project_name, &mail.board_name];
        let mut places: Vec<String> = places.into_iter().flatten().map(|name| one_line(name)).collect();
        let about = match (&key, title) {
            (Some(key), Some(title)) => format!("{key} {title}"),
            // What the mail is about stands in its first line; around it is what contains it.
            _ => places.pop().unwrap_or_default(),
        };
        places.dedup(); // A project's first board bears its name.
        let button = match (&key, &mail.project_id) {
            (Some(key), _) => format!("Open {key}"),
            (None, Some(_)) => "Open the project".to_owned(),
            (None, None) => "Open the team".to_owned(),
        };
        let path = wording::path(mail.card_id, mail.board_id, mail.project_id, mail.team_id);
        Self {
            kind: mail.kind,
            sentence: one_line(&mail.text),
            actor: mail.actor_name.as_deref().map_or_else(|| "Someone".to_owned(), one_line),
            place: places.join(" › "),
            facts: facts(mail, zone),
            url: config.link(&path),
            button,
            reason: reason(mail, key.as_deref(), &about),
            home: config.link(""),
            about,
        }
    }
}

fn facts(mail: &Mail, zone: Tz) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(due_at) = mail.card_due_at {
        let value = wording::due(mail.card_due_date, mail.card_due_zone.as_deref(), due_at, zone);
        facts.push(Fact { name: "Due", value });
    }
    if let Some(column) = &mail.column_name {
        facts.push(Fact { name: "Column", value: one_line(column) });
    }
    match mail.card_priority.map(Priority::from_rank) {
        None | Some(Priority::None) => {}
        Some(Priority::Low) => facts.push(Fact { name: "Priority", value: "Low".to_owned() }),
        Some(Priority::Medium) => facts.push(Fact { name: "Priority", value: "Medium".to_owned() }),
        Some(Priority::High) => facts.push(Fact { name: "Priority", value: "High".to_owned() }),
        Some(Priority::Urgent) => facts.push(Fact { name: "Priority", value: "Urgent".to_owned() }),
    }
    facts
}

fn reason(mail: &Mail, key: Option<&str>, about: &str) -> String {
    use NotificationKind as Kind;
    match (mail.kind, key) {
        (Kind::AddedToTeam, _) => format!("You get this because you were added to the team {about}."),
        (Kind::AddedToProject, _) => format!("You get this because you were added to the project {about}."),
        (Kind::Unassigned, Some(key)) => format!("You get this because you were assigned to {key}."),
        (_, Some(key)) if mail.assigned => format!("You get this because you are assigned to {key}."),
        (_, Some(key)) if mail.watching => format!("You get this because you watch {key}."),
        _ => format!("You get this because you have an account and may see {about}."),
    }
}

/// The text on one line: control characters and line ends become blanks. They could forge a header or a fact.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}
