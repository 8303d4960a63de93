// Notifications under the days that they came on.

import type { Notification } from "../../api/schema.ts";
import { dayOf } from "../../days.ts";

export interface Day {
  day: string;
  items: Notification[];
}

/** As they are ordered; a day is there once for each time that it comes up, which is once where the newest are first. */
export function byDay(all: readonly Notification[]): Day[] {
  const days: Day[] = [];
  for (const one of all) {
    const day = dayOf(one.created_at);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(one);
    else days.push({ day, items: [one] });
  }
  return days;
}
