// The filters of the list, as the address bar has them, and what they ask of the API.

import type { Priority } from "../../api/schema.ts";
import type { CardQuery } from "../../data/card-list.ts";
import { messages } from "../../messages.ts";
import { myCards } from "../../messages/my-cards.ts";

const { whoseValues, dueValues, sortValues } = myCards;
const DAY = 86_400_000;

export interface Filters {
  q: string;
  whose: keyof typeof whoseValues;
  priority: Priority | "";
  project: string;
  due: keyof typeof dueValues;
  sort: keyof typeof sortValues;
  archived: boolean;
}

export const DEFAULT: Filters = { q: "", whose: "me", priority: "", project: "", due: "any", sort: "due_at", archived: false };

/** Whatever the address has that there is not counts as not said. */
export function filtersOf(params: URLSearchParams): Filters {
  const one = <T extends string>(name: string, values: Record<T, unknown>, otherwise: T): T => {
    const value = params.get(name);
    return value !== null && Object.hasOwn(values, value) ? (value as T) : otherwise;
  };
  return {
    q: params.get("q") ?? "",
    whose: one("whose", whoseValues, DEFAULT.whose),
    priority: one("priority", { ...messages.card.priorities, "": "" }, ""),
    project: params.get("project") ?? "",
    due: one("due", dueValues, DEFAULT.due),
    sort: one("sort", sortValues, DEFAULT.sort),
    archived: params.get("archived") === "true",
  };
}

/** Only what is not as ever, so that addresses stay short. */
export function paramsOf(filters: Filters): Record<string, string> {
  const changed = Object.entries(filters).filter(([name, value]) => value !== DEFAULT[name as keyof Filters]);
  return Object.fromEntries(changed.map(([name, value]) => [name, String(value)]));
}

/** `now` is when the list was opened: the question must stay the same from page to page. */
export function queryOf({ q, whose, priority, project, due, sort, archived }: Filters, now: number): CardQuery {
  const at = (days: number) => new Date(now + days * DAY).toISOString();
  const until = { any: undefined, past: 0, week: 7, month: 30 }[due];
  return {
    limit: 50,
    sort,
    ...(q.trim() && { q: q.trim() }),
    ...(whose !== "anyone" && { assignee: whose }),
    ...(priority && { priority }),
    ...(project && { project_id: project }),
    ...(until !== undefined && { due_before: at(until) }),
    ...(until !== undefined && until > 0 && { due_after: at(0) }),
    ...(archived && { archived }),
  };
}
