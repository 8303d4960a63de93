//! Some of a parcel's cards, in one transaction with how far the import is then: after it they are there and counted, or
//! neither.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{
    fit,
    parcel::{CardIn, CommentIn, LeftOut, Parcel},
    people::People,
    run::Turn,
    structure::Ground,
};
use crate::{
    app::{
        Event, Result,
        cards::{ASSIGNEES_MAX, CardView, LABELS_MAX},
    },
    domain::{BoardId, CardId, ChecklistItemId, ColumnId, ColumnKind, CommentId, Due, Permission, WipMode, rank, rebalance},
    jobs::RebalanceColumn,
    store::{
        self, Lock,
        cards::{Assignee, Card},
        checklists::Item,
        columns::Column,
        comments::Comment,
        imports::Kind,
        labels::CardLabel,
        users::Creator,
    },
};

/// Few enough that no writer waits long.
const CARDS: usize = 100;
const WEIGHT: usize = 400;

/// The next cards, from the one at `from`.
pub fn next(parcel: &Parcel, from: usize) -> &[CardIn] {
    let rest = &parcel.cards[from.min(parcel.cards.len())..];
    let mut weight = 0;
    let fits = |card: &&CardIn| {
        weight += card.weight();
        weight <= WEIGHT
    };
    let count = rest.iter().take(CARDS).take_while(fits).count().max(1);
    &rest[..count.min(rest.len())]
}

/// What is known of a column while cards go into it.
struct Target {
    column: Column,
    last: Option<String>,
    /// How many more cards it takes.
    room: i64,
}

/// Everything a batch writes, gathered before it is written.
#[derive(Default)]
struct Rows {
    made: Vec<(Card, Vec<Assignee>, Vec<CardLabel>)>,
    items: Vec<Item>,
    comments: Vec<Comment>,
    watchers: Vec<(CardId, Creator)>,
    archived: Vec<CardId>,
    imported: Vec<(String, uuid::Uuid)>,
}

/// Carries these cards in, and counts them.
pub async fn carry(turn: &mut Turn, batch: &[CardIn], parcel: &Parcel, ground: &Ground, people: &People) -> Result<()> {
    let (project, source) = (turn.import.project_id, turn.import.source);
    let foreign: Vec<String> = batch.iter().map(|card| card.foreign.clone()).collect();
    let there = store::imports::list_imported(&mut turn.work.tx, project, source, Kind::Card, &foreign).await?;
    let new: Vec<&CardIn> = batch.iter().filter(|card| !there.contains_key(&card.foreign)).collect();
    let skipped = i64::try_from(batch.len() - new.len()).unwrap_or_default();
    let mut left_out = LeftOut::default();
    let members = boards(turn, &new, ground, people).await?;
    let mut targets = targets(turn, &new, ground, &members).await?;

    let mut chosen = Vec::new();
    for card in new {
        let board = &ground.boards[card.board];
        let target = board.columns[card.column].filter(|_| board.id.is_some_and(|id| members.contains_key(&id)));
        match target.and_then(|column| targets.get_mut(&column)) {
            None => left_out.one("card", &card.title, "its board or column is not there, or you may not write on it"),
            Some(target) if target.room <= 0 && !card.archived => {
                left_out.one("card", &card.title, format!("“{}” holds no more cards: its limit is reached", target.column.name));
            }
            Some(target) => {
                target.room -= i64::from(!card.archived);
                chosen.push((card, target.column.id));
            }
        }
    }
    let count = i64::try_from(chosen.len()).unwrap_or(i64::MAX);
    let own = if turn.import.keeps_numbers { 0 } else { count };
    let (mut number, key) = store::imports::next_card_numbers(&mut turn.work.tx, project, own).await?;
    let mut rows = Rows::default();
    for (card, column) in chosen {
        let Some(target) = targets.get_mut(&column) else { continue };
        let members = &members[&target.column.board_id];
        let filling = Filling { turn, parcel, ground, members };
        let given = card.number.filter(|_| turn.import.keeps_numbers).unwrap_or(number);
        filling.card(card, target, (given, &key), &mut rows, &mut left_out);
        number += 1;
    }
    write(turn, rows).await?;
    turn.note(left_out);
    turn.import.created += count;
    turn.import.skipped += skipped;
    turn.import.done += i64::try_from(batch.len()).unwrap_or_default();
    Ok(())
}

/// Those of the boards that the importer may still write on, each with whom the file's people mean there.
async fn boards(
    turn: &mut Turn,
    cards: &[&CardIn],
    ground: &Ground,
    people: &People,
) -> Result<HashMap<BoardId, HashMap<usize, Creator>>> {
    let ids: BTreeSet<BoardId> = cards.iter().filter_map(|card| ground.boards[card.board].id).collect();
    let mut found = HashMap::new();
    for id in ids {
        let place = store::access::board(&mut turn.work.tx, id, turn.caller).await?;
        if place.is_some_and(|place| place.permissions().allows(Permission::BoardWrite)) {
            found.insert(id, people.on_board(&mut turn.work.tx, id).await?);
        }
    }
    Ok(found)
}

/// The columns that the cards go to, locked in the order of their ids as everyone does who locks several.
async fn targets(
    turn: &mut Turn,
    cards: &[&CardIn],
    ground: &Ground,
    boards: &HashMap<BoardId, HashMap<usize, Creator>>,
) -> Result<HashMap<ColumnId, Target>> {
    let place = |card: &&CardIn| {
        let board = &ground.boards[card.board];
        Some((board.columns[card.column]?, board.made)).filter(|_| board.id.is_some_and(|id| boards.contains_key(&id)))
    };
    let ids: BTreeSet<(ColumnId, bool)> = cards.iter().filter_map(place).collect();
    let tx = &mut turn.work.tx;
    let mut found = HashMap::new();
    for (id, made) in ids {
        if !store::lock(tx, Lock::Column(id)).await? {
            continue;
        }
        let Some(column) = store::columns::find_column(&mut *tx, id).await? else { continue };
        let last = store::ranks::find_rank_below(tx, id, None, None).await?;
        let mut room = i64::MAX;
        if let (Some(limit), false) = (column.wip_limit, made) {
            let board = store::boards::find_board(&mut *tx, column.board_id).await?;
            if board.is_some_and(|board| board.wip_mode == WipMode::Block) {
                room = limit - store::cards::count_in_column(tx, id).await?;
            }
        }
        found.insert(id, Target { column, last, room });
    }
    Ok(found)
}

/// What a card of the parcel is filled in with.
struct Filling<'a> {
    turn: &'a Turn,
    parcel: &'a Parcel,
    ground: &'a Ground,
    members: &'a HashMap<usize, Creator>,
}

impl Filling<'_> {
    fn card(&self, from: &CardIn, target: &mut Target, (number, key): (i64, &str), rows: &mut Rows, left_out: &mut LeftOut) {
        let (now, column) = (self.turn.work.now, &target.column);
        let position = rank::between(target.last.as_deref(), None);
        target.last = Some(position.clone());
        let mut card = Card {
            id: CardId::new(),
            project_id: self.turn.import.project_id,
            board_id: column.board_id,
            column_id: column.id,
            number,
            title: from.title.clone(),
            description: from.description.clone(),
            position,
            priority: from.priority.rank(),
            due_date: None,
            due_zone: None,
            due_at: from.due.map(|due| due.falls_due_at()),
            completed_at: (column.kind == ColumnKind::Done).then_some(now),
            archived_at: from.archived.then_some(now),
            watchers_count: 0,
            comments_count: 0,
            files_count: 0,
            checklist_done: 0,
            checklist_total: 0,
            version: 1,
            creator: self.author(from.creator).unwrap_or_else(|| self.turn.importer.clone()),
            created_at: now,
            updated_at: now,
            project_key: key.to_owned(),
            column_kind: column.kind,
        };
        if let Some(Due::Day(day, zone)) = from.due {
            (card.due_date, card.due_zone) = (Some(day), Some(zone.name().to_owned()));
        }
        let assignees = self.people(&from.assignees, "assignee", ASSIGNEES_MAX, left_out);
        let assignees = assignees.into_iter().map(|person| Assignee {
            card_id: card.id,
            user_id: person.created_by,
            name: person.creator_name,
            handle: person.creator_handle,
            assigned_at: now,
        });
        let assignees: Vec<_> = assignees.collect();
        for person in self.people(&from.watchers, "watcher", usize::MAX, left_out) {
            rows.watchers.push((card.id, person));
            card.watchers_count += 1;
        }
        let labels = self.labels(from, card.id, left_out);
        let ranks = rank::spread(from.checklist.len());
        for (item, position) in from.checklist.iter().zip(ranks) {
            card.checklist_total += 1;
            card.checklist_done += i64::from(item.done);
            let (id, text) = (ChecklistItemId::new(), item.text.clone());
            rows.items.push(Item {
                id,
                card_id: card.id,
                text,
                done: item.done,
                position,
                version: 1,
                created_at: now,
                updated_at: now,
            });
        }
        for comment in &from.comments {
            card.comments_count += 1;
            rows.comments.push(self.comment(comment, &card, left_out));
        }
        if from.archived {
            rows.archived.push(card.id);
        }
        rows.imported.push((from.foreign.clone(), card.id.0));
        rows.made.push((card, assignees, labels));
    }

    fn labels(&self, from: &CardIn, card_id: CardId, left_out: &mut LeftOut) -> Vec<CardLabel> {
        let mut labels: Vec<CardLabel> = Vec::new();
        for label in from.labels.iter().filter_map(|at| self.ground.labels.get(*at)?.as_ref()) {
            if labels.iter().any(|other| other.label_id == label.id) {
                continue;
            }
            if labels.len() >= LABELS_MAX {
                left_out.one("label", &label.name, format!("a card has at most {LABELS_MAX} labels"));
                continue;
            }
            labels.push(CardLabel { card_id, label_id: label.id, name: label.name.clone(), color: label.color.clone() });
        }
        labels.sort_by_key(|label| label.name.to_lowercase());
        labels
    }

    /// Those of these people who are meant by somebody here.
    fn people(&self, places: &[usize], what: &str, most: usize, left_out: &mut LeftOut) -> Vec<Creator> {
        let mut found: Vec<Creator> = Vec::new();
        for at in places {
            let named = self.parcel.people.get(*at);
            let name =
                named.map_or_else(String::new, |one| if one.name.is_empty() { one.handle.clone() } else { one.name.clone() });
            match self.members.get(at) {
                None => left_out.one(what, &name, "is no member of the project who sees the board; nobody is invited"),
                Some(person) if found.iter().any(|other| other.created_by == person.created_by) => {}
                Some(_) if found.len() >= most => left_out.one(what, &name, format!("a card has at most {most}")),
                Some(person) => found.push(person.clone()),
            }
        }
        found
    }

    /// The member in whose name something may be put: their own things everyone brings in, those of others whoever manages
    /// the project.
    fn author(&self, at: Option<usize>) -> Option<Creator> {
        let person = self.members.get(&at?)?;
        (self.turn.manages() || person.created_by == self.turn.importer.created_by).then(|| person.clone())
    }

    fn comment(&self, from: &CommentIn, card: &Card, left_out: &mut LeftOut) -> Comment {
        let now = self.turn.work.now;
        let (creator, body, at) = if let Some(author) = self.author(from.author) {
            (author, from.body.clone(), from.at.map_or(now, |at| at.min(now)))
        } else {
            let body = format!("{}\n\n{}", self.said(from), from.body);
            (self.turn.importer.clone(), fit::body(&body, "comment", &card.title, left_out), now)
        };
        Comment { id: CommentId::new(), card_id: card.id, creator, body, version: 1, created_at: at, updated_at: at }
    }

    /// Who said something, and when, for what is not put in their name.
    fn said(&self, from: &CommentIn) -> String {
        let person = from.author.and_then(|at| self.parcel.people.get(at));
        let name = person.map(|one| if one.name.is_empty() { one.handle.as_str() } else { one.name.as_str() });
        let name = name.filter(|name| !name.is_empty()).unwrap_or("Somebody");
        let on = |at: DateTime<Utc>| at.format(" on %Y-%m-%d at %H:%M UTC").to_string();
        format!("**{name}** wrote{}:", from.at.map(on).unwrap_or_default())
    }
}

/// Writes it all: cards each by its own statements, the rest in sets.
async fn write(turn: &mut Turn, rows: Rows) -> Result<()> {
    let Turn { work, import, place, .. } = turn;
    let (now, tx) = (work.now, &mut work.tx);
    for (card, ..) in &rows.made {
        store::cards::insert_card(tx, card.clone()).await?;
    }
    let labels: Vec<_> = rows.made.iter().flat_map(|(.., labels)| labels).map(|label| (label.card_id, label.label_id)).collect();
    store::labels::insert_card_labels(tx, &labels).await?;
    let assignees: Vec<_> = rows.made.iter().flat_map(|(_, people, _)| people).map(|one| (one.card_id, one.user_id)).collect();
    store::cards::insert_assignees(tx, &assignees, now).await?;
    store::checklists::insert_items(tx, &rows.items).await?;
    store::comments::insert_comments(tx, &rows.comments).await?;
    for (card, watcher) in &rows.watchers {
        store::cards::insert_watcher(tx, *card, watcher.created_by).await?;
    }
    store::imports::archive_cards(tx, &rows.archived, now).await?;
    store::imports::insert_imported(tx, import.project_id, import.source, Kind::Card, &rows.imported).await?;
    let mut long = BTreeSet::new();
    for (card, assignees, labels) in rows.made {
        if card.position.len() > rebalance::LONG && long.insert(card.column_id) {
            work.enqueue(&RebalanceColumn { column_id: card.column_id });
        }
        let view = CardView::new(card, assignees, labels);
        work.record(Event::of_card("card.created", place, view.board_id, view.id, json!({"card": view})));
    }
    Ok(())
}
