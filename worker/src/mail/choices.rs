//! Why the reader gets a mail, and what of it they can turn off with one click.

use shared::{
    app::notifications::{Scope, wording},
    domain::{MailPurpose, NotificationKind},
    store::mails::{Item, Mail},
};

use super::{Links, letter::one_line};

/// One thing that the reader may have no more mail of.
#[derive(Clone, Debug)]
pub struct Choice {
    /// After “No more mail about”.
    pub what: &'static str,
    pub url: String,
}

/// What can be turned off, the narrowest first: that is also what a mail program's own button turns off. What concerns
/// the safety of the account has none.
pub fn choices(mail: &Mail, links: Links<'_>) -> Vec<Choice> {
    let choice = |what, scope| Choice { what, url: links.unsubscribe(mail.user_id, scope) };
    if mail.purpose == MailPurpose::Digest {
        return vec![choice("any of this", Scope::Digest)];
    }
    let Some(first) = mail.items.first() else { return Vec::new() };
    let mut choices = Vec::new();
    // A mute holds back news only.
    if mail.items.iter().all(|item| item.kind.is_news()) {
        choices.extend(first.card_id.map(|card| choice("this card", Scope::Card(card))));
        choices.extend(first.board_id.map(|board| choice("this board", Scope::Board(board))));
    }
    if first.kind != NotificationKind::Security && mail.items.iter().all(|item| item.kind == first.kind) {
        choices.push(choice(wording::kind(first.kind), Scope::Kind(first.kind)));
    }
    choices
}

/// Why the reader gets it.
pub fn reason(mail: &Mail) -> String {
    use NotificationKind as Kind;
    let Some(item) = mail.items.first().filter(|_| mail.purpose == MailPurpose::News) else {
        return "You get this because you chose one mail a day.".to_owned();
    };
    let named = |name: &Option<String>| name.as_deref().map_or_else(String::new, one_line);
    let key = item.card_key().unwrap_or_default();
    let several = mail.items.len() > 1;
    let why = match item.kind {
        _ if several && item.assigned => format!("you are assigned to {key}"),
        _ if several && item.watching => format!("you watch {key}"),
        Kind::AddedToTeam => format!("you were added to the team {}", named(&item.team_name)),
        Kind::AddedToProject => format!("you were added to the project {}", named(&item.project_name)),
        Kind::AddedToBoard => format!("you were added to the board {}", named(&item.board_name)),
        Kind::Invited => format!("{} invited you", item.actor_name.as_deref().map_or_else(|| "someone".to_owned(), one_line)),
        Kind::ChatMentioned => format!("you were mentioned in the chat of {}", named(&item.project_name)),
        Kind::Security => "it concerns the safety of your account; such mail cannot be turned off".to_owned(),
        Kind::Reminder => format!("you asked to be reminded of {key}"),
        Kind::Mentioned => format!("you were mentioned on {key}"),
        Kind::Unassigned => format!("you were assigned to {key}"),
        _ if item.assigned => format!("you are assigned to {key}"),
        _ if item.watching => format!("you watch {key}"),
        _ => format!("you may see {}", seen(item)),
    };
    format!("You get this because {why}.")
}

fn seen(item: &Item) -> String {
    let name = item.card_key().or_else(|| item.board_name.clone()).or_else(|| item.project_name.clone());
    name.or_else(|| item.team_name.clone()).map_or_else(|| "it".to_owned(), |name| one_line(&name))
}
