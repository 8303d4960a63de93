import { afterEach, beforeEach, expect, it, vi } from "vitest";

import type { ChecklistItem } from "../src/api/schema.ts";
import { changed } from "../src/data/checklist.ts";
import { Typists } from "../src/live/typing.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());
const ada = { id: "a", name: "Ada" };

it("who types is there until it is not told again, or until they sent it", () => {
  const seen = vi.fn();
  const typists = new Typists(seen);
  typists.heard(ada);
  vi.advanceTimersByTime(4_000);
  typists.heard(ada);
  vi.advanceTimersByTime(4_000);
  expect([typists.people, seen.mock.calls.length]).toEqual([[ada], 1]);
  vi.advanceTimersByTime(1_001);
  expect(typists.people).toEqual([]);
  typists.heard(ada);
  typists.stopped("a");
  expect([typists.people, seen.mock.calls.length]).toEqual([[], 4]);
});

it("that one types is told at once, and then now and then", () => {
  const typists = new Typists(() => {});
  expect([0, 1_000, 2_999, 3_000, 4_000].map((now) => typists.isTimeToTell(now))).toEqual([true, false, false, true, false]);
});

it("an item is changed in what is said of it, or gone", () => {
  const items = [{ id: "a", text: "one", done: false }, { id: "b", text: "two", done: false }] as ChecklistItem[];
  expect(changed(items, "a", { done: true })).toEqual([{ id: "a", text: "one", done: true }, items[1]]);
  expect(changed(items, "b", { text: "three" })[1]).toEqual({ id: "b", text: "three", done: false });
  expect(changed(items, "a", undefined)).toEqual([items[1]]);
});

it("an item is moved before another or behind it", () => {
  const items = ["a", "b", "c"].map((id) => ({ id, text: id, done: false })) as ChecklistItem[];
  const order = (id: string, body: { before?: string; after?: string }) => changed(items, id, body).map(({ id }) => id).join("");
  expect([order("c", { before: "a" }), order("a", { after: "b" }), order("a", { after: "c" }), order("b", { before: "a" })]).toEqual(["cab", "bac", "bca", "bac"]);
  expect(order("b", {})).toBe("abc");
  // Another took that one away meanwhile: it stays until the server says where it is.
  expect(order("b", { after: "gone" })).toBe("abc");
});
