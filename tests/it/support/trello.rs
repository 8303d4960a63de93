//! Boards as Trello exports them: a real small one, and made ones of any size with everything that such a file can have.

use serde_json::{Value, json};

/// As Trello gave it out.
pub const REAL: &[u8] = include_bytes!("../fixtures/trello.json");

const LISTS: [(&str, bool); 5] = [("Backlog", false), ("Doing", false), ("Old ideas", true), ("Empty", true), ("Done", false)];
const COLORS: [&str; 4] = ["green", "red", "blue", "sky"];

/// Who is in a made board: a member's handle, a member's address, and somebody who is nobody here.
pub fn members() -> Value {
    json!([
        {"id": "m0", "username": "grace", "fullName": "Grace H."},
        {"id": "m1", "username": "linus_on_trello", "fullName": "Linus T.", "email": "linus@example.org"},
        {"id": "m2", "username": "stranger", "fullName": "Some Stranger"},
    ])
}

/// A board of so many cards, each with what its number says: every second has a label, every third a due date, …
pub fn board(cards: usize) -> Value {
    let list = |at: usize| json!({"id": format!("l{at}"), "name": LISTS[at].0, "closed": LISTS[at].1, "pos": 1000 - at});
    // Positions run against the order in the file.
    let lists: Vec<Value> = (0..LISTS.len()).map(list).collect();
    let labels: Vec<Value> = COLORS
        .iter()
        .enumerate()
        .map(|(at, color)| json!({"id": format!("g{at}"), "name": if at == 0 { "" } else { color }, "color": color}))
        .collect();
    let (mut made, mut checklists, mut actions) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..cards {
        let id = format!("c{n}");
        made.push(card(n, &id));
        if n.is_multiple_of(5) {
            checklists.extend(checklist(n, &id));
        }
        if n.is_multiple_of(4) {
            actions.push(comment(n, &id, &format!("m{}", n % 3), 1));
            actions.push(comment(n, &id, &format!("m{}", n % 3), 0));
        }
    }
    actions.push(json!({"id": "a", "type": "updateCard", "data": {"old": {"pos": 1}}, "date": "2026-01-01T00:00:00.000Z"}));
    json!({
        "id": "b0", "name": "Made <b>board</b>", "desc": "# About\n<script>alert(1)</script>", "closed": false,
        "lists": lists, "labels": labels, "members": members(), "cards": made, "checklists": checklists, "actions": actions,
        "customFields": [{"id": "f", "name": "Points", "type": "number"}], "pluginData": [],
    })
}

fn card(n: usize, id: &str) -> Value {
    let list = [0, 1, 2, 4][n % 4];
    let labels: Vec<String> = if n.is_multiple_of(2) { vec![format!("g{}", n % COLORS.len())] } else { Vec::new() };
    let members: Vec<String> = if n.is_multiple_of(3) { vec![format!("m{}", n / 3 % 3)] } else { Vec::new() };
    json!({
        "id": id, "name": format!("Card {n}"), "desc": format!("What to do for *{n}*\n- [ ] a"), "idList": format!("l{list}"),
        "pos": 100_000 - n, "idShort": n + 1, "closed": n % 7 == 3, "idLabels": labels, "idMembers": members,
        "due": (n.is_multiple_of(3)).then(|| format!("2027-01-{:02}T10:00:00.000Z", n % 28 + 1)), "dueComplete": n.is_multiple_of(6),
        "start": (n.is_multiple_of(50)).then_some("2026-12-01T00:00:00.000Z"), "attachments": if n.is_multiple_of(10) { json!([{"id": "x"}]) } else { json!([]) },
        "idMembersVoted": [], "stickers": [], "customFieldItems": [], "isTemplate": false, "cover": {"color": null},
    })
}

/// Of each tenth card two, of which each line says where it belongs.
fn checklist(n: usize, card: &str) -> Vec<Value> {
    let list = |at: usize| {
        json!({"id": format!("k{n}-{at}"), "idCard": card, "name": format!("List {at}"), "pos": at, "checkItems": [
            {"id": "2", "name": "second", "state": "incomplete", "pos": 2},
            {"id": "1", "name": "first", "state": "complete", "pos": 1},
        ]})
    };
    (0..=usize::from(n.is_multiple_of(10))).map(list).collect()
}

fn comment(n: usize, card: &str, by: &str, minute: usize) -> Value {
    let creator = members().as_array().into_iter().flatten().find(|member| member["id"] == by).cloned();
    json!({
        "id": format!("a{n}-{minute}"), "type": "commentCard", "date": format!("2026-02-03T04:{minute:02}:00.000Z"),
        "data": {"text": format!("Said {minute} @grace"), "card": {"id": card}}, "memberCreator": creator,
    })
}
