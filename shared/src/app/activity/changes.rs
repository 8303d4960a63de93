//! The fields that changed, in words: “changed the priority of WEB-12 Login from low to high”.

use serde_json::Value;

/// What was done to `subject`; a change of nothing that is known is just a change.
pub(super) fn told(data: &Value, subject: &str) -> String {
    let changes: Vec<(&str, &Value)> = data
        .pointer("/changes")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(field, change)| (noun(field), change))
        .collect();
    match changes.as_slice() {
        [] => format!("changed {subject}"),
        [("the labels", change)] => labels(change, subject),
        [(field, change)] => one(field, change, subject),
        [rest @ .., last] => {
            let rest: Vec<String> = rest.iter().map(among).collect();
            format!("changed {} and {} of {subject}", rest.join(", "), among(last))
        }
    }
}

fn noun(field: &str) -> &str {
    match field {
        "due" => "the due date",
        "title" => "the title",
        "name" => "the name",
        "color" => "the color",
        "kind" => "the kind",
        "status" => "the status",
        "deadline" => "the deadline",
        "priority" => "the priority",
        "visibility" => "the visibility",
        "description" => "the description",
        "labels" => "the labels",
        "wip_limit" => "the WIP limit",
        "wip_mode" => "the WIP mode",
        _ => "something",
    }
}

fn one(field: &str, change: &Value, subject: &str) -> String {
    match (value(field, change.get("from")), value(field, change.get("to"))) {
        (Some(from), Some(to)) => format!("changed {field} of {subject} from {from} to {to}"),
        (None, Some(to)) => format!("set {field} of {subject} to {to}"),
        (Some(from), None) => format!("took {field} {from} off {subject}"),
        (None, None) => format!("changed {field} of {subject}"),
    }
}

fn labels(change: &Value, subject: &str) -> String {
    let names = |side: &str, other: &str| -> Vec<&str> {
        let list = |side: &str| change.get(side).and_then(Value::as_array).into_iter().flatten();
        let is_there = |label: &Value| list(other).any(|one| one["id"] == label["id"]);
        list(side).filter(|label| !is_there(label)).filter_map(|label| label["name"].as_str()).collect()
    };
    let (added, removed) = (names("to", "from"), names("from", "to"));
    match (added.as_slice(), removed.as_slice()) {
        ([label], []) => format!("put the label {label} on {subject}"),
        ([], [label]) => format!("took the label {label} off {subject}"),
        _ => format!("changed the labels of {subject}"),
    }
}

fn among((field, change): &(&str, &Value)) -> String {
    match (value(field, change.get("from")), value(field, change.get("to"))) {
        (None, None) => (*field).to_owned(),
        (from, to) => format!("{field} ({} → {})", from.as_deref().unwrap_or("none"), to.as_deref().unwrap_or("none")),
    }
}

/// Words that people chose are quoted, our own and numbers are not.
fn value(field: &str, value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) if matches!(field, "the title" | "the name") => Some(format!("“{text}”")),
        Value::String(text) => Some(text.replace('_', " ")),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_change_says_from_what_to_what() {
        let told = |changes: Value| told(&json!({"changes": changes}), "WEB-1 Login");
        assert_eq!(told(json!({})), "changed WEB-1 Login");
        assert_eq!(
            told(json!({"priority": {"from": "low", "to": "high"}})),
            "changed the priority of WEB-1 Login from low to high"
        );
        assert_eq!(told(json!({"due": {"from": null, "to": "2026-12-24"}})), "set the due date of WEB-1 Login to 2026-12-24");
        assert_eq!(told(json!({"due": {"from": "2026-12-24", "to": null}})), "took the due date 2026-12-24 off WEB-1 Login");
        let bug = json!([{"id": "1", "name": "bug"}]);
        assert_eq!(told(json!({"labels": {"from": [], "to": bug}})), "put the label bug on WEB-1 Login");
        assert_eq!(told(json!({"labels": {"from": bug, "to": []}})), "took the label bug off WEB-1 Login");
        assert_eq!(told(json!({"description": {}})), "changed the description of WEB-1 Login");
        assert_eq!(
            told(json!({"title": {"from": "Log in", "to": "Login"}, "wip_limit": {"from": null, "to": 3}})),
            "changed the title (“Log in” → “Login”) and the WIP limit (none → 3) of WEB-1 Login"
        );
    }
}
