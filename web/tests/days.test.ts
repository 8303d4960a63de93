import { afterAll, beforeAll, expect, it, vi } from "vitest";

import type { Notification } from "../src/api/schema.ts";
import { showIn } from "../src/dates.ts";
import { dayBefore, dayName, dayOf, daysBetween, fromNow, span } from "../src/days.ts";
import { byDay } from "../src/screens/notifications/days.ts";

beforeAll(() => vi.stubGlobal("navigator", { languages: ["en-GB"] }));
afterAll(() => vi.unstubAllGlobals());

it("a day is that of the reader's zone", () => {
  showIn("Pacific/Auckland");
  expect(dayOf("2026-11-21T12:00:00Z")).toBe("2026-11-22");
  showIn("America/Los_Angeles");
  expect(dayOf("2026-11-21T07:59:00Z")).toBe("2026-11-20");
});

it("days are counted over the change of clocks and of years", () => {
  expect(dayBefore("2026-11-01", 1)).toBe("2026-10-31");
  expect(dayBefore("2026-01-01", 1)).toBe("2025-12-31");
  expect(daysBetween("2026-10-24", "2026-11-22")).toBe(30);
  expect(daysBetween("2026-11-22", "2026-11-21")).toBe(0);
});

it("the last days have names", () => {
  // Whether there is a comma is up to the version of Unicode's data.
  const name = (day: string) => dayName(day, "2026-11-22").replaceAll(",", "");
  expect(["2026-11-22", "2026-11-21", "2026-11-20"].map(name)).toEqual(["Today", "Yesterday", "Friday 20 November"]);
  expect(name("2025-11-20")).toBe("Thursday 20 November 2025");
});

it("spans are in the largest unit that is there", () => {
  expect([59, 60, 5_400, 216_000].map((seconds) => span(seconds))).toEqual(["59 seconds", "1 minute", "1.5 hours", "2.5 days"]);
  const now = Date.parse("2026-11-22T00:00:00Z");
  expect(fromNow("2026-11-22T00:05:30Z", now)).toBe("in 5 minutes");
  expect(fromNow("2026-11-21T21:30:00Z", now)).toBe("2 hours ago");
});

it("notifications are under their days, in their order", () => {
  showIn("Europe/Berlin");
  const at = (created_at: string) => ({ id: created_at, created_at }) as Notification;
  const days = byDay([at("2026-11-22T00:10:00Z"), at("2026-11-21T23:10:00Z"), at("2026-11-21T22:50:00Z")]);
  expect(days.map(({ day, items }) => [day, items.length])).toEqual([
    ["2026-11-22", 2],
    ["2026-11-21", 1],
  ]);
});
