// Dates and times as the reader writes them: in the browser's language, and in the time zone of the account, which may be
// another than the machine's.

let zone: string | undefined;

/** To be told once the account is known. */
export function showIn(timeZone: string): void {
  zone = timeZone;
}

/** The time zone of the account; the machine's until that is known. */
export const zoneHere = () => zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

export const language = () => navigator.languages as string[];
const DAY = 86_400_000;

/** `due` as it was set: a day without a time of day stays that day in every zone. */
export function due(due: string, dueAt: string, now = Date.now()): string {
  const allDay = /^\d{4}-\d{2}-\d{2}$/.test(due);
  const at = allDay ? new Date(`${due}T00:00:00Z`) : new Date(dueAt);
  const timeZone = allDay ? "UTC" : zone;
  const sameYear = at.getUTCFullYear() === new Date(now).getUTCFullYear();
  const day: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) };
  const time: Intl.DateTimeFormatOptions = allDay ? {} : { hour: "numeric", minute: "2-digit" };
  return new Intl.DateTimeFormat(language(), { timeZone, ...day, ...time }).format(at);
}

/** “3 minutes ago”, and for what is longer ago the day. */
export function ago(instant: string, now = Date.now()): string {
  const at = Date.parse(instant);
  const past = now - at;
  const relative = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  if (past < 60_000) return relative.format(0, "second");
  if (past < 3_600_000) return relative.format(-Math.floor(past / 60_000), "minute");
  if (past < DAY) return relative.format(-Math.floor(past / 3_600_000), "hour");
  if (past < 7 * DAY) return relative.format(-Math.floor(past / DAY), "day");
  return new Intl.DateTimeFormat(language(), { timeZone: zone, dateStyle: "medium" }).format(at);
}

/** In full, for titles. */
export function full(instant: string): string {
  return new Intl.DateTimeFormat(language(), { timeZone: zone, dateStyle: "full", timeStyle: "short" }).format(Date.parse(instant));
}

/** The day, as a heading: today and yesterday by those words. */
export function dayHeading(instant: string, now = Date.now()): string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  const at = Date.parse(instant);
  const back = Math.round((Date.parse(format.format(now)) - Date.parse(format.format(at))) / DAY);
  if (back === 0 || back === 1) {
    const words = new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(-back, "day");
    return words.charAt(0).toLocaleUpperCase() + words.slice(1);
  }
  return new Intl.DateTimeFormat(language(), { timeZone: zone, weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(at);
}

/** The time of day. */
export function clockTime(instant: string): string {
  return new Intl.DateTimeFormat(language(), { timeZone: zone, timeStyle: "short" }).format(Date.parse(instant));
}
