// Between instants and what the clock on the wall says in the account's time zone, for fields in which dates and times are set;
// and spans of time in words.

import { language, zoneHere } from "./dates.ts";

export interface Wall {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `HH:MM` */
  readonly time: string;
}

export function wallAt(instant: number, zone = zoneHere()): Wall {
  const style: Intl.DateTimeFormatOptions = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" };
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, hourCycle: "h23", ...style });
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return { date: `${parts["year"]}-${parts["month"]}-${parts["day"]}`, time: `${parts["hour"]}:${parts["minute"]}` };
}

/** The instant of this date and time; where the clocks skip it, the one that comes instead. */
export function instantOf({ date, time }: Wall, zone = zoneHere()): string {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  let at = wanted;
  // What the wall says at a guess tells by how much the guess is off; near a change of the clocks, once more.
  for (let times = 0; times < 2; times += 1) {
    const shown = wallAt(at, zone);
    at += wanted - Date.parse(`${shown.date}T${shown.time}:00Z`);
  }
  return new Date(at).toISOString().replace(".000Z", "Z");
}

const UNITS = [
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** An ISO 8601 duration in words, such as “1 day”; nothing for no time. */
export function span(duration: string): string {
  let left = secondsOf(duration);
  const words: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) words.push(new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "long" }).format(count));
  }
  return words.join(" ");
}

function secondsOf(duration: string): number {
  const found = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration) ?? [];
  const [weeks, days, hours, minutes, seconds] = found.slice(1).map((digits) => Number(digits ?? 0));
  return (((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}
