//! Finding cards by words, and people and projects by their names: the same on both engines.

use serde_json::{Value, json};
use url::form_urlencoded::byte_serialize;

use crate::support::{Person, TestApp, id, stories};

stories![
    words_are_found_however_they_are_written,
    all_words_must_be_there_wherever_they_are,
    a_key_finds_its_card,
    what_is_found_follows_every_change,
    signs_that_mean_something_to_engines_mean_nothing,
    long_texts_are_found_by_their_words,
    people_and_projects_are_found_by_their_names,
    cards_of_before_are_found_after_an_update,
];

async fn found(person: &Person, q: &str) -> Vec<String> {
    let q: String = byte_serialize(q.as_bytes()).collect();
    let page = person.get(&format!("/cards?sort=created_at&q={q}")).await.expect(200);
    page["items"].as_array().unwrap().iter().map(|card| card["title"].as_str().unwrap().to_owned()).collect()
}

async fn words_are_found_however_they_are_written(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let texts = [
        "Crème BRÛLÉE für Zoë",
        "Straßenfest in Łódź",
        "Smørrebrød på Ærø",
        "İstanbul’da ışık",
        "Сделать отчёт",
        "Ελληνικός καφές",
        "東京タワーの予定",
        "מכתב לשָׁלוֹם",
        "हिन्दी में लिखो",
        "ﬁnal ＦＵＬＬ width №7",
        "emoji 🚀 launch",
    ];
    for title in texts {
        ada.card(&board.todo, title).await;
    }
    for (q, at) in [
        ("creme", 0),
        ("CRÈME brulee", 0),
        ("cre\u{301}me", 0),
        ("zoe", 0),
        ("FUR", 0),
        ("strassen", 1),
        ("STRAẞENFEST", 1),
        ("lodz", 1),
        ("Łódź straß", 1),
        ("smorrebrod", 2),
        ("ÆRØ", 2),
        ("aero", 2),
        ("istanbul", 3),
        ("ISIK", 3),
        ("отчет", 4),
        ("ОТЧЁТ", 4),
        ("ελληνικοσ", 5),
        ("ΚΑΦΈΣ", 5),
        ("予定", 6),
        ("タワー", 6),
        ("לשלום", 7),
        ("हिन्दी", 8),
        ("final full", 9),
        ("no7", 9),
        ("launch", 10),
        ("launch 🚀", 10),
    ] {
        assert_eq!(found(&ada, q).await, [texts[at]], "{q}");
    }
    for q in ["eme", "brulees", "京都", "hindi", "🚀", "*", "?!"] {
        assert_eq!(found(&ada, q).await, Vec::<String>::new(), "{q}");
    }
}

async fn all_words_must_be_there_wherever_they_are(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let body = json!({"title": "Release notes", "description": "For **people**, see <b>changelog.md</b>"});
    let card = id(&ada.card_with(&board.todo, body).await);
    ada.card(&board.todo, "Release party").await;
    ada.post(&format!("/cards/{card}/comments"), json!({"body": "Ship it on Friday, @ada"})).await.expect(201);
    for (q, titles) in [
        ("release", vec!["Release notes", "Release party"]),
        ("notes release", vec!["Release notes"]),
        ("rel fri", vec!["Release notes"]),
        ("friday people release", vec!["Release notes"]),
        ("changelog", vec!["Release notes"]),
        ("release nothing", vec![]),
        ("elease", vec![]),
        ("friday party", vec![]),
    ] {
        assert_eq!(found(&ada, q).await, titles, "{q}");
    }
}

async fn a_key_finds_its_card(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    for number in 1..=12 {
        ada.card(&board.todo, &format!("Card number {number}")).await;
    }
    assert_eq!(found(&ada, "WEB-1").await, ["Card number 1"]);
    assert_eq!(found(&ada, "web-12").await, ["Card number 12"]);
    assert_eq!(found(&ada, "WEB-12 card").await, ["Card number 12"]);
    assert_eq!(found(&ada, "web").await, Vec::<String>::new(), "the project's key is no word of its cards");
    assert_eq!(found(&ada, "WEB-13").await, Vec::<String>::new());
    ada.card(&board.todo, "Follows WEB-12").await;
    assert_eq!(found(&ada, "WEB-12").await, ["Card number 12", "Follows WEB-12"]);
}

async fn what_is_found_follows_every_change(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = id(&ada.card_with(&board.todo, json!({"title": "First", "description": "apple"})).await);
    let path = format!("/cards/{card}");
    assert_eq!(found(&ada, "apple").await, ["First"]);
    ada.patch(&path, json!({"title": "Second", "description": "pear"})).await.expect(200);
    assert_eq!((found(&ada, "apple").await, found(&ada, "first").await), (vec![], vec![]));
    assert_eq!(found(&ada, "pear second").await, ["Second"]);

    let comment = ada.post(&format!("{path}/comments"), json!({"body": "quince"})).await.expect(201);
    let other = ada.post(&format!("{path}/comments"), json!({"body": "quince and plum"})).await.expect(201);
    assert_eq!(found(&ada, "plum quince pear").await, ["Second"]);
    ada.patch(&format!("/comments/{}", id(&other)), json!({"body": "quince and cherry"})).await.expect(200);
    assert_eq!((found(&ada, "plum").await, found(&ada, "cherry").await), (vec![], vec!["Second".to_owned()]));
    ada.delete(&format!("/comments/{}", id(&comment))).await.expect(204);
    assert_eq!(found(&ada, "quince").await, ["Second"], "another comment says it still");
    ada.delete(&format!("/comments/{}", id(&other))).await.expect(204);
    assert_eq!((found(&ada, "quince").await, found(&ada, "pear").await), (vec![], vec!["Second".to_owned()]));

    ada.post(&format!("{path}/comments"), json!({"body": "walnut"})).await.expect(201);
    ada.post(&format!("{path}/copy"), json!({"title": "Copy"})).await.expect(201);
    assert_eq!(found(&ada, "pear").await, ["Second", "Copy"]);
    assert_eq!(found(&ada, "walnut").await, ["Second"], "a copy has none of the comments");
    ada.post(&format!("{path}/move"), json!({"status": "done"})).await.expect(200);
    assert_eq!(found(&ada, "walnut").await, ["Second"]);
    ada.patch(&path, json!({"archived": true})).await.expect(200);
    assert_eq!(found(&ada, "pear").await, ["Copy"]);
    ada.patch(&path, json!({"archived": false})).await.expect(200);
    ada.delete(&path).await.expect(204);
    assert_eq!(found(&ada, "pear").await, ["Copy"]);
    ada.delete(&format!("/columns/{}", board.todo)).await.expect(204);
    assert_eq!(found(&ada, "pear").await, Vec::<String>::new());
    let left = app.ctx().db.sql("SELECT count(*) FROM card_documents").one::<(i64,)>().await.unwrap();
    assert_eq!(left, (0,), "what is deleted leaves no words behind");
}

async fn signs_that_mean_something_to_engines_mean_nothing(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    ada.card(&board.todo, "Plain alpha beta").await;
    for q in [
        "\"alpha",
        "alpha\"",
        "alpha*",
        "*alpha",
        "'alpha'",
        "alpha'; DROP TABLE cards; --",
        "alpha:*",
        "alpha:B",
        "!alpha",
        "alpha & beta",
        "alpha <-> beta",
        "alpha | beta",
        "(alpha",
        "alpha)",
        "alpha AND",
        "NOT alpha",
        "NEAR(alpha beta)",
        "card_words:alpha",
        "-alpha",
        "+alpha",
        "^alpha",
        "alpha\\",
        "\\",
        "%",
        "_",
        "alpha%",
        "{alpha}",
        "[alpha]",
        "$1",
        "\u{202e}alpha",
        "\u{FFFD}",
        "\t\n",
        "alpha\u{1}beta",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3 4 5 6 7 8 9",
    ] {
        // Each word counts for itself, `and` and `drop` too.
        let words = |q: &str| {
            q.to_lowercase()
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.is_empty())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let expected = words(q).iter().all(|word| ["plain", "alpha", "beta"].iter().any(|have| have.starts_with(word.as_str())));
        let blank = q.trim().is_empty();
        let expected = blank || (expected && !words(q).is_empty());
        assert_eq!(found(&ada, q).await.len(), usize::from(expected), "{q:?}");
    }
    let many: String = ('\u{4E00}'..).take(200).collect();
    assert_eq!(found(&ada, &many).await, Vec::<String>::new());
    ada.card(&board.todo, &many).await;
    assert_eq!(found(&ada, &many).await, [many.clone()], "as many words as fit");
}

async fn long_texts_are_found_by_their_words(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let numbers: String = (0..)
        .map(|number| format!("w{number} "))
        .scan(0, |all, word| {
            *all += word.len();
            (*all < 99_000).then_some(word)
        })
        .collect();
    for (title, description) in [
        ("Many words", format!("{numbers} needle")),
        ("One word", "x".repeat(100_000)),
        ("Wide letters", "💠𝔘".repeat(50_000)),
        ("All marks", "e\u{301}".repeat(50_000)),
        ("Ligatures", "\u{FDFA}".repeat(100_000)),
    ] {
        let card = id(&ada.card_with(&board.todo, json!({"title": title, "description": description})).await);
        ada.post(&format!("/cards/{card}/comments"), json!({"body": description})).await.expect(201);
    }
    assert_eq!(found(&ada, "needle").await, ["Many words"]);
    assert_eq!(found(&ada, "w1234 w77").await, ["Many words"]);
    assert_eq!(found(&ada, &"x".repeat(200)).await, ["One word"]);
    assert_eq!(found(&ada, "xxx").await, ["One word"]);
    assert_eq!(found(&ada, "uuu").await, Vec::<String>::new(), "signs between them part letters");
    assert_eq!(found(&ada, "eee").await, ["All marks"]);
    // Far more than is kept: the first words are found, and nothing fails.
    let card = id(&ada.card(&board.todo, "Crowded").await);
    for batch in 0..12 {
        let words: String = (0..11_000).map(|number| format!("c{batch}n{number:05} ")).collect();
        let words = &words[..words.len().min(99_000)];
        ada.post(&format!("/cards/{card}/comments"), json!({"body": words})).await.expect(201);
    }
    assert_eq!(found(&ada, "c0n00017").await, ["Crowded"]);
    ada.patch(&format!("/cards/{card}"), json!({"description": "still changed"})).await.expect(200);
    assert_eq!(found(&ada, "still changed").await, ["Crowded"]);
}

fn names(page: &Value, of: &str) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|item| item.pointer(of).unwrap().as_str().unwrap().to_owned()).collect()
}

async fn people_and_projects_are_found_by_their_names(app: &TestApp) {
    let root = app.register("root").await;
    let people = [app.register("ada_l").await, app.register("bob").await, app.register("adal").await];
    for (person, name) in people.iter().zip(["Ægir Ólafsson", "ÉLODIE Strauß", "100% Ada"]) {
        person.patch("/users/me", json!({"name": name})).await.expect(200);
    }
    let project = id(&root.post("/projects", json!({"name": "Überprüfung", "key": "UEB"})).await.expect(201));
    root.post("/projects", json!({"name": "Website"})).await.expect(201);
    for person in &people {
        root.put(&format!("/projects/{project}/members/{}", person.id), json!({"role": "member"})).await.expect(201);
    }
    let project_view = root.get(&format!("/projects/{project}")).await.expect(200);
    let team = project_view["team_id"].as_str().unwrap();
    let board = id(&root.get(&format!("/projects/{project}/boards")).await.expect(200)["items"][0]);
    let ask = async |path: &str, of: &str, q: &str| {
        let q: String = byte_serialize(q.as_bytes()).collect();
        names(&root.get(&format!("{path}?q={q}")).await.expect(200), of)
    };
    for (q, expected) in [
        ("olafs", vec!["Ægir Ólafsson"]),
        ("AEGIR", vec!["Ægir Ólafsson"]),
        ("æg", vec!["Ægir Ólafsson"]),
        ("élodie", vec!["ÉLODIE Strauß"]),
        ("Elodie STRAUSS", vec!["ÉLODIE Strauß"]),
        ("ada_l", vec!["Ægir Ólafsson"]),
        ("100%", vec!["100% Ada"]),
        ("0% a", vec!["100% Ada"]),
        ("a%a", vec![]),
        ("\\", vec![]),
    ] {
        assert_eq!(ask("/users", "/name", q).await, expected, "users, {q}");
        for path in [format!("/teams/{team}/members"), format!("/projects/{project}/members"), format!("/boards/{board}/members")]
        {
            assert_eq!(ask(&path, "/user/name", q).await, expected, "{path}, {q}");
        }
    }
    assert_eq!(ask("/users", "/name", "BOB@example").await, ["ÉLODIE Strauß"]);
    for (q, expected) in
        [("uberprufung", vec!["Überprüfung"]), ("ÜBER", vec!["Überprüfung"]), ("ueb", vec!["Überprüfung"]), ("%", vec![])]
    {
        assert_eq!(ask("/projects", "/name", q).await, expected, "{q}");
    }
    root.patch(&format!("/projects/{project}"), json!({"name": "Prüfung"})).await.expect(200);
    assert_eq!(ask("/projects", "/name", "uber").await, Vec::<String>::new());
    assert_eq!(ask("/projects", "/name", "PRUF").await, ["Prüfung"]);
    root.get(&format!("/users?q={}", "x".repeat(201))).await.invalid(&["/q"]);
    root.get(&format!("/projects?q={}", "x".repeat(201))).await.invalid(&["/q"]);
}

/// What the migration leaves empty, the next process that starts fills in.
async fn cards_of_before_are_found_after_an_update(app: &TestApp) {
    let ada = app.register("ada").await;
    ada.patch("/users/me", json!({"name": "Zoë"})).await.expect(200);
    let board = ada.project("Große Pläne").await;
    let card = id(&ada.card_with(&board.todo, json!({"title": "Früher", "description": "alt"})).await);
    ada.post(&format!("/cards/{card}/comments"), json!({"body": "schon lange"})).await.expect(201);
    let db = &app.ctx().db;
    for text in [
        "DELETE FROM card_documents",
        "UPDATE users SET name_key = ''",
        "UPDATE projects SET name_key = ''",
        "DELETE FROM meta WHERE key = 'folded_by'",
    ] {
        db.write(text).run().await.unwrap();
    }
    assert_eq!(found(&ada, "fruher").await, Vec::<String>::new());
    app.another(&[]).await.shut_down().await;
    assert_eq!(found(&ada, "fruher schon").await, ["Früher"]);
    assert_eq!(names(&ada.get("/projects?q=PLANE").await.expect(200), "/name"), ["Große Pläne"]);
    assert_eq!(names(&ada.get("/users?q=zoe").await.expect(200), "/name"), ["Zoë"]);
    assert_eq!(found(&ada, "WEB-1").await.len() + found(&ada, card_key(&ada, &card).await.as_str()).await.len(), 1);
}

async fn card_key(person: &Person, card: &str) -> String {
    person.get(&format!("/cards/{card}")).await.expect(200)["key"].as_str().unwrap().to_owned()
}
