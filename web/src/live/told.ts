// Which parts of a card that is open are to be asked for again after an event of its board. The card itself is in the event.

import type { Event } from "boardwire-client";

import { activityKey } from "../data/card-activity.ts";
import { filesKey } from "../data/card-files.ts";
import { cardKey } from "../data/cards.ts";
import { checklistKey } from "../data/checklist.ts";
import { queries } from "../data/client.ts";
import { commentsKey } from "../data/comments.ts";
import { remindersKey } from "../data/reminders.ts";

interface Data {
  card?: { id: string; archived_at?: string | null };
  changes?: Record<string, unknown>;
  checklist?: unknown;
}

export type Part = "card" | "comments" | "checklist" | "files" | "reminders" | "activity";

export function partsTold({ name, data }: Pick<Event, "name" | "data">, cardId: string): Part[] {
  const { card, changes = {}, checklist } = data as Data;
  if (card?.id !== cardId) return [];
  if (name.startsWith("comment.")) return ["comments", "activity"];
  if (name === "card.archived" || name === "card.restored") return ["card", "activity"];
  if (name !== "card.updated") return ["activity"];
  const parts: Part[] = ["activity"];
  // An archived card is not on its board: what is shown of it was asked for.
  if (card.archived_at) parts.push("card");
  if (checklist) parts.push("checklist");
  if ("files" in changes) parts.push("files");
  if ("due" in changes || "due_at" in changes) parts.push("reminders");
  return parts;
}

const KEYS: Record<Part, (cardId: string) => readonly unknown[]> = {
  ...{ card: cardKey, comments: commentsKey, checklist: checklistKey },
  ...{ files: filesKey, reminders: remindersKey, activity: activityKey },
};

export function askAgain(event: Event, cardId: string): void {
  for (const part of partsTold(event, cardId)) {
    void queries.invalidateQueries({ queryKey: KEYS[part](cardId), exact: true });
  }
}

/** After a time without connection: everything of the card. */
export function askAllAgain(cardId: string): void {
  void queries.invalidateQueries({ queryKey: cardKey(cardId) });
}
