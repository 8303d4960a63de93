import { expect, it } from "vitest";

import { afterEvent, boardOf, cardsInOrder, columnsInOrder, type BoardState, type Card, type Column, type Event } from "../src/index.js";

const AT = "2026-11-21T12:00:00Z";

const column = (id: string, position: string, more: Partial<Column> = {}) =>
  ({ id, board_id: "b", name: id, kind: "todo", position, cards_count: 0, version: 1, ...more }) as Column;
const card = (id: string, column_id: string, position: string, more: Partial<Card> = {}) =>
  ({ id, board_id: "b", column_id, position, title: id, status: "todo", archived_at: null, completed_at: null, labels: [], ...more }) as Card;

function board(): BoardState {
  const red = { id: "l", name: "Red", color: "#ff0000" };
  const blue = { id: "m", name: "Blue", color: "#0000ff" };
  const data = {
    board: { id: "b", name: "Board", permissions: ["board_view"] },
    columns: [column("done", "b", { kind: "done" }), column("todo", "a", { cards_count: 2 })],
    cards: [card("2", "todo", "b"), card("1", "todo", "a", { labels: [red, blue], comments_count: 1 })],
    online: [],
  };
  return boardOf({ seq: 1, data: data as never });
}

let seq = 1;
const after = (state: BoardState, name: Event["name"], data: object) =>
  afterEvent(state, { type: "event", seq: (seq += 1), name, actor: null, at: AT, data: data as never });
const titles = (state: BoardState, of: string) => cardsInOrder(state, of).map(({ title }) => title);
const counts = (state: BoardState) => columnsInOrder(state).map(({ id, cards_count }) => [id, cards_count]);

it("shows columns and cards in their order", () => {
  const state = board();
  expect(columnsInOrder(state).map(({ id }) => id)).toEqual(["todo", "done"]);
  expect(titles(state, "todo")).toEqual(["1", "2"]);
  // Bytewise: capitals before small letters.
  const mixed = after(state, "card.moved", { card: card("2", "todo", "Z") });
  expect(titles(mixed, "todo")).toEqual(["2", "1"]);
});

it("takes cards as events tell them, and counts them", () => {
  const before = board();
  const moved = after(before, "card.moved", { card: card("1", "done", "a", { status: "done" }) });
  expect([titles(moved, "todo"), titles(moved, "done"), counts(moved)]).toEqual([["2"], ["1"], [["todo", 1], ["done", 1]]]);
  expect(moved.seq).toBe(seq);
  expect(titles(before, "todo")).toEqual(["1", "2"]); // A state is a value.
  const made = after(moved, "card.created", { card: card("3", "todo", "0") });
  expect([titles(made, "todo"), counts(made)[0]]).toEqual([["3", "2"], ["todo", 2]]);
});

it.each([
  ["card.archived", card("1", "todo", "a", { archived_at: AT })],
  ["card.moved", card("1", "elsewhere", "a", { board_id: "other" })],
  ["card.deleted", { id: "1" }],
] as const)("%s takes a card away", (name, gone) => {
  const state = after(board(), name, { card: gone });
  expect([Object.keys(state.cards), counts(state)[0]]).toEqual([["2"], ["todo", 1]]);
  expect(titles(after(state, "card.restored", { card: card("1", "todo", "a") }), "todo")).toEqual(["1", "2"]);
});

it("counts comments of cards that are there", () => {
  const state = after(board(), "comment.created", { card: { id: "1", comments_count: 2 }, comment: {} });
  expect(state.cards["1"]).toMatchObject({ comments_count: 2, title: "1" });
  expect(after(state, "comment.deleted", { card: { id: "archived", comments_count: 0 } }).cards).toBe(state.cards);
});

it("takes columns as events tell them, with the cards in them", () => {
  const renamed = after(board(), "column.updated", { column: column("todo", "a", { name: "Later", cards_count: 9 }) });
  expect(renamed.columns["todo"]).toMatchObject({ name: "Later", cards_count: 2 });
  expect(renamed.cards["1"]).toMatchObject({ status: "todo", completed_at: null });
  const done = after(renamed, "column.updated", { column: column("todo", "a", { kind: "done" }) });
  expect(done.cards["1"]).toMatchObject({ status: "done", completed_at: AT });
  const again = after(done, "column.updated", { column: column("todo", "a", { kind: "in_progress" }) });
  expect(again.cards["1"]).toMatchObject({ status: "in_progress", completed_at: null });
  const made = after(again, "column.created", { column: column("new", "0") });
  expect(counts(made)).toEqual([["new", 0], ["todo", 2], ["done", 0]]);
  expect(counts(after(made, "column.moved", { column: column("new", "aa") }))[1]).toEqual(["new", 0]);
  const gone = after(made, "column.deleted", { column: { id: "todo", name: "Later" } });
  expect([Object.keys(gone.columns), gone.cards]).toEqual([["done", "new"], {}]);
});

it("takes new positions where ranks were made short", () => {
  const state = after(board(), "column.reordered", { column_id: "todo", cards: [{ id: "1", position: "c" }, { id: "gone", position: "d" }] });
  expect(titles(state, "todo")).toEqual(["2", "1"]);
  const columns = after(state, "column.reordered", { columns: [{ id: "done", position: "0" }] });
  expect(columnsInOrder(columns).map(({ id }) => id)).toEqual(["done", "todo"]);
});

it("takes what changed of the board, and of labels on cards", () => {
  const named = after(board(), "board.updated", { board: { id: "b", name: "New", version: 2 }, changes: {} });
  expect(named.board).toMatchObject({ name: "New", version: 2, permissions: ["board_view"], updated_at: AT });
  const green = { id: "l", name: "Green", color: "#00ff00", project_id: "p" };
  const worn = after(named, "board.updated", { board: {}, change: "label_updated", label: green });
  expect(worn.cards["1"]!.labels).toEqual([{ id: "l", name: "Green", color: "#00ff00" }, { id: "m", name: "Blue", color: "#0000ff" }]);
  const off = after(worn, "board.updated", { board: {}, change: "label_deleted", label: green });
  expect(off.cards["1"]!.labels.map(({ id }) => id)).toEqual(["m"]);
});

it("passes over what it does not know", () => {
  const state = board();
  const next = after(state, "member.changed", { user_id: "u" });
  expect({ ...next, seq: 1 }).toEqual(state);
});
