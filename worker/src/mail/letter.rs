//! What a mail says, before it is dressed as text or HTML: both are made from the same letter, so both tell the same.

use chrono_tz::Tz;
use shared::{
    app::notifications::wording,
    domain::{MailPurpose, NotificationKind, Priority},
    store::mails::{Invitation, Item, Mail},
};

use super::{
    Choice, Links, account,
    choices::{choices, reason},
    sections,
};

/// Which words it is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One notification.
    News(NotificationKind),
    /// Several changes of one card.
    Changes,
    /// A day's news.
    Digest,
    /// A link for a new password.
    Reset,
    /// A link that verifies the address.
    Verify,
    /// To the address that was the account's until now.
    EmailChanged,
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
    /// What a list of mails shows after the subject.
    pub preview: String,
    /// Why the reader gets it.
    pub reason: String,
    /// What they can turn off.
    pub choices: Vec<Choice>,
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
    pub groups: Vec<Group>,
}

/// What is told of one card, or of something else that has a page.
#[derive(Clone, Debug)]
pub struct Group {
    /// The card; empty where the lines say it all.
    pub title: String,
    pub lines: Vec<Line>,
    /// Empty where the mail's button leads there.
    pub url: String,
}

#[derive(Clone, Debug)]
pub struct Line {
    pub text: String,
    pub quote: Option<String>,
}

impl Letter {
    #[must_use]
    pub fn new(mail: &Mail, links: Links<'_>) -> Self {
        if let Some(about) = &mail.account {
            return account::letter(mail, about, links);
        }
        if let Some(invitation) = &mail.invitation {
            return Self::invitation(mail, invitation, links);
        }
        match mail.items.as_slice() {
            [item] if mail.purpose == MailPurpose::News => match &item.invitation {
                Some(invitation) => Self::invitation(mail, invitation, links),
                None => Self::news(mail, item, links),
            },
            [first, ..] if mail.purpose == MailPurpose::News => Self::changes(mail, first, links),
            _ => Self::digest(mail, links),
        }
    }

    fn news(mail: &Mail, item: &Item, links: Links<'_>) -> Self {
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
        let button = match (&key, item.board_id, item.project_id, item.team_id) {
            (Some(key), ..) => format!("Open {key}"),
            (_, Some(_), ..) => "Open the board".to_owned(),
            (_, _, Some(_), _) => "Open the project".to_owned(),
            (.., Some(_)) => "Open the team".to_owned(),
            _ => "Open Boardwire".to_owned(),
        };
        let (place, facts) = (places.join(" › "), facts(item, zone));
        let quote = item.comment.as_deref().map(sections::quote);
        let path = wording::path(item.card_id, item.board_id, item.project_id, item.team_id);
        Self {
            form: Form::News(item.kind),
            sentence: one_line(&item.text),
            actor: item.actor_name.as_deref().map_or_else(|| "Someone".to_owned(), one_line),
            preview: preview(&facts, quote.as_deref(), &place),
            place,
            facts,
            quote,
            sections: Vec::new(),
            url: links.to(&path),
            button,
            reason: reason(mail),
            choices: choices(mail, links),
            home: links.to(""),
            about,
        }
    }

    /// An invitation reads the same with and without an account.
    fn invitation(mail: &Mail, invitation: &Invitation, links: Links<'_>) -> Self {
        let zone = mail.time_zone.parse().unwrap_or(Tz::UTC);
        let (actor, team) = (one_line(&invitation.invited_by), one_line(&invitation.team));
        let (about, place) = match &invitation.board {
            Some((board, project)) => (format!("the board {}", one_line(board)), format!("{team} › {}", one_line(project))),
            None => (format!("the team {team}"), String::new()),
        };
        let until = wording::instant(invitation.expires_at, zone);
        let facts = vec![Fact { name: "Role", value: invitation.role.clone() }, Fact { name: "Good until", value: until }];
        Self {
            form: Form::News(NotificationKind::Invited),
            sentence: format!("{actor} invited you to {about}"),
            preview: preview(&facts, None, &place),
            actor,
            about,
            place,
            facts,
            quote: None,
            sections: Vec::new(),
            url: invitation.url.clone(),
            button: "See the invitation".to_owned(),
            reason: reason(mail),
            choices: choices(mail, links),
            home: links.to(""),
        }
    }

    /// Several changes of one card.
    fn changes(mail: &Mail, first: &Item, links: Links<'_>) -> Self {
        let one = Self::news(mail, first, links);
        let sentence = format!("{} changes to {}", mail.items.len(), one.about);
        let section = sections::changes(mail);
        let preview = section.groups.iter().flat_map(|group| &group.lines).map(|line| line.text.clone());
        let preview = preview.collect::<Vec<_>>().join(" · ");
        Self { form: Form::Changes, sentence, preview, quote: None, sections: vec![section], ..one }
    }

    fn digest(mail: &Mail, links: Links<'_>) -> Self {
        let home = links.to("");
        let count = mail.items.len();
        let sentence = match (count, mail.overdue.len()) {
            (0, 1) => "1 card is overdue".to_owned(),
            (0, overdue) => format!("{overdue} cards are overdue"),
            (1, _) => "1 thing happened".to_owned(),
            (count, _) => format!("{count} things happened"),
        };
        let sections = sections::digest(mail, links);
        Self {
            form: Form::Digest,
            sentence,
            actor: String::new(),
            about: String::new(),
            place: String::new(),
            facts: Vec::new(),
            quote: None,
            preview: sections.iter().map(|section| section.title.as_str()).collect::<Vec<_>>().join(" · "),
            sections,
            url: home.clone(),
            button: "Open Boardwire".to_owned(),
            reason: reason(mail),
            choices: choices(mail, links),
            home,
        }
    }
}

/// The comment's beginning, else where it is and the first fact.
fn preview(facts: &[Fact], quote: Option<&str>, place: &str) -> String {
    match (quote, facts.first()) {
        (Some(quote), _) => one_line(quote),
        (None, Some(fact)) => format!("{place} · {}: {}", fact.name, fact.value),
        (None, None) => place.to_owned(),
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

/// The text on one line: control characters and line ends become blanks. They could forge a header or a fact.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}
