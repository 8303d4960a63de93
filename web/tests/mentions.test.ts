import { expect, it } from "vitest";

import { meant, mentionAt, withMention } from "../src/mentions.ts";

const people = [
  { id: "1", name: "Ada Lovelace", handle: "ada" },
  { id: "2", name: "Grace Hopper", handle: "amazing-grace" },
  { id: "3", name: "Adam Ant", handle: "ant" },
];

it("a mention begins where an @ stands alone", () => {
  expect(mentionAt("@", 1)).toEqual({ at: 0, typed: "" });
  expect(mentionAt("Hello @ad", 9)).toEqual({ at: 6, typed: "ad" });
  expect(mentionAt("(@ad)", 4)).toEqual({ at: 1, typed: "ad" });
  expect(mentionAt("mail ada@ex", 11)).toBeUndefined();
  expect(mentionAt("@ada and", 8)).toBeUndefined();
  expect(mentionAt("Hello @ad", 5)).toBeUndefined();
  expect(mentionAt("a.@b", 4)).toBeUndefined();
  expect(mentionAt("Ask @Zoë", 8)).toEqual({ at: 4, typed: "Zoë" });
});

it("handles that begin so come before names of which a word does", () => {
  expect(meant(people, "a").map(({ handle }) => handle)).toEqual(["ada", "amazing-grace", "ant"]);
  expect(meant(people, "ad").map(({ handle }) => handle)).toEqual(["ada", "ant"]);
  expect(meant(people, "HOP").map(({ handle }) => handle)).toEqual(["amazing-grace"]);
  expect(meant(people, "", 2)).toHaveLength(2);
});

it("a mention is finished in the middle of a text, and nothing of it stays behind", () => {
  expect(withMention("Hello @ad, see", 9, "ada")).toEqual({ text: "Hello @ada , see", caret: 11 });
  expect(withMention("Ask @a da", 6, "ada")).toEqual({ text: "Ask @ada da", caret: 9 });
  expect(withMention("Ask @axyz now", 6, "ada")).toEqual({ text: "Ask @ada now", caret: 9 });
});
