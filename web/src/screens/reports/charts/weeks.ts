// Many days are too thin to be told apart: they are drawn as weeks.

import type { Schemas } from "../../../api/schema.ts";

export interface Made {
  /** The first day. */
  date: string;
  created: number;
  completed: number;
}

/** Sevens of days, counted from the last one, so that it is the first week that may be short. */
export function byWeek(days: readonly Schemas["DayFigures"][]): Made[] {
  const weeks: Made[] = [];
  for (let end = days.length; end > 0; end -= 7) {
    const week = days.slice(Math.max(0, end - 7), end);
    const sum = (of: "created" | "completed") => week.reduce((total, day) => total + day[of], 0);
    weeks.unshift({ date: week[0]?.date ?? "", created: sum("created"), completed: sum("completed") });
  }
  return weeks;
}
