//! Mails about an account itself: what they say. Nobody can turn them off, and they go to the address that they are about.

use chrono_tz::Tz;
use shared::{
    app::notifications::wording,
    store::mails::{AccountMail, Mail},
};

use super::{
    Letter, Links,
    letter::{Fact, Form, one_line},
};

pub fn letter(mail: &Mail, about: &AccountMail, links: Links<'_>) -> Letter {
    let zone = mail.time_zone.parse().unwrap_or(Tz::UTC);
    let until = |until| vec![Fact { name: "Good until", value: wording::instant(until, zone) }];
    let (form, sentence, facts, url, button, reason) = match about {
        AccountMail::Reset { url, until: then } => (
            Form::Reset,
            "Set a new password".to_owned(),
            until(*then),
            url.clone(),
            "Set a new password",
            "a new password was asked for the account with this address",
        ),
        AccountMail::Verify { url, until: then } => (
            Form::Verify,
            "Confirm your address".to_owned(),
            until(*then),
            url.clone(),
            "Confirm this address",
            "an account was given this address",
        ),
        AccountMail::EmailChanged { to } => (
            Form::EmailChanged,
            format!("The address of your account is now {}", one_line(to)),
            Vec::new(),
            links.to(""),
            "Open Boardwire",
            "this was the address of your account until now",
        ),
    };
    let preview = facts.first().map_or_else(|| sentence.clone(), |fact| format!("{}: {}", fact.name, fact.value));
    Letter {
        form,
        sentence,
        actor: String::new(),
        about: String::new(),
        place: String::new(),
        facts,
        quote: None,
        sections: Vec::new(),
        url,
        button: button.to_owned(),
        preview,
        reason: format!("You get this because {reason}; such mail cannot be turned off."),
        choices: Vec::new(),
        home: links.to(""),
    }
}
