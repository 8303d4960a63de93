//! What each filter asks of a card, and which cards it leaves.

use super::{Assigned, Engine, Search, Statement, statement::Draft};
use crate::domain::search::Term;

/// All words of a card.
const WORDS: &str = "d.card_words || ' ' || d.comment_words";
/// The cards that the indexes of the lists hold.
const LIVE: &str = "c.deleted_at IS NULL AND c.archived_at IS NULL";

/// How many cards are on the boards, archived ones or the others, counted up to `most`.
pub(super) fn count(search: &Search, engine: Engine, most: usize) -> Statement {
    let mut draft = Draft::new(engine);
    let boards = draft.list(search.boards.iter().map(|id| id.0));
    let most = draft.put(i64::try_from(most).unwrap_or(i64::MAX));
    let archived = if search.archived { "NOT NULL" } else { "NULL" };
    let those = format!("c.deleted_at IS NULL AND c.archived_at IS {archived}");
    let cards = match engine {
        Engine::Postgres => format!(
            "unnest(string_to_array({boards}, ',')::uuid[]) b (id) CROSS JOIN LATERAL \
             (SELECT c.id FROM cards c WHERE c.board_id = b.id AND {those} LIMIT {most}) c"
        ),
        Engine::Sqlite => format!("json_each({boards}) b CROSS JOIN cards c ON c.board_id = unhex(b.value) WHERE {those}"),
    };
    draft.push(&format!("SELECT count(*) FROM (SELECT c.id FROM {cards} LIMIT {most}) there"));
    draft.done()
}

/// For each filter that an index knows the cards of: at most `most` of them. They may be on other boards, too. Words only where
/// `by_words` says so.
pub(super) fn narrowing(search: &Search, engine: Engine, by_words: bool, most: usize) -> Vec<Statement> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let one = |write: &dyn Fn(&mut Draft)| {
        let mut draft = Draft::new(engine);
        write(&mut draft);
        let most = draft.put(most);
        draft.push(&format!(" LIMIT {most}"));
        draft.done()
    };
    let mut found = Vec::new();
    if let Some(terms) = search.terms.as_ref().filter(|_| by_words) {
        found.push(one(&|draft| matching(terms, draft)));
    }
    if let Some(column) = search.column_id {
        found.push(one(&|draft| {
            let column = draft.put(column.0);
            draft.push(&format!(
                "SELECT c.id FROM cards c WHERE c.column_id = {column} AND c.deleted_at IS NULL ORDER BY c.position"
            ));
        }));
    }
    if let Some(Assigned::To(user)) = search.assignee {
        found.push(one(&|draft| {
            let user = draft.put(user.0);
            draft.push(&format!("SELECT card_id FROM card_assignees WHERE user_id = {user}"));
        }));
    }
    if let Some(label) = search.label {
        found.push(one(&|draft| {
            let label = draft.put(label.0);
            draft.push(&format!("SELECT card_id FROM card_labels WHERE label_id = {label}"));
        }));
    }
    if let Some(kind) = search.status {
        found.push(one(&|draft| {
            draft.push("SELECT c.id FROM ");
            on_boards(search, "columns l", draft);
            let kind = draft.put(kind.as_str().to_owned());
            let cards = match engine {
                Engine::Postgres => {
                    let most = draft.put(most);
                    format!(
                        "CROSS JOIN LATERAL (SELECT c.id FROM cards c WHERE c.column_id = l.id AND c.deleted_at IS NULL \
                         ORDER BY c.position LIMIT {most}) c WHERE"
                    )
                }
                Engine::Sqlite => "CROSS JOIN cards c WHERE c.column_id = l.id AND c.deleted_at IS NULL AND".to_owned(),
            };
            draft.push(&format!(" {cards} l.kind = {kind} AND l.deleted_at IS NULL"));
        }));
    }
    if search.archived {
        return found;
    }
    if search.due_before.is_some() || search.due_after.is_some() {
        found.push(one(&|draft| {
            draft.push("SELECT c.id FROM ");
            on_boards(search, "cards c", draft);
            draft.push(&format!(" WHERE {LIVE}"));
            due(search, "", draft);
        }));
    }
    if let Some(priority) = search.priority {
        found.push(one(&|draft| {
            draft.push("SELECT c.id FROM ");
            on_boards(search, "cards c", draft);
            let priority = draft.put(priority);
            draft.push(&format!(" WHERE {LIVE} AND c.priority = {priority}"));
        }));
    }
    found
}

/// The rows of `table` (a name and an alias of one letter) that are on the boards, board by board.
fn on_boards(search: &Search, table: &str, draft: &mut Draft) {
    let alias = &table[table.len() - 1..];
    let boards = draft.list(search.boards.iter().map(|id| id.0));
    draft.push(&match draft.engine {
        Engine::Postgres => {
            format!("unnest(string_to_array({boards}, ',')::uuid[]) b (id) JOIN {table} ON {alias}.board_id = b.id")
        }
        // CROSS JOIN is SQLite's word for “in this order”; else it would rather read the whole table.
        Engine::Sqlite => format!("json_each({boards}) b CROSS JOIN {table} ON {alias}.board_id = unhex(b.value)"),
    });
}

/// What is asked of the card `c`, each with `AND` before it.
///
/// It is asked so that neither engine takes it for a reason to begin elsewhere than at what the list is sorted by: of the
/// card's own by a test of a test, of what belongs to it by counting.
pub(super) fn check(search: &Search, key: &str, draft: &mut Draft) {
    draft.push(" AND c.deleted_at IS NULL AND c.archived_at IS ");
    draft.push(if search.archived { "NOT NULL" } else { "NULL" });
    if let Some(column) = search.column_id {
        let column = draft.put(column.0);
        draft.push(&format!(" AND (c.column_id = {column}) IS TRUE"));
    }
    if let Some(priority) = search.priority {
        let priority = draft.put(priority);
        let test = if key == "priority" { "" } else { " IS TRUE" };
        draft.push(&format!(" AND (c.priority = {priority}){test}"));
    }
    due(search, if key == "due_at" { "" } else { " IS TRUE" }, draft);
    if let Some(kind) = search.status {
        let kind = draft.put(kind.as_str().to_owned());
        draft.push(&format!(" AND (SELECT count(*) FROM columns l WHERE l.id = c.column_id AND l.kind = {kind}) > 0"));
    }
    match search.assignee {
        None => {}
        Some(Assigned::To(user)) => {
            let user = draft.put(user.0);
            draft
                .push(&format!(" AND (SELECT count(*) FROM card_assignees a WHERE a.card_id = c.id AND a.user_id = {user}) > 0"));
        }
        Some(Assigned::ToNobody) => draft.push(" AND (SELECT count(*) FROM card_assignees a WHERE a.card_id = c.id) < 1"),
    }
    if let Some(label) = search.label {
        let label = draft.put(label.0);
        draft.push(&format!(
            " AND (SELECT count(*) FROM card_labels k JOIN labels g ON g.id = k.label_id AND g.deleted_at IS NULL \
             WHERE k.card_id = c.id AND k.label_id = {label}) > 0"
        ));
    }
    if let Some(terms) = &search.terms {
        draft.push(" AND (SELECT count(*) FROM card_documents d WHERE d.card_id = c.id");
        for term in terms {
            // Words are letters and digits, so there is nothing to escape.
            let pattern = draft.put(format!("% {}%", if term.whole { format!("{} ", term.word) } else { term.word.clone() }));
            draft.push(&format!(" AND ' ' || {WORDS} || ' ' LIKE {pattern}"));
        }
        draft.push(") > 0");
    }
}

fn due(search: &Search, test: &str, draft: &mut Draft) {
    if let Some(before) = search.due_before {
        let before = draft.put(before);
        draft.push(&format!(" AND (c.due_at < {before}){test}"));
    }
    if let Some(after) = search.due_after {
        let after = draft.put(after);
        draft.push(&format!(" AND (c.due_at >= {after}){test}"));
    }
}

/// The cards whose words are in the engine's own index.
fn matching(terms: &[Term], draft: &mut Draft) {
    match draft.engine {
        Engine::Postgres => {
            let word = |term: &Term| format!("'{}'{}", term.word, if term.whole { "" } else { ":*" });
            let query = draft.put(terms.iter().map(word).collect::<Vec<_>>().join(" & "));
            draft.push(&format!("SELECT d.card_id FROM card_documents d WHERE ({WORDS})::tsvector @@ {query}::text::tsquery"));
        }
        Engine::Sqlite => {
            let word = |term: &Term| format!("\"{}\"{}", term.word, if term.whole { "" } else { "*" });
            let query = draft.put(terms.iter().map(word).collect::<Vec<_>>().join(" "));
            draft.push(&format!(
                "SELECT d.card_id FROM document_words JOIN card_documents d ON d.id = document_words.rowid \
                 WHERE document_words MATCH {query}"
            ));
        }
    }
}
