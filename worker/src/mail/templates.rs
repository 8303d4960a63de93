//! The texts of the mails: `templates/<kind>.{subject,txt,html}`, one trio a kind. They are checked when compiled, and
//! what stands in the HTML is escaped by its extension.

use askama::Template;
use shared::domain::NotificationKind;

use super::{
    Letter,
    letter::{Form, one_line},
};

/// A letter in all its forms.
#[derive(Clone, Debug)]
pub struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
}

macro_rules! trio {
    ($kind:ident: $subject:tt $text:tt $html:tt) => {
        mod $kind {
            use super::{Letter, Rendered, Template, one_blank_line, one_line};

            #[derive(Template)]
            #[template(path = $subject, escape = "none")]
            struct Subject<'a> {
                letter: &'a Letter,
            }
            #[derive(Template)]
            #[template(path = $text)]
            struct Text<'a> {
                letter: &'a Letter,
            }
            #[derive(Template)]
            #[template(path = $html)]
            struct Html<'a> {
                letter: &'a Letter,
            }

            pub fn render(letter: &Letter) -> askama::Result<Rendered> {
                let subject = one_line(Subject { letter }.render()?.trim());
                Ok(Rendered { subject, text: one_blank_line(&Text { letter }.render()?), html: Html { letter }.render()? })
            }
        }
    };
}

trio!(added_to_board: "added_to_board.subject" "added_to_board.txt" "added_to_board.html");
trio!(added_to_project: "added_to_project.subject" "added_to_project.txt" "added_to_project.html");
trio!(added_to_team: "added_to_team.subject" "added_to_team.txt" "added_to_team.html");
trio!(assigned: "assigned.subject" "assigned.txt" "assigned.html");
trio!(changes: "changes.subject" "several.txt" "several.html");
trio!(chat_mentioned: "chat_mentioned.subject" "chat_mentioned.txt" "chat_mentioned.html");
trio!(commented: "commented.subject" "commented.txt" "commented.html");
trio!(completed: "completed.subject" "completed.txt" "completed.html");
trio!(digest: "digest.subject" "several.txt" "several.html");
trio!(due_changed: "due_changed.subject" "due_changed.txt" "due_changed.html");
trio!(due_soon: "due_soon.subject" "due_soon.txt" "due_soon.html");
trio!(email_changed: "email_changed.subject" "email_changed.txt" "email_changed.html");
trio!(invited: "invited.subject" "invited.txt" "invited.html");
trio!(mentioned: "mentioned.subject" "mentioned.txt" "mentioned.html");
trio!(moved: "moved.subject" "moved.txt" "moved.html");
trio!(overdue: "overdue.subject" "overdue.txt" "overdue.html");
trio!(reminder: "reminder.subject" "reminder.txt" "reminder.html");
trio!(reset: "reset.subject" "reset.txt" "reset.html");
trio!(security: "security.subject" "security.txt" "security.html");
trio!(unassigned: "unassigned.subject" "unassigned.txt" "unassigned.html");
trio!(verify: "verify.subject" "verify.txt" "verify.html");

/// Writes a letter in the words of its kind.
pub fn render(letter: &Letter) -> askama::Result<Rendered> {
    use NotificationKind as Kind;
    match letter.form {
        Form::Changes => changes::render(letter),
        Form::Digest => digest::render(letter),
        Form::Reset => reset::render(letter),
        Form::Verify => verify::render(letter),
        Form::EmailChanged => email_changed::render(letter),
        Form::News(Kind::AddedToBoard) => added_to_board::render(letter),
        Form::News(Kind::AddedToProject) => added_to_project::render(letter),
        Form::News(Kind::AddedToTeam) => added_to_team::render(letter),
        Form::News(Kind::Assigned) => assigned::render(letter),
        Form::News(Kind::ChatMentioned) => chat_mentioned::render(letter),
        Form::News(Kind::Commented) => commented::render(letter),
        Form::News(Kind::Completed) => completed::render(letter),
        Form::News(Kind::DueChanged) => due_changed::render(letter),
        Form::News(Kind::DueSoon) => due_soon::render(letter),
        Form::News(Kind::Invited) => invited::render(letter),
        Form::News(Kind::Mentioned) => mentioned::render(letter),
        Form::News(Kind::Moved) => moved::render(letter),
        Form::News(Kind::Overdue) => overdue::render(letter),
        Form::News(Kind::Reminder) => reminder::render(letter),
        Form::News(Kind::Security) => security::render(letter),
        Form::News(Kind::Unassigned) => unassigned::render(letter),
    }
}

/// Never more than one blank line in a row: what a letter lacks leaves no gap.
fn one_blank_line(text: &str) -> String {
    let mut lines: Vec<&str> = text.trim().lines().collect();
    lines.dedup_by(|a, b| a.is_empty() && b.is_empty());
    lines.join("\n") + "\n"
}
