import type { Event } from "boardwire-client";
import { expect, it } from "vitest";

import { partsTold } from "../src/live/told.ts";
import { nextColor, COLORS } from "../src/colors.ts";
import { isSame } from "../src/screens/card/saving.ts";
import { matches } from "../src/ui/picker.tsx";
import { card } from "./board.ts";

const told = (name: string, data: object) => partsTold({ name, data } as unknown as Event, "a");

it("an event tells which parts of an open card are old", () => {
  expect(told("comment.created", { card: { id: "a" } })).toEqual(["comments", "activity"]);
  expect(told("comment.created", { card: { id: "b" } })).toEqual([]);
  expect(told("card.updated", { card: { id: "a" }, changes: {}, checklist: { change: "done" } })).toEqual(["activity", "checklist"]);
  expect(told("card.updated", { card: { id: "a" }, changes: { files: { added: {} } } })).toEqual(["activity", "files"]);
  expect(told("card.updated", { card: { id: "a" }, changes: { due: {} } })).toEqual(["activity", "reminders"]);
  expect(told("card.archived", { card: { id: "a" } })).toContain("card");
  expect(told("column.created", { column: { id: "a" } })).toEqual([]);
});

it("whoever changed other fields meanwhile is in nobody's way", () => {
  const seen = card("a", "todo", "a0");
  expect(isSame(seen, { ...seen, version: 2, priority: "high" }, { title: "x" })).toBe(true);
  expect(isSame(seen, { ...seen, version: 2, title: "theirs" }, { title: "x" })).toBe(false);
});

it("a new label looks like the fewest others", () => {
  expect(nextColor([])).toBe(COLORS[0]);
  expect(nextColor([{ color: COLORS[0] }, { color: COLORS[1] }])).toBe(COLORS[2]);
  expect(nextColor([...COLORS, COLORS[0]].map((color) => ({ color })))).toBe(COLORS[1]);
});

it("people are found by words of their names and by handles", () => {
  const ada = { id: "1", text: "Ada Lovelace", hint: "@ada-l" };
  expect([matches(ada, "love"), matches(ada, "@ada-l"), matches(ada, "ada x"), matches(ada, "")]).toEqual([true, true, false, true]);
});
