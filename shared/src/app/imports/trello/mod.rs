//! A board as Trello's menu exports it. Lists become columns, whose kinds are guessed by their names; an archived list
//! becomes a column only if it has cards, which are archived in it. All checklists of a card become one.

mod file;

use std::collections::{HashMap, HashSet, hash_map::Entry};

use serde::de::IgnoredAny;

use file::{Action, Card, Checklist, Export, Label, List, Member, Said};

use super::{
    fit, lenient,
    parcel::{BoardIn, CardIn, ColumnIn, CommentIn, ItemIn, LabelIn, LeftOut, Parcel, PersonIn},
    reading::too_many,
};
use crate::{
    app::{checklists::ITEMS_MAX, columns::MOST as COLUMNS_MAX},
    domain::{ColumnKind, Due, WipMode},
};

pub fn read(content: &[u8]) -> Result<Parcel, String> {
    let export: Export = lenient::document(content, "the file is no board of Trello")?;
    if export.cards.is_over() {
        return Err(too_many());
    }
    let mut parcel = Parcel::default();
    let name = export.name.0.unwrap_or_default();
    let name = fit::title(&name, "board", &mut parcel.left_out).unwrap_or_else(|| "Trello".to_owned());
    let description = fit::body(&export.desc.0.unwrap_or_default(), "board", &name, &mut parcel.left_out);
    let members = members(export.members.good("member", &mut parcel.left_out), &mut parcel);
    let labels = labels(export.labels.good("label", &mut parcel.left_out), &mut parcel);
    let cards = export.cards.good("card", &mut parcel.left_out);
    let lists = export.lists.good("list", &mut parcel.left_out);
    let (columns, places) = columns(lists, &cards, &mut parcel);
    parcel.boards.push(BoardIn {
        foreign: fit::foreign(&export.id.0.unwrap_or_default()),
        name,
        description,
        wip_mode: WipMode::Warn,
        columns,
        by_name: false,
    });
    let mut checklists = checklists(export.checklists.good("checklist", &mut parcel.left_out), &mut parcel);
    let mut comments = comments(export.actions.good("action", &mut parcel.left_out), &members, &mut parcel);
    lost(&cards, &export.custom_fields, &export.plugin_data, &mut parcel);

    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for card in cards {
        let Some(place) = places.get(&card.id_list) else {
            parcel.left_out.one("card", &card.name, "is in a list that the file does not have");
            continue;
        };
        if card.id.is_empty() || !seen.insert(card.id.clone()) {
            parcel.left_out.one("card", &card.name, "has the same id as another, or none");
            continue;
        }
        let pos = card.pos;
        let Some(mut made) = one(card, *place, &members, &labels, &mut parcel) else { continue };
        made.checklist = checklists.remove(&made.foreign).unwrap_or_default();
        made.take_comments(comments.remove(&made.foreign).unwrap_or_default(), &mut parcel.left_out);
        made.foreign = fit::foreign(&made.foreign);
        found.push((pos, made));
    }
    for (_, orphans) in checklists {
        parcel.left_out.some("checklist item", orphans.len(), "is of a card that is not brought in");
    }
    for (_, orphans) in comments {
        parcel.left_out.some("comment", orphans.len(), "is about a card that is not brought in");
    }
    found.sort_by(|(a, one), (b, other)| one.column.cmp(&other.column).then(a.total_cmp(b)));
    parcel.cards = found.into_iter().map(|(_, card)| card).collect();
    Ok(parcel)
}

/// A list's column, and whether the list is archived.
type Places = HashMap<String, (usize, bool)>;

fn columns(mut lists: Vec<List>, cards: &[Card], parcel: &mut Parcel) -> (Vec<ColumnIn>, Places) {
    // Archived ones stand at the end.
    lists.sort_by(|a, b| a.closed.cmp(&b.closed).then(a.pos.total_cmp(&b.pos)));
    let held: HashSet<&str> = cards.iter().map(|card| card.id_list.as_str()).collect();
    let mut columns = Vec::new();
    let mut places = Places::new();
    for list in lists {
        if places.contains_key(&list.id) || list.id.is_empty() {
            parcel.left_out.one("list", &list.name, "has the same id as another, or none");
        } else if list.closed && !held.contains(list.id.as_str()) {
            parcel.left_out.one("archived list", &list.name, "has no cards");
        } else if columns.len() >= COLUMNS_MAX {
            parcel.left_out.one("list", &list.name, "is more than a board may have columns");
        } else {
            if list.closed {
                parcel.left_out.one("archived list", &list.name, "is a column, which cannot be archived: its cards are");
            }
            let name = fit::title(&list.name, "list", &mut parcel.left_out).unwrap_or_else(|| "List".to_owned());
            places.insert(list.id.clone(), (columns.len(), list.closed));
            columns.push(ColumnIn { foreign: fit::foreign(&list.id), kind: fit::kind(&name), name, wip_limit: None });
        }
    }
    (columns, places)
}

fn members(members: Vec<Member>, parcel: &mut Parcel) -> HashMap<String, usize> {
    members.into_iter().filter_map(|member| Some((member.id.clone(), parcel.person(person(&member))?))).collect()
}

fn person(member: &Member) -> PersonIn {
    let handle = member.username.as_deref().unwrap_or_default().to_lowercase();
    let name = member.full_name.as_deref().or(member.username.as_deref()).unwrap_or("somebody");
    let name = fit::title(name, "member", &mut LeftOut::default()).unwrap_or_else(|| "somebody".to_owned());
    PersonIn { name, handle, email: member.email.as_deref().map(str::to_lowercase) }
}

/// Trello's colors, as it shows them.
const COLORS: [(&str, &str); 11] = [
    ("green", "#4bce97"),
    ("yellow", "#f5cd47"),
    ("orange", "#fea362"),
    ("red", "#f87168"),
    ("purple", "#9f8fef"),
    ("blue", "#579dff"),
    ("sky", "#6cc3e0"),
    ("lime", "#94c748"),
    ("pink", "#e774bb"),
    ("black", "#8590a2"),
    ("", "#b3b9c4"),
];

/// A label without a name has that of its color. Labels of one name are one.
fn labels(labels: Vec<Label>, parcel: &mut Parcel) -> HashMap<String, usize> {
    let (mut found, mut by_name) = (HashMap::new(), HashMap::new());
    for label in labels {
        if found.contains_key(&label.id) {
            parcel.left_out.one("label", &label.id, "has the same id as another");
            continue;
        }
        let color = label.color.as_deref().unwrap_or_default();
        let plain = color.split('_').next().unwrap_or_default();
        let given = fit::title(label.name.as_deref().unwrap_or_default(), "label", &mut parcel.left_out);
        let name = given.or_else(|| (!color.is_empty()).then(|| color.to_owned())).unwrap_or_else(|| "no color".to_owned());
        let at = match by_name.entry(name.to_lowercase()) {
            Entry::Occupied(same) => {
                parcel.left_out.one("label", &name, "has the same name as another: the two are one");
                *same.get()
            }
            Entry::Vacant(new) => {
                let hex = COLORS.iter().find(|(known, _)| *known == plain).map_or("#b3b9c4", |(_, hex)| hex);
                parcel.labels.push(LabelIn { foreign: fit::foreign(&label.id), name, color: hex.to_owned() });
                *new.insert(parcel.labels.len() - 1)
            }
        };
        found.insert(label.id, at);
    }
    found
}

fn one(
    card: Card,
    (column, archived): (usize, bool),
    members: &HashMap<String, usize>,
    labels: &HashMap<String, usize>,
    parcel: &mut Parcel,
) -> Option<CardIn> {
    let Some(title) = fit::title(&card.name, "card", &mut parcel.left_out) else {
        parcel.left_out.one("card", &card.id, "has no name");
        return None;
    };
    let mut made = CardIn::new(card.id, 0, column, title);
    made.description = fit::body(card.desc.as_deref().unwrap_or_default(), "card", &made.title, &mut parcel.left_out);
    made.archived = archived || card.closed;
    if let Some(due) = card.due {
        made.due = Due::parse(&due, chrono_tz::UTC);
        if made.due.is_none() {
            parcel.left_out.one("due date", &made.title, "is no date");
        }
    }
    for label in card.id_labels.good("label", &mut parcel.left_out) {
        match labels.get(&label) {
            Some(at) if !made.labels.contains(at) => made.labels.push(*at),
            Some(_) => {}
            None => parcel.left_out.one("label", &label, "is on a card, and not in the file"),
        }
    }
    for member in card.id_members.good("assignee", &mut parcel.left_out) {
        match members.get(&member) {
            Some(at) if !made.assignees.contains(at) => made.assignees.push(*at),
            Some(_) => {}
            None => parcel.left_out.one("assignee", &member, "is on a card, and not in the file"),
        }
    }
    Some(made)
}

/// The lines of each card's checklists, in their order. Where a card has more than one, each line says of which it is.
fn checklists(lists: Vec<Checklist>, parcel: &mut Parcel) -> HashMap<String, Vec<ItemIn>> {
    let mut of_card: HashMap<String, Vec<Checklist>> = HashMap::new();
    for list in lists {
        of_card.entry(list.id_card.clone()).or_default().push(list);
    }
    let mut found = HashMap::new();
    for (card, mut lists) in of_card {
        lists.sort_by(|a, b| a.pos.total_cmp(&b.pos));
        let several = lists.len() > 1;
        let mut items = Vec::new();
        for list in lists {
            let mut lines = list.check_items.good("checklist item", &mut parcel.left_out);
            lines.sort_by(|a, b| a.pos.total_cmp(&b.pos));
            for line in lines {
                let of = list.name.as_deref().filter(|_| several).map(|name| format!("{name}: ")).unwrap_or_default();
                let done = line.state.as_deref() == Some("complete");
                match fit::item(&format!("{of}{}", line.name), &mut parcel.left_out) {
                    Some(text) if items.len() < ITEMS_MAX => items.push(ItemIn { text, done }),
                    Some(_) => parcel.left_out.some("checklist item", 1, format!("a card has at most {ITEMS_MAX}")),
                    None => parcel.left_out.some("checklist item", 1, "is empty"),
                }
            }
        }
        found.insert(card, items);
    }
    found
}

/// What was said about each card, oldest first.
fn comments(actions: Vec<Action>, members: &HashMap<String, usize>, parcel: &mut Parcel) -> HashMap<String, Vec<CommentIn>> {
    let mut found: HashMap<String, Vec<CommentIn>> = HashMap::new();
    for action in actions.into_iter().filter(|action| action.kind == "commentCard") {
        let Some(Said { text, card }) = action.data.0.filter(|said| !said.text.trim().is_empty()) else {
            parcel.left_out.some("comment", 1, "has no text, or is about no card");
            continue;
        };
        let author = action.member_creator.and_then(|creator| match members.get(&creator.id) {
            Some(known) => Some(*known),
            None => parcel.person(person(&creator)),
        });
        let body = fit::body(&text, "comment", &card.id, &mut parcel.left_out);
        found.entry(card.id).or_default().push(CommentIn { author, body, at: action.date });
    }
    for said in found.values_mut() {
        said.reverse(); // The newest action stands first.
        said.sort_by_key(|comment| comment.at);
    }
    found
}

/// Says what cards have that there is no place for here.
fn lost(cards: &[Card], custom_fields: &[IgnoredAny], plugin_data: &[IgnoredAny], parcel: &mut Parcel) {
    let done = parcel.boards.first().map(|board| &board.columns);
    let done: HashSet<&str> = done
        .into_iter()
        .flatten()
        .filter(|column| column.kind == ColumnKind::Done)
        .map(|column| column.foreign.as_str())
        .collect();
    let open = cards.iter().filter(|card| card.due_complete && !done.contains(card.id_list.as_str())).count();
    let all = |count: fn(&Card) -> usize| cards.iter().map(count).sum::<usize>();
    let told = [
        ("completed due date", open, "a card is complete when it is in a done column"),
        ("attachment", all(|card| card.attachments.len()), "its content is not in the file"),
        ("custom field", custom_fields.len(), "cards have no fields of one's own"),
        ("custom field value", all(|card| card.custom_field_items.len()), "cards have no fields of one's own"),
        ("start date", all(|card| usize::from(card.start.is_some())), "cards have no start date"),
        ("template", all(|card| usize::from(card.is_template)), "there are no templates: it is a card like others"),
        ("vote", all(|card| card.id_members_voted.len()), "nobody votes for cards"),
        ("sticker", all(|card| card.stickers.len()), "cards have no stickers"),
        ("power-up data", plugin_data.len(), "there are no power-ups"),
    ];
    for (what, count, why) in told {
        parcel.left_out.some(what, count, why);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_board_says_why() {
        for (content, why) in [
            ("", "ends too early"),
            ("{\"lists\": [", "ends too early"),
            ("{]", "line 1, column 2"),
            ("[]", "no board of Trello"),
            ("{}", "missing field `lists`"),
            ("{\"lists\": 1, \"cards\": []}", "no board of Trello"),
        ] {
            let said = read(content.as_bytes()).unwrap_err();
            assert!(said.contains(why), "{content}: {said}");
        }
        let deep = format!("{{\"lists\": {}{}, \"cards\": []}}", "[".repeat(10_000), "]".repeat(10_000));
        read(deep.as_bytes()).unwrap_err();
    }

    #[test]
    fn one_bad_thing_is_left_out_and_the_others_come() {
        let board = r#"{"name": 5, "lists": [{"id": "l", "name": "Doing", "pos": 1}, 7], "labels": [{"id": "g", "color": "green"}],
            "cards": [{"id": "a", "name": "A", "idList": "l", "pos": 2, "idLabels": ["g", "?"], "due": "soon"},
                {"id": "b", "name": 3, "idList": "l"}, {"id": "c", "name": "C", "idList": "?"},
                {"id": "a", "name": "again", "idList": "l"}, {"id": "d", "name": " ", "idList": "l"},
                {"id": "e", "name": "E", "idList": "l", "pos": 1, "dueComplete": true}],
            "actions": [{"type": "commentCard", "data": {"text": "hm", "card": {"id": "gone"}}}]}"#;
        let parcel = read(board.as_bytes()).unwrap();
        assert_eq!(parcel.cards.iter().map(|card| card.title.as_str()).collect::<Vec<_>>(), ["E", "A"]);
        assert_eq!(parcel.boards[0].columns[0].kind, ColumnKind::InProgress);
        assert_eq!(parcel.labels[0].name, "green");
        let told: Vec<_> = parcel.left_out.into_entries().into_iter().map(|entry| entry.what).collect();
        for what in ["list", "card", "label", "due date", "comment", "completed due date"] {
            assert!(told.iter().any(|told| told == what), "{what} in {told:?}");
        }
    }
}
