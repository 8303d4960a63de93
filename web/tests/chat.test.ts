import { expect, it } from "vitest";

import { type Chat, type Message, withMessage } from "../src/data/chat.ts";
import { completed, matching, mentionAt, pieces } from "../src/screens/project/mention.ts";

const ada = { id: "1", name: "Ada Lovelace", handle: "ada" };
const grace = { id: "2", name: "Grace Hopper", handle: "gh-1" };
const message = (id: string) => ({ id, text: id }) as Message;
const chat = (...pages: string[][]): Chat => ({
  pages: pages.map((ids) => ({ items: ids.map(message), next_cursor: null })),
  pageParams: pages.map(() => undefined),
});
const ids = (of: Chat | undefined) => of?.pages.map(({ items }) => items.map(({ id }) => id));

it("a message is there once, whichever of its answer and its event comes first", () => {
  const before = chat(["3", "2"], ["1"]);
  const after = withMessage(message("4"))(before);
  expect(ids(after)).toEqual([["4", "3", "2"], ["1"]]);
  expect(withMessage(message("4"))(after)).toBe(after);
  expect(withMessage(message("1"))(before)).toBe(before);
  expect(withMessage(message("1"))(undefined)).toBeUndefined();
});

it("a mention begins at an @ that is no part of a word", () => {
  expect(mentionAt("Hello @gr", 9)).toEqual({ at: 6, said: "gr" });
  expect(mentionAt("@", 1)).toEqual({ at: 0, said: "" });
  expect(mentionAt("(@a", 3)).toEqual({ at: 1, said: "a" });
  for (const none of ["ada@example", "Hello @gr ", "Hello", "a.@b"]) expect(mentionAt(none, none.length)).toBeUndefined();
  expect(mentionAt("Hello @grace", 3)).toBeUndefined();
});

it("people are found by handle and by each of their names", () => {
  expect(matching([ada, grace], "G")).toEqual([grace]);
  expect(matching([ada, grace], "hop")).toEqual([grace]);
  expect(matching([ada, grace], "love")).toEqual([ada]);
  expect(matching([ada, grace], "ace")).toEqual([]);
  expect(matching([ada, grace], "", 1)).toEqual([ada]);
});

it("a mention is completed where it is, with one blank after it", () => {
  const text = "Ask @gr about it";
  expect(completed(text, 7, { at: 4, said: "gr" }, grace)).toEqual({ text: "Ask @gh-1 about it", caret: 10 });
  expect(completed("@a", 2, { at: 0, said: "a" }, ada)).toEqual({ text: "@ada ", caret: 5 });
});

it("mentions of those who are there are told from the rest, and nothing is lost", () => {
  const text = "@ada, ask @gh-1 or @nobody at x@ada.example";
  const parts = pieces(text, [ada, grace]);
  expect(parts.filter(({ person }) => person).map(({ text }) => text)).toEqual(["@ada", "@gh-1"]);
  expect(parts.map(({ text }) => text).join("")).toBe(text);
});
