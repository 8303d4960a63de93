import { expect, it } from "vitest";

import { type Chat, type Message, withMessage } from "../src/data/chat.ts";
import { pieces } from "../src/mentions.ts";

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

it("mentions of those who are there are told from the rest, and nothing is lost", () => {
  const text = "@ada, ask @gh-1 or @nobody at x@ada.example";
  const parts = pieces(text, [ada, grace]);
  expect(parts.filter(({ person }) => person).map(({ text }) => text)).toEqual(["@ada", "@gh-1"]);
  expect(parts.map(({ text }) => text).join("")).toBe(text);
});
