// Which cards are shown. The filter is in the address: it can be sent to somebody, and is there again after going back.

import type { BoardState, Card } from "boardwire-client";

import { zoneHere } from "../../dates.ts";

export const DUES = ["overdue", "today", "week", "none"] as const;
type Due = (typeof DUES)[number];

export interface Filter {
  readonly text: string;
  /** Ids, and `none` for cards of nobody. */
  readonly people: readonly string[];
  readonly labels: readonly string[];
  readonly priorities: readonly string[];
  readonly due: Due | "";
}

const NAMES = { text: "q", people: "people", labels: "labels", priorities: "priority", due: "due" } as const;

export function filterIn(address: URLSearchParams): Filter {
  const list = (name: string) => (address.get(name) ?? "").split(",").filter(Boolean);
  const due = DUES.find((one) => one === address.get(NAMES.due)) ?? "";
  const lists = { people: list(NAMES.people), labels: list(NAMES.labels), priorities: list(NAMES.priorities) };
  return { text: address.get(NAMES.text) ?? "", ...lists, due };
}

/** The address with this filter; what else is in it stays. */
export function withFilter(address: URLSearchParams, filter: Filter): URLSearchParams {
  const next = new URLSearchParams(address);
  for (const [field, name] of Object.entries(NAMES)) {
    const value = filter[field as keyof Filter];
    const text = typeof value === "string" ? value : value.join(",");
    if (text === "") next.delete(name);
    else next.set(name, text);
  }
  return next;
}

export const NO_FILTER: Filter = { text: "", people: [], labels: [], priorities: [], due: "" };

/** How many things are asked for. */
export function countOf({ text, people, labels, priorities, due }: Filter): number {
  return people.length + labels.length + priorities.length + Number(text.trim() !== "") + Number(due !== "");
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Of one kind, any is enough; of several kinds, each is wanted. */
export function matches(card: Card, filter: Filter, now = Date.now(), zone = zoneHere()): boolean {
  const { people, labels, priorities, due } = filter;
  const all = plain(`${card.key} ${card.title} ${card.description}`);
  return (
    plain(filter.text).split(/\s+/).every((word) => all.includes(word)) &&
    (people.length === 0 || card.assignees.some(({ id }) => people.includes(id)) || (people.includes("none") && card.assignees.length === 0)) &&
    (labels.length === 0 || card.labels.some(({ id }) => labels.includes(id))) &&
    (priorities.length === 0 || priorities.includes(card.priority)) &&
    (due === "" || isDue(card, due, now, zone))
  );
}

function isDue({ due, due_at, completed_at }: Card, wanted: Due, now: number, zone: string): boolean {
  if (due === null || due_at === null) return wanted === "none";
  const at = Date.parse(due_at);
  if (wanted === "overdue") return completed_at === null && at < now;
  const day = (instant: number) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(instant);
  if (wanted === "today") return (due.length === 10 ? due : day(at)) === day(now);
  return wanted === "week" && at >= now && at < now + 7 * 86_400_000;
}

/** The board with those cards only that match; one that is just being made is always there. */
export function filtered(state: BoardState, filter: Filter): BoardState {
  if (countOf(filter) === 0) return state;
  const cards = Object.entries(state.cards).filter(([, card]) => card.version === 0 || matches(card, filter));
  return { ...state, cards: Object.fromEntries(cards) };
}
