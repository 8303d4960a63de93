import { afterEvent, type BoardState, type Card, cardsInOrder, type Event } from "boardwire-client";
import { describe, expect, it } from "vitest";

import { type Change, created, edited, isTold, moved, removed, unsettled, withChanges } from "../src/live/changes.ts";
import { between, placeOf } from "../src/live/place.ts";
import { board, card } from "./board.ts";

const ids = (state: BoardState, column: string) => cardsInOrder(state, column).map(({ id }) => id).join("");
const told = (state: BoardState, name: Event["name"], one: Card): BoardState =>
  afterEvent(state, { type: "event", seq: state.seq + 1, name, actor: null, at: "2026-11-21T12:00:00Z", data: { card: one } as Event["data"] });

describe("changes that are shown before they are answered", () => {
  it("put a card before another, or at the end", () => {
    const before = withChanges(board(), [{ apply: moved("d", { column: "todo", before: "b" }) }]);
    expect(ids(before, "todo")).toBe("adbc");
    expect(before.cards["d"]?.status).toBe("todo");
    const end = withChanges(board(), [{ apply: moved("a", { column: "todo" }) }]);
    expect(ids(end, "todo")).toBe("bca");
    const first = withChanges(board(), [{ apply: moved("c", { column: "todo", before: "a" }) }]);
    expect(ids(first, "todo")).toBe("cab");
  });

  it("are kept in order, one after the other", () => {
    const changes = [{ apply: moved("a", { column: "done" }) }, { apply: moved("b", { column: "done" }) }, { apply: created("n", "done", "New") }];
    expect(ids(withChanges(board(), changes), "done")).toBe("dabn");
  });

  it("leave what others did in sight", () => {
    const changes = [{ apply: moved("a", { column: "done", before: "d" }) }];
    const known = told(board(), "card.moved", card("c", "done", "Z0", 2));
    expect(ids(withChanges(known, changes), "done")).toBe("cad");
  });

  it("do nothing to what is gone meanwhile", () => {
    const known = told(board(), "card.deleted", card("a", "todo", "a0"));
    const changes = [{ apply: moved("a", { column: "done" }) }, { apply: edited("a", { title: "Late" }) }, { apply: removed("a") }];
    expect(withChanges(known, changes)).toEqual(known);
  });

  it("stay until the stream has told what became of them", () => {
    const change: Change = { apply: moved("a", { column: "done" }) };
    expect(unsettled(board(), [change])).toHaveLength(1);
    const answer = card("a", "done", "a5", 2);
    change.isTold = (known) => isTold(known, answer);
    expect(unsettled(board(), [change])).toHaveLength(1);
    expect(unsettled(told(board(), "card.moved", answer), [change])).toEqual([]);
  });

  it("of a card that left the board end when it is gone", () => {
    const answer = { ...card("a", "todo", "a0", 2), archived_at: "2026-11-21T12:00:00Z" };
    const change: Change = { apply: removed("a"), isTold: (known) => isTold(known, answer) };
    expect(unsettled(board(), [change])).toHaveLength(1);
    expect(unsettled(told(board(), "card.archived", answer), [change])).toEqual([]);
  });
});

describe("a position between two others", () => {
  it("is strictly between them, however often it is halved", () => {
    for (const after of ["", "a0", "a0V"]) {
      let before = "a1";
      for (let times = 0; times < 6; times += 1) {
        const made = between(after, before);
        expect(after < made && made < before).toBe(true);
        before = made;
      }
    }
  });

  it("comes after the last where there is none", () => {
    expect(between("a0", undefined) > "a0").toBe(true);
  });
});

it("a card's place is the way back to it", () => {
  expect(placeOf(board(), "a")).toEqual({ column: "todo", before: "b" });
  expect(placeOf(board(), "c")).toEqual({ column: "todo", before: undefined });
  const gone = withChanges(board(), [{ apply: moved("a", { column: "done" }) }]);
  expect(ids(withChanges(gone, [{ apply: moved("a", placeOf(board(), "a")!) }]), "todo")).toBe("abc");
});
