// Saving a field of a card that is open: with the version that was seen, so that nobody's words are overwritten unseen. Where
// only other fields were changed meanwhile, there is nothing to overwrite, and it is saved over what is there now.

import type { Card } from "boardwire-client";

import { cardKey, conflict } from "../../data/cards.ts";
import { queries } from "../../data/client.ts";
import type { LiveBoard } from "../../live/board.ts";

type Texts = Partial<Pick<Card, "title" | "description">>;

export async function saved(board: LiveBoard, seen: Card, fields: Texts): Promise<Card> {
  try {
    return kept(await board.update(seen.id, { version: seen.version, ...fields }));
  } catch (error) {
    const now = conflict(error);
    if (!now || !isSame(seen, now, fields)) throw error;
    return kept(await board.update(seen.id, { version: now.version, ...fields }));
  }
}

/** Whether these fields are still what was seen. */
export function isSame(seen: Card, now: Card, fields: Texts): boolean {
  return (Object.keys(fields) as (keyof Texts)[]).every((field) => seen[field] === now[field]);
}

export function kept(card: Card): Card {
  queries.setQueryData(cardKey(card.id), card);
  return card;
}
