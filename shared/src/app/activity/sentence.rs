//! Events as sentences: “Ada moved WEB-12 Fix the login page from To Do to Done”.

use serde_json::Value;

use super::changes::told;

/// What happened, in words. An event this program does not know is told by its name.
pub(super) fn sentence(name: &str, actor: Option<&str>, data: &Value) -> String {
    let actor = actor.unwrap_or("Boardwire");
    let card = || format!("{} {}", text(data, "/card/key"), text(data, "/card/title"));
    let person = || text(data, "/user/name");
    let what = match name {
        "card.created" => format!("created {}", card()),
        "card.updated" if data.get("checklist").is_some() => checklist(data, &card()),
        "card.updated" if let Some(what) = file(data) => format!("{what} {}", card()),
        "card.updated" => told(data, &card()),
        "card.moved" => moved(data, &card()),
        "card.deleted" => format!("deleted {}", card()),
        "card.archived" => format!("archived {}", card()),
        "card.restored" => format!("restored {}", card()),
        "card.assigned" => format!("assigned {} to {}", person(), card()),
        "card.unassigned" => format!("took {} off {}", person(), card()),
        "comment.updated" => format!("changed a comment on {}", card()),
        "comment.deleted" => format!("deleted a comment on {}", card()),
        "comment.created" => format!("commented on {}", card()),
        "chat.message.created" => "wrote in the chat".to_owned(),
        "column.created" => format!("added the column {}", text(data, "/column/name")),
        "column.updated" => told(data, &format!("the column {}", text(data, "/column/name"))),
        "column.moved" => format!("moved the column {}", text(data, "/column/name")),
        "column.deleted" => format!("deleted the column {}", text(data, "/column/name")),
        "column.reordered" => "tidied up an order, which stays as it was".to_owned(),
        "project.updated" | "board.updated" if data.get("label").is_some() => label(data),
        "board.created" => format!("created the board {}", text(data, "/board/name")),
        "board.updated" => told(data, &format!("the board {}", text(data, "/board/name"))),
        "board.deleted" => format!("deleted the board {}", text(data, "/board/name")),
        "project.created" => format!("created the project {}", text(data, "/project/name")),
        "project.updated" if let Some(what) = file(data) => format!("{what} the project {}", text(data, "/project/name")),
        "project.updated" => told(data, &format!("the project {}", text(data, "/project/name"))),
        "project.deleted" => format!("deleted the project {}", text(data, "/project/name")),
        "team.created" => format!("created the team {}", text(data, "/team/name")),
        "team.updated" => told(data, &format!("the team {}", text(data, "/team/name"))),
        "team.deleted" => format!("deleted the team {}", text(data, "/team/name")),
        "member.changed" => match text(data, "/change") {
            // On a board, someone may come by single rights and have no role.
            "added" if data.pointer("/role/to").is_some_and(Value::is_null) => format!("added {}", person()),
            "added" => format!("added {} as {}", person(), text(data, "/role/to")),
            "removed" => format!("removed {}", person()),
            "rights" => format!("changed what {} may do here", person()),
            "joined" => format!("joined as {}", text(data, "/role/to")),
            _ => format!("made {} {}", person(), text(data, "/role/to")),
        },
        other => other.replace('.', " "),
    };
    format!("{actor} {what}")
}

fn text<'a>(data: &'a Value, pointer: &str) -> &'a str {
    data.pointer(pointer).and_then(Value::as_str).unwrap_or("?")
}

/// A file that came or went: “added plan.pdf to”.
fn file(data: &Value) -> Option<String> {
    let named = |pointer: &str| data.pointer(pointer).and_then(Value::as_str);
    let added = named("/changes/files/added/name").map(|name| format!("added {name} to"));
    added.or_else(|| named("/changes/files/removed/name").map(|name| format!("removed {name} from")))
}

/// Only the columns of the reader's board are named.
fn moved(data: &Value, card: &str) -> String {
    let name = |pointer: &str| data.pointer(pointer).and_then(Value::as_str);
    if data.pointer("/from/column_id") == data.pointer("/to/column_id") {
        return format!("moved {card} within {}", name("/to/column").unwrap_or("its column"));
    }
    match (name("/from/column"), name("/to/column")) {
        (Some(from), Some(to)) => format!("moved {card} from {from} to {to}"),
        (Some(from), None) => format!("moved {card} from {from} to another board"),
        (None, Some(to)) => format!("moved {card} from another board to {to}"),
        (None, None) => format!("moved {card}"),
    }
}

fn checklist(data: &Value, card: &str) -> String {
    let item = text(data, "/checklist/item/text");
    match text(data, "/checklist/change") {
        "added" => format!("added “{item}” to the checklist of {card}"),
        "removed" => format!("took “{item}” off the checklist of {card}"),
        "done" => format!("ticked off “{item}” on {card}"),
        "undone" => format!("unticked “{item}” on {card}"),
        "moved" => format!("moved “{item}” on the checklist of {card}"),
        _ => format!("changed “{item}” on the checklist of {card}"),
    }
}

fn label(data: &Value) -> String {
    let name = text(data, "/label/name");
    match text(data, "/change") {
        "label_created" => format!("added the label {name}"),
        "label_deleted" => format!("deleted the label {name}"),
        _ => told(data, &format!("the label {name}")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn sentences_say_who_did_what() {
        let card = json!({"key": "WEB-12", "title": "Fix the login page"});
        let moved = |from: &str, to: &str| {
            sentence(
                "card.moved",
                Some("Ada"),
                &json!({
                    "card": card,
                    "from": {"column_id": "1", "column": from},
                    "to": {"column_id": to, "column": to},
                }),
            )
        };
        assert_eq!(moved("To Do", "Done"), "Ada moved WEB-12 Fix the login page from To Do to Done");
        let assigned = json!({"card": card, "user": {"name": "Grace"}});
        assert_eq!(sentence("card.assigned", Some("Ada"), &assigned), "Ada assigned Grace to WEB-12 Fix the login page");
        assert_eq!(sentence("rocket.launched", None, &json!({})), "Boardwire rocket launched");
    }
}
