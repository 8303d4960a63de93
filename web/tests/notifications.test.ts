import { expect, it } from "vitest";

import type { Notification } from "../src/api/schema.ts";
import { withNews, withRead } from "../src/data/notifications.ts";

const one = (id: string, read_at: string | null = null) => ({ id, read_at }) as Notification;
const AT = "2026-11-21T12:00:00Z";

it("news is at the top, once, and twenty are kept", () => {
  const many = { items: Array.from({ length: 20 }, (_, at) => one(`n${at}`)), unread_count: 20 };
  const next = withNews(many, one("new"), 21);
  expect([next.items.length, next.items[0]?.id, next.items.at(-1)?.id, next.unread_count]).toEqual([20, "new", "n18", 21]);
  expect(withNews(next, one("new"), 21).items.filter(({ id }) => id === "new")).toHaveLength(1);
  expect(withNews(undefined, one("new"), 1)).toEqual({ items: [one("new")], unread_count: 1 });
});

it("reading counts what was unread, and all is all", () => {
  const latest = { items: [one("a"), one("b", AT), one("c")], unread_count: 30 };
  expect(withRead(latest, AT, one("a")).unread_count).toBe(29);
  expect(withRead(latest, AT, one("b", AT)).unread_count).toBe(30);
  const all = withRead(latest, AT);
  expect([all.unread_count, all.items.every(({ read_at }) => read_at === AT)]).toEqual([0, true]);
});

it("what is older than the latest counts, too, and may be unread again", () => {
  const latest = { items: [one("a"), one("b", AT)], unread_count: 30 };
  expect(withRead(latest, AT, one("older")).unread_count).toBe(29);
  const again = withRead(latest, null, one("b", AT));
  expect([again.unread_count, again.items.map(({ read_at }) => read_at)]).toEqual([31, [null, null]]);
});
