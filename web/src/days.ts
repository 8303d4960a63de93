// Days and spans of time as the reader writes them; single moments are in dates.ts. A day is written YYYY-MM-DD, as the API
// does, and is one of the account's time zone.

import { language, zoneHere } from "./dates.ts";

const DAY = 86_400_000;
const noon = (day: string) => new Date(`${day}T12:00:00Z`);

/** The day that it is at this moment, where the reader is. */
export function dayOf(moment: string | number): string {
  const parts = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  // Canada writes days as the API does.
  return new Intl.DateTimeFormat("en-CA", { timeZone: zoneHere(), ...parts }).format(new Date(moment));
}

export function dayBefore(day: string, days: number): string {
  return new Date(noon(day).getTime() - days * DAY).toISOString().slice(0, 10);
}

/** How many days there are from one to the other, both counted; not one where they are the wrong way round. */
export function daysBetween(from: string, to: string): number {
  return Math.round((noon(to).getTime() - noon(from).getTime()) / DAY) + 1;
}

/** “Today”, “Yesterday”, “Friday, 20 November”. */
export function dayName(day: string, today = dayOf(Date.now())): string {
  const back = daysBetween(day, today) - 1;
  if (back === 0 || back === 1) {
    const word = new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(-back, "day");
    return word.charAt(0).toLocaleUpperCase() + word.slice(1);
  }
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat(language(), { timeZone: "UTC", weekday: "long", day: "numeric", month: "long", ...year }).format(noon(day));
}

/** “20 Nov”. */
export function shortDay(day: string): string {
  return new Intl.DateTimeFormat(language(), { timeZone: "UTC", day: "numeric", month: "short" }).format(noon(day));
}

/** “20 Nov 2026, 14:05:09”: where one looks for what happened when. */
export function moment(instant: string): string {
  return new Intl.DateTimeFormat(language(), { timeZone: zoneHere(), dateStyle: "medium", timeStyle: "medium" }).format(Date.parse(instant));
}

/** “in 5 minutes”, “2 hours ago”. */
export function fromNow(instant: string, now = Date.now()): string {
  const left = Date.parse(instant) - now;
  const relative = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  const [size, unit] = unitOf(Math.abs(left) / 1000);
  return relative.format(Math.trunc(left / 1000 / size), unit);
}

/** “2.5 days”: in the largest unit that there is a whole one of. */
export function span(seconds: number, unitDisplay: "long" | "short" = "long"): string {
  const [size, unit] = unitOf(seconds);
  const maximumFractionDigits = unit === "second" || unit === "minute" ? 0 : 1;
  return new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay, maximumFractionDigits }).format(seconds / size);
}

/** “42 %”, as the reader writes it. */
export const percent = (part: number) => new Intl.NumberFormat(language(), { style: "percent" }).format(part);

function unitOf(seconds: number): [size: number, unit: "day" | "hour" | "minute" | "second"] {
  if (seconds >= 86_400) return [86_400, "day"];
  if (seconds >= 3_600) return [3_600, "hour"];
  return seconds >= 60 ? [60, "minute"] : [1, "second"];
}
