import { expect, it } from "vitest";

import { areaPath, named, stacked, ticks } from "../src/screens/reports/charts/scale.ts";
import { byWeek } from "../src/screens/reports/charts/weeks.ts";
import { areDays, daysOf, rangeOf } from "../src/screens/reports/days.ts";

it("ticks are whole and round, and hold the largest", () => {
  expect(ticks(0)).toEqual([0, 1]);
  expect(ticks(1)).toEqual([0, 1]);
  expect(ticks(3)).toEqual([0, 1, 2, 3]);
  expect(ticks(15)).toEqual([0, 5, 10, 15]);
  expect(ticks(97)).toEqual([0, 50, 100]);
  for (let largest = 0; largest < 3_000; largest += 7) {
    const made = ticks(largest);
    expect(made.at(-1)).toBeGreaterThanOrEqual(largest);
    expect(made.length).toBeLessThan(7);
  }
});

it("the last is named, and no more than there is room for", () => {
  expect(named(7, 3)).toEqual([0, 3, 6]);
  expect(named(30, 10).at(-1)).toBe(29);
  expect(named(366, 8).length).toBeLessThanOrEqual(8);
  expect(named(1, 0)).toEqual([0]);
  expect(named(0, 5)).toEqual([]);
});

it("layers lie on those before, and an area goes along its top and back", () => {
  const bands = stacked([
    [1, 2],
    [3, 0],
  ]);
  expect(bands).toEqual([
    [
      [0, 1],
      [0, 2],
    ],
    [
      [1, 4],
      [2, 2],
    ],
  ]);
  expect(areaPath([0, 10], bands[1]!, (value) => value)).toBe("M0,4L10,2L10,2L0,1Z");
  expect(areaPath([], [], (value) => value)).toBe("");
});

it("weeks end with the last day, and lose no card", () => {
  const none = { todo: 0, in_progress: 0, done: 0 };
  const date = (at: number) => `2026-11-${String(at + 1).padStart(2, "0")}`;
  const days = Array.from({ length: 16 }, (_, at) => ({ ...none, date: date(at), created: 1, completed: at % 2 }));
  const weeks = byWeek(days);
  expect(weeks.map(({ date, created }) => [date, created])).toEqual([
    ["2026-11-01", 2],
    ["2026-11-03", 7],
    ["2026-11-10", 7],
  ]);
  expect(weeks.reduce((sum, { completed }) => sum + completed, 0)).toBe(8);
});

it("days that make no sense are the last thirty", () => {
  const today = "2026-11-22";
  const of = (search: string) => daysOf(new URLSearchParams(search), today);
  const usual = { from: "2026-10-24", to: today };
  expect(of("")).toEqual(usual);
  expect(of("from=2026-11-23&to=2026-11-22")).toEqual(usual);
  expect(of("from=yesterday&to=2026-11-22")).toEqual(usual);
  expect(of("from=2025-11-20&to=2026-11-22")).toEqual(usual);
  expect(of("from=2026-11-01&to=2026-11-09")).toEqual({ from: "2026-11-01", to: "2026-11-09" });
  const range = (from: string, to: string) => rangeOf({ from, to }, today);
  expect([range(usual.from, today), range("2026-11-09", today), range("2026-10-23", "2026-11-21")]).toEqual([30, 14, "own"]);
  expect(areDays({ from: "", to: today })).toBe(false);
});
