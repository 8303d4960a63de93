import { describe, expect, it } from "vitest";

import { countOf, filtered, filterIn, matches, NO_FILTER, withFilter } from "../src/screens/board/filter.ts";
import { board, card } from "./board.ts";

const NOW = Date.parse("2026-11-21T23:30:00Z");
const one = { ...card("a", "todo", "a0"), title: "Écrire les textes", description: "for the home page", priority: "high" as const };
const ada = { id: "ada", name: "Ada", handle: "ada", assigned_at: "2026-11-21T12:00:00Z" };

describe("a filter", () => {
  it("is in the address, beside what else is there, and comes out as it went in", () => {
    const filter = { text: "two words", people: ["ada", "none"], labels: ["l"], priorities: ["high"], due: "week" as const };
    const address = withFilter(new URLSearchParams("other=1"), filter);
    expect(filterIn(new URLSearchParams(String(address)))).toEqual(filter);
    expect(countOf(filter)).toBe(6);
    expect(String(withFilter(address, NO_FILTER))).toBe("other=1");
    expect(filterIn(new URLSearchParams("due=whatever"))).toEqual(NO_FILTER);
  });

  it("finds words whatever their case and accents, and wants all of them", () => {
    expect(matches(one, { ...NO_FILTER, text: "ecrire HOME" })).toBe(true);
    expect(matches(one, { ...NO_FILTER, text: "web-a" })).toBe(true);
    expect(matches(one, { ...NO_FILTER, text: "ecrire away" })).toBe(false);
  });

  it("takes any of one kind, and wants each kind", () => {
    const mine = { ...one, assignees: [ada] };
    expect(matches(mine, { ...NO_FILTER, people: ["ada", "grace"] })).toBe(true);
    expect(matches(one, { ...NO_FILTER, people: ["ada"] })).toBe(false);
    expect(matches(one, { ...NO_FILTER, people: ["none"] })).toBe(true);
    expect(matches(mine, { ...NO_FILTER, people: ["ada"], priorities: ["low"] })).toBe(false);
    expect(matches(mine, { ...NO_FILTER, labels: ["l"] })).toBe(false);
  });

  it("knows which day it is for the reader", () => {
    const today = { ...NO_FILTER, due: "today" as const };
    const day = { ...one, due: "2026-11-22", due_at: "2026-11-22T22:59:59Z" };
    expect(matches(day, today, NOW, "Europe/Paris")).toBe(true);
    expect(matches(day, today, NOW, "UTC")).toBe(false);
    const timed = { ...one, due: "2026-11-22T00:30:00Z", due_at: "2026-11-22T00:30:00Z" };
    expect(matches(timed, today, NOW, "America/New_York")).toBe(true);
    expect(matches(one, { ...NO_FILTER, due: "none" }, NOW, "UTC")).toBe(true);
  });

  it("calls nothing overdue that is done", () => {
    const late = { ...one, due: "2026-11-01", due_at: "2026-11-01T22:59:59Z" };
    expect(matches(late, { ...NO_FILTER, due: "overdue" }, NOW, "UTC")).toBe(true);
    expect(matches({ ...late, completed_at: "2026-11-02T00:00:00Z" }, { ...NO_FILTER, due: "overdue" }, NOW, "UTC")).toBe(false);
  });

  it("leaves cards that are just being made in sight", () => {
    const state = { ...board(), cards: { n: card("n", "todo", "a9", 0), a: card("a", "todo", "a0") } };
    expect(Object.keys(filtered(state, { ...NO_FILTER, text: "zzz" }).cards)).toEqual(["n"]);
    expect(filtered(state, NO_FILTER)).toBe(state);
  });
});
