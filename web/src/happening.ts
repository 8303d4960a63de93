// What happened, in the server's words, with the dates in them as the reader writes dates.

import type { Schemas } from "./api/schema.ts";
import { due } from "./dates.ts";

const DATED = ["due", "deadline"];

export function worded({ text, data }: Pick<Schemas["Activity"], "text" | "data">): string {
  const { changes = {} } = (data ?? {}) as { changes?: Record<string, { from?: unknown; to?: unknown } | undefined> };
  return DATED.flatMap((field) => [changes[field]?.from, changes[field]?.to])
    .filter((value) => typeof value === "string")
    .reduce((words, value) => words.replaceAll(value, due(value, value)), text);
}
