import { expect, it } from "vitest";

import { nameIn } from "../src/screens/admin/named.ts";
import { DEFAULT, filtersOf, paramsOf, queryOf } from "../src/screens/my-cards/filters.ts";
import { placeOf } from "../src/shell/place.ts";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const of = (search: string) => filtersOf(new URLSearchParams(search));

it("filters go to the address bar and back, and what is as ever is left out", () => {
  expect(paramsOf(DEFAULT)).toEqual({});
  const filters = { ...DEFAULT, q: "logo", whose: "anyone", due: "week", archived: true } as const;
  expect(of(new URLSearchParams(paramsOf(filters)).toString())).toEqual(filters);
  expect(of("whose=everybody&due=tostring&priority=toString&sort=constructor")).toEqual(DEFAULT);
});

it("they ask the API for what they say", () => {
  expect(queryOf(DEFAULT, NOW)).toEqual({ limit: 50, sort: "due_at", assignee: "me" });
  expect(queryOf(of("whose=anyone&due=past&q=+a+"), NOW)).toEqual({ limit: 50, sort: "due_at", q: "a", due_before: "2026-11-22T12:00:00.000Z" });
  expect(queryOf(of("whose=none&due=week&priority=high"), NOW)).toEqual({
    ...{ limit: 50, sort: "due_at", assignee: "none", priority: "high" },
    ...{ due_after: "2026-11-22T12:00:00.000Z", due_before: "2026-11-29T12:00:00.000Z" },
  });
});

it("a card above its board and a tab of a screen are no other place", () => {
  const board = "/boards/01a20099-6606-70fe-b740-9c510656d0ec";
  expect(placeOf(`${board}/cards/01a20099-6826-74bf-99c8-4b8a55c91eeb`)).toBe(board);
  expect(placeOf("/admin/jobs/01a20099-6826-74bf-99c8-4b8a55c91eeb")).toBe(placeOf("/admin/users"));
  expect(placeOf("/boards/01a20099-6826-74bf-99c8-4b8a55c91eeb")).not.toBe(board);
  expect(placeOf("/")).toBe("/");
});

it("the details of an audit entry name whom they are about", () => {
  expect(nameIn({ role: { from: null, to: "member" }, user: { handle: "mei", id: "1", name: "Mei Chen" } })).toBe("Mei Chen");
  expect(nameIn({ kind: "email", queue: "mail" })).toBe("email");
  expect(nameIn({ state: "dead" })).toBeUndefined();
  expect(nameIn(null)).toBeUndefined();
});
