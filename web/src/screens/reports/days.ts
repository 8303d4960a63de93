// Which days a report is of, as the address bar has it.

import type { Days } from "../../data/reports.ts";
import { dayBefore, daysBetween } from "../../days.ts";
import { reports } from "../../messages/reports.ts";

export type Range = keyof typeof reports.ranges;
export const MOST = 366;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function lastDays(count: number, today: string): Days {
  return { from: dayBefore(today, count - 1), to: today };
}

/** The last 30 days, where the address says nothing that makes sense. */
export function daysOf(params: URLSearchParams, today: string): Days {
  const [from, to] = [params.get("from") ?? "", params.get("to") ?? ""];
  return DAY.test(from) && DAY.test(to) && areDays({ from, to }) ? { from, to } : lastDays(30, today);
}

export function areDays({ from, to }: Days): boolean {
  const count = daysBetween(from, to);
  return count >= 1 && count <= MOST;
}

/** What these days are called. */
export function rangeOf({ from, to }: Days, today: string): Range {
  const count = daysBetween(from, to);
  const known = to === today && (count === 14 || count === 30 || count === 90 || count === 365);
  return known ? count : "own";
}
