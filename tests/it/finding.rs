//! Finding cards by what is known of them: filters, orders, pages, and whose cards one sees.

use std::{cmp::Ordering, collections::BTreeSet};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::support::{Board, Person, TestApp, id, ids, stories};

stories![
    filters_hold_alone_and_together,
    a_board_is_filtered_as_everything_is,
    pages_are_whole_in_every_order,
    what_comes_and_goes_between_pages_disturbs_nothing,
    a_cursor_is_of_one_list,
    one_finds_what_ones_boards_show_and_nothing_else,
    a_team_or_project_can_be_chosen,
    what_cannot_be_asked_is_refused,
    a_list_that_is_known_is_not_sent_again,
];

/// Cards of every kind: (title, column of the board, body, archived).
async fn cards(ada: &Person, bob: &Person, board: &Board) -> String {
    let label = json!({"name": "bug", "color": "#d73a4a"});
    let label = id(&ada.post(&format!("/projects/{}/labels", board.project), label).await.expect(201));
    let who = [vec![&ada.id], vec![&bob.id], vec![], vec![&ada.id, &bob.id]];
    let due =
        [json!(null), json!("2026-12-01T00:00:00Z"), json!("2026-12-24T00:00:00Z"), json!("2026-12-24T00:00:00Z"), json!(null)];
    for number in 0..24_usize {
        let column = [&board.todo, &board.in_progress, &board.done][number % 3];
        let body = json!({
            "title": format!("Card {number} {}", ["alpha", "beta"][number / 2 % 2]),
            "priority": (["none", "high", "urgent"][number / 3 % 3]),
            "assignees": (who[number / 2 % 4]),
            "labels": (if number % 5 < 2 { vec![&label] } else { vec![] }),
            "due": (due[number % 5]),
        });
        let card = ada.card_with(column, body).await;
        if number % 4 == 3 {
            ada.patch(&format!("/cards/{}", id(&card)), json!({"archived": true})).await.expect(200);
        }
    }
    label
}

async fn all_of(person: &Person, path: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut next = String::new();
    loop {
        let sign = if path.contains('?') { '&' } else { '?' };
        let page = person.get(&format!("{path}{sign}{next}")).await.expect(200);
        found.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next_cursor"].as_str() {
            Some(cursor) => next = format!("cursor={cursor}"),
            None => return found,
        }
    }
}

fn time(value: &Value) -> Option<DateTime<Utc>> {
    value.as_str().map(|text| text.parse().unwrap())
}

/// How two cards stand in a list that is sorted so: said once more, from what the cards show.
fn compare(sort: &str, a: &Value, b: &Value) -> Ordering {
    let (key, down) = sort.strip_prefix('-').map_or((sort, false), |key| (key, true));
    let rank = |card: &Value| ["none", "low", "medium", "high", "urgent"].iter().position(|name| card["priority"] == *name);
    let upwards = if key == "priority" { rank(a).cmp(&rank(b)) } else { time(&a[key]).cmp(&time(&b[key])) };
    let upwards = upwards.then_with(|| a["id"].as_str().cmp(&b["id"].as_str()));
    let undated = |card: &Value| card[key].is_null();
    undated(a).cmp(&undated(b)).then(if down { upwards.reverse() } else { upwards })
}

const SORTS: [&str; 8] = ["created_at", "-created_at", "updated_at", "-updated_at", "due_at", "-due_at", "priority", "-priority"];

type Filter<'a> = (String, Box<dyn Fn(&Value) -> bool + 'a>);

fn asks<'a>(query: &str, holds: impl Fn(&Value) -> bool + 'a) -> Filter<'a> {
    (query.to_owned(), Box::new(holds))
}

async fn filters_hold_alone_and_together(app: &TestApp) {
    let (ada, bob) = (app.register("ada").await, app.register("bob").await);
    let board = ada.project("Website").await;
    board.add(&ada, &bob, "member").await;
    let label = &cards(&ada, &bob, &board).await;
    let everything = [all_of(&ada, "/cards").await, all_of(&ada, "/cards?archived=true").await].concat();
    assert_eq!(everything.len(), 24);

    let any = || asks("", |_| true);
    let on = |card: &Value, person: &Person| card["assignees"].as_array().unwrap().iter().any(|who| who["id"] == person.id);
    let day = "2026-12-24T00:00:00Z";
    let then: DateTime<Utc> = day.parse().unwrap();
    let due = |card: &Value| time(&card["due_at"]);
    let axes: [Vec<Filter>; 7] = [
        vec![
            any(),
            asks("assignee=me", |card| on(card, &ada)),
            asks("assignee=none", |card| card["assignees"] == json!([])),
            asks(&format!("assignee={}", bob.id), |card| on(card, &bob)),
        ],
        vec![any(), asks("status=todo", |card| card["status"] == "todo")],
        vec![any(), asks("priority=urgent", |card| card["priority"] == "urgent")],
        vec![any(), asks(&format!("label={label}"), |card| card["labels"] != json!([]))],
        vec![
            any(),
            asks(&format!("due_before={day}"), |card| due(card).is_some_and(|at| at < then)),
            asks(&format!("due_after={day}"), |card| due(card).is_some_and(|at| at >= then)),
        ],
        vec![
            asks("archived=false", |card| card["archived_at"].is_null()),
            asks("archived=true", |card| !card["archived_at"].is_null()),
        ],
        vec![any(), asks("q=ALPHA", |card| card["title"].as_str().unwrap().contains("alpha"))],
    ];
    let (mut tried, mut hits) = (0, 0);
    let count: usize = axes.iter().map(Vec::len).product();
    for number in 0..count {
        let mut rest = number;
        let chosen: Vec<&Filter> = axes
            .iter()
            .map(|axis| {
                let one = &axis[rest % axis.len()];
                rest /= axis.len();
                one
            })
            .collect();
        let sort = SORTS[number % SORTS.len()];
        let query: Vec<&str> = chosen.iter().map(|(query, _)| query.as_str()).filter(|query| !query.is_empty()).collect();
        let query = format!("{}&sort={sort}", query.join("&"));
        let found = ada.get(&format!("/cards?{query}")).await.expect(200);
        let mut expected: Vec<&Value> = everything.iter().filter(|card| chosen.iter().all(|(_, holds)| holds(card))).collect();
        expected.sort_by(|a, b| compare(sort, a, b));
        assert_eq!(found["items"].as_array().unwrap().iter().collect::<Vec<_>>(), expected, "{query}");
        tried += 1;
        hits += usize::from(!expected.is_empty());
    }
    let nobody = format!("/cards?assignee={}", board.id);
    assert_eq!(all_of(&ada, &nobody).await, Vec::<Value>::new(), "an id of nobody finds nothing");
    assert!(tried == 384 && hits > 100, "{hits} of {tried} queries find something");
}

async fn a_board_is_filtered_as_everything_is(app: &TestApp) {
    let (ada, bob) = (app.register("ada").await, app.register("bob").await);
    let board = ada.project("Website").await;
    board.add(&ada, &bob, "member").await;
    let label = cards(&ada, &bob, &board).await;
    let other = ada.project("Other").await;
    ada.card(&other.todo, "alpha elsewhere").await;
    for query in [
        "archived=false",
        "archived=true",
        "assignee=me&q=alpha",
        "priority=high&due_before=2027-01-01T00:00:00Z",
        &format!("label={label}&archived=true"),
        &format!("assignee={}&label={label}", bob.id),
    ] {
        let here = all_of(&ada, &format!("/boards/{}/cards?{query}", board.id)).await;
        let across = all_of(&ada, &format!("/cards?project_id={}&sort=created_at&{query}", board.project)).await;
        assert_eq!(here, across, "{query}");
        assert!(!here.is_empty(), "{query}");
    }
    let column = all_of(&ada, &format!("/boards/{}/cards?column_id={}&q=alpha", board.id, board.done)).await;
    assert!(!column.is_empty() && column.iter().all(|card| card["column_id"] == board.done));
    assert_eq!(all_of(&ada, &format!("/boards/{}/cards?column_id={}", board.id, other.todo)).await, Vec::<Value>::new());
}

async fn pages_are_whole_in_every_order(app: &TestApp) {
    let (ada, bob) = (app.register("ada").await, app.register("bob").await);
    let board = ada.project("Website").await;
    board.add(&ada, &bob, "member").await;
    cards(&ada, &bob, &board).await;
    let second = ada.project("Second").await;
    for number in 0..5 {
        ada.card(&second.todo, &format!("More {number}")).await;
    }
    for sort in SORTS {
        let whole = ada.get(&format!("/cards?limit=200&sort={sort}")).await.expect(200);
        let paged = all_of(&ada, &format!("/cards?limit=2&sort={sort}")).await;
        assert_eq!(whole["items"].as_array().unwrap(), &paged, "{sort}");
        assert_eq!(paged.len(), 18 + 5);
        let filtered = all_of(&ada, &format!("/cards?limit=2&sort={sort}&assignee=me")).await;
        let expected: Vec<_> = paged
            .iter()
            .filter(|card| card["assignees"].as_array().unwrap().iter().any(|who| who["id"] == ada.id))
            .cloned()
            .collect();
        assert_eq!(filtered, expected, "{sort}");
    }
    let page = ada.get("/cards?limit=2&q=more&sort=priority").await;
    let link = page.header("link").to_owned();
    let cursor = page.expect(200)["next_cursor"].as_str().unwrap().to_owned();
    assert_eq!(link, format!("</api/v1/cards?limit=2&q=more&sort=priority&cursor={cursor}>; rel=\"next\""));
}

async fn what_comes_and_goes_between_pages_disturbs_nothing(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let mut made = Vec::new();
    for number in 0..9 {
        made.push(id(&ada.card(&board.todo, &format!("Card {number}")).await));
    }
    for sort in ["created_at", "-created_at"] {
        let mut seen = Vec::new();
        let mut path = format!("/cards?limit=2&sort={sort}");
        let mut fresh = Vec::new();
        loop {
            let page = ada.get(&path).await.expect(200);
            seen.extend(ids(&page));
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            path = format!("/cards?limit=2&sort={sort}&cursor={cursor}");
            if fresh.len() < 4 {
                // The last card that was given out goes away: the cursor that names it still leads on.
                let gone = seen.last().unwrap().clone();
                ada.delete(&format!("/cards/{gone}")).await.expect(204);
                made.retain(|id| *id != gone);
                fresh.push(id(&ada.card(&board.todo, "New").await));
                ada.patch(&format!("/cards/{}", made[0]), json!({"title": format!("Changed {}", fresh.len())})).await.expect(200);
            }
        }
        let stayed: Vec<_> = seen.iter().filter(|id| made.contains(id)).collect();
        let different: BTreeSet<_> = stayed.iter().collect();
        assert_eq!((stayed.len(), different.len()), (made.len(), made.len()), "{sort}: each that stays is seen once");
        for card in fresh {
            ada.delete(&format!("/cards/{card}")).await.expect(204);
        }
        while made.len() < 9 {
            made.push(id(&ada.card(&board.todo, "Again").await));
        }
    }
}

async fn a_cursor_is_of_one_list(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    for number in 0..3 {
        ada.card(&board.todo, &format!("Card {number}")).await;
    }
    let cursor = async |path: &str| ada.get(path).await.expect(200)["next_cursor"].as_str().unwrap().to_owned();
    let here = cursor("/cards?limit=1&q=card").await;
    ada.get(&format!("/cards?limit=2&q=card&cursor={here}")).await.expect(200);
    for path in [
        "/cards?",
        "/cards?q=cards&",
        "/cards?q=card&sort=created_at&",
        "/cards?q=card&priority=none&",
        "/cards?q=card&archived=true&",
    ] {
        ada.get(&format!("{path}cursor={here}")).await.invalid(&["/cursor"]);
    }
    ada.get(&format!("/boards/{}/cards?q=card&cursor={here}", board.id)).await.invalid(&["/cursor"]);
    let on_board = cursor(&format!("/boards/{}/cards?limit=1", board.id)).await;
    let other = ada.project("Other").await;
    ada.get(&format!("/boards/{}/cards?cursor={on_board}", other.id)).await.invalid(&["/cursor"]);
    for bad in ["", "x", "AAAA", &"A".repeat(44), &here[..here.len() - 2]] {
        ada.get(&format!("/cards?q=card&cursor={bad}")).await.invalid(&["/cursor"]);
    }
}

async fn titles(person: &Person, path: &str) -> BTreeSet<String> {
    all_of(person, path).await.iter().map(|card| card["title"].as_str().unwrap().to_owned()).collect()
}

async fn one_finds_what_ones_boards_show_and_nothing_else(app: &TestApp) {
    let root = app.register("root").await; // The instance admin, who is in nothing.
    let (ada, bob, cy, dee) =
        (app.register("ada").await, app.register("bob").await, app.register("cy").await, app.register("dee").await);
    let team = id(&ada.post("/teams", json!({"name": "Team"})).await.expect(201));
    ada.put(&format!("/teams/{team}/members/{}", cy.id), json!({"role": "member"})).await.expect(201);
    let project = async |name: &str, visibility: &str| {
        let body = json!({"team_id": team, "name": name, "visibility": visibility});
        let project = id(&ada.post("/projects", body).await.expect(201));
        let boards = ada.get(&format!("/projects/{project}/boards")).await.expect(200);
        (project, id(&boards["items"][0]))
    };
    let fill = async |board: &str, title: &str| {
        let columns = ids(&ada.get(&format!("/boards/{board}/columns")).await.expect(200));
        ada.card(&columns[0], title).await;
    };
    let (open, open_board) = project("Open", "team").await;
    let (closed, closed_board) = project("Closed", "private").await;
    let hidden = id(&ada.post(&format!("/projects/{open}/boards"), json!({"name": "Hidden"})).await.expect(201));
    let gone = id(&ada.post(&format!("/projects/{open}/boards"), json!({"name": "Gone"})).await.expect(201));
    for (board, title) in [(&open_board, "open"), (&closed_board, "closed"), (&hidden, "hidden"), (&gone, "gone")] {
        fill(board, title).await;
    }
    ada.delete(&format!("/boards/{gone}")).await.expect(204);
    for (who, project) in [(&bob, &open), (&dee, &closed)] {
        ada.put(&format!("/projects/{project}/members/{}", who.id), json!({"role": "member"})).await.expect(201);
    }
    for who in [&bob, &cy] {
        ada.patch(&format!("/boards/{hidden}/members/{}", who.id), json!({"revoke": ["board_view"]})).await.expect(200);
    }
    // By an override alone.
    ada.patch(&format!("/boards/{closed_board}/members/{}", cy.id), json!({"grant": ["board_view"]})).await.expect(200);

    for (who, sees) in [
        (&root, vec![]),
        (&ada, vec!["closed", "hidden", "open"]),
        (&bob, vec!["open"]),
        (&cy, vec!["closed", "open"]),
        (&dee, vec!["closed"]),
    ] {
        let sees: BTreeSet<String> = sees.into_iter().map(str::to_owned).collect();
        assert_eq!(titles(who, "/cards").await, sees, "{}", who.name);
        let mut listed = BTreeSet::new();
        for board in ids(&who.get("/boards").await.expect(200)) {
            listed.extend(titles(who, &format!("/boards/{board}/cards")).await);
        }
        assert_eq!(listed, sees, "{}", who.name);
        // No filter looks past it: neither words, nor people, nor the project's name.
        assert_eq!(titles(who, "/cards?q=hidden").await.len(), usize::from(who.id == ada.id), "{}", who.name);
    }
    assert_eq!(titles(&bob, &format!("/cards?project_id={closed}")).await.len(), 0);
    assert_eq!(titles(&root, "/cards?all=true").await.len(), 3);
    assert_eq!(titles(&bob, "/cards?all=true").await.len(), 1);
    bob.get(&format!("/boards/{hidden}/cards")).await.problem(404, "not_found");
    app.get("/cards").await.problem(401, "unauthenticated");
    ada.delete(&format!("/projects/{open}/members/{}", bob.id)).await.expect(204);
    assert_eq!(titles(&bob, "/cards").await.len(), 0);
}

async fn a_team_or_project_can_be_chosen(app: &TestApp) {
    let ada = app.register("ada").await;
    let (one, two) = (ada.project("One").await, ada.project("Two").await);
    let team = id(&ada.post("/teams", json!({"name": "Team"})).await.expect(201));
    let third = id(&ada.post("/projects", json!({"team_id": team, "name": "Three"})).await.expect(201));
    let board = id(&ada.get(&format!("/projects/{third}/boards")).await.expect(200)["items"][0]);
    let column = ids(&ada.get(&format!("/boards/{board}/columns")).await.expect(200)).remove(0);
    for (column, title) in [(&one.todo, "one"), (&two.todo, "two"), (&column, "three")] {
        ada.card(column, title).await;
    }
    for (query, expected) in [
        (format!("project_id={}", two.project), vec!["two"]),
        (format!("team_id={team}"), vec!["three"]),
        (format!("team_id={team}&project_id={}", two.project), vec![]),
        (format!("team_id={}", two.project), vec![]),
    ] {
        let expected: BTreeSet<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(titles(&ada, &format!("/cards?{query}")).await, expected, "{query}");
    }
}

async fn what_cannot_be_asked_is_refused(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    ada.card(&board.todo, "Card").await;
    let long = format!("q={}", "x".repeat(201));
    for (query, pointer) in [
        ("priority=huge", "/priority"),
        ("status=doing", "/status"),
        ("sort=title", "/sort"),
        ("sort=--priority", "/sort"),
        ("assignee=you", "/assignee"),
        ("label=1", "/label"),
        ("team_id=x", "/team_id"),
        ("project_id=%27;--", "/project_id"),
        ("due_before=tomorrow", "/due_before"),
        ("due_before=2026-02-30T00:00:00Z", "/due_before"),
        ("due_after=2026-12-24", "/due_after"),
        ("archived=1", "/archived"),
        ("limit=0", "/limit"),
        ("limit=201", "/limit"),
        ("q=a%00b", "/q"),
        ("q=a&q=b", "/q"),
        ("column_id=x", "/column_id"),
        ("board_id=x", "/board_id"),
        (long.as_str(), "/q"),
    ] {
        ada.get(&format!("/cards?{query}")).await.invalid(&[pointer]);
    }
    let on_board = format!("/boards/{}/cards", board.id);
    for (query, pointer) in [
        ("priority=huge", "/priority"),
        ("column_id=x", "/column_id"),
        ("status=todo", "/status"),
        ("sort=priority", "/sort"),
        ("due_before=2026-13-01", "/due_before"),
        (long.as_str(), "/q"),
    ] {
        ada.get(&format!("{on_board}?{query}")).await.invalid(&[pointer]);
    }
    for query in ["q=", "q=%20%20", &format!("q={}", "%C3%A9".repeat(200))] {
        ada.get(&format!("/cards?{query}")).await.expect(200);
    }
    assert_eq!(titles(&ada, "/cards?q=%20").await.len(), 1, "blank asks for nothing in particular");
}

async fn a_list_that_is_known_is_not_sent_again(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = id(&ada.card(&board.todo, "Card").await);
    for path in ["/cards?q=card".to_owned(), format!("/boards/{}/cards?q=card", board.id)] {
        let tag = ada.get(&path).await.header("etag").to_owned();
        ada.get(&path).header("if-none-match", &tag).await.expect(304);
        ada.patch(&format!("/cards/{card}"), json!({"description": format!("since {path}")})).await.expect(200);
        ada.get(&path).header("if-none-match", &tag).await.expect(200);
    }
}
