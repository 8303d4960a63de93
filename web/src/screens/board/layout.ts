// Which cards are in which column, in order: as they are, and as they would be if the card that is carried were put down.

import { type BoardState, cardsInOrder } from "boardwire-client";

import type { Place } from "../../live/place.ts";

/** The ids of each column's cards. */
export type Layout = Record<string, readonly string[]>;

/** A card that is carried, and where it hangs: before another card of the column, or at its end. */
export interface Carried {
  readonly card: string;
  readonly column: string;
  readonly before?: string | undefined;
}

export function laidOut(state: BoardState): Layout {
  return Object.fromEntries(Object.keys(state.columns).map((id) => [id, cardsInOrder(state, id).map((card) => card.id)]));
}

/** With the card in the column that it hangs over. In its own, it stays: there the others only make room. */
export function arranged(layout: Layout, carried: Carried | undefined): Layout {
  const home = carried && columnOf(layout, carried.card);
  if (!carried || home === undefined || home === carried.column || !layout[carried.column]) return layout;
  const target = layout[carried.column]!;
  const found = carried.before === undefined ? -1 : target.indexOf(carried.before);
  const at = found === -1 ? target.length : found;
  return {
    ...layout,
    [home]: layout[home]!.filter((id) => id !== carried.card),
    [carried.column]: [...target.slice(0, at), carried.card, ...target.slice(at)],
  };
}

/** `over` is a card or a column; `below`: the one that is carried is in the lower half of it. */
export function carriedOver(layout: Layout, carried: Carried, over: string, below: boolean): Carried {
  const column = columnOf(layout, over);
  if (column === undefined || column === carried.column) return carried;
  const cards = layout[column]!;
  const at = cards.indexOf(over);
  return { card: carried.card, column, before: at === -1 ? undefined : cards[below ? at + 1 : at] };
}

/** Where a card comes to be that is put down over another or over a column. */
export function placeIn(layout: Layout, card: string, over: string): Place | undefined {
  const column = columnOf(layout, over);
  if (column === undefined) return undefined;
  const cards = layout[column]!;
  const [from, found] = [cards.indexOf(card), cards.indexOf(over)];
  const others = cards.filter((id) => id !== card);
  if (from === -1) return { column, before: found === -1 ? undefined : over };
  // Over the column itself it stays where it hangs.
  return { column, before: others[found === -1 ? from : found] };
}

/** The column that is meant by a card's id or its own. */
export function columnOf(layout: Layout, id: string): string | undefined {
  return id in layout ? id : Object.keys(layout).find((column) => layout[column]!.includes(id));
}

/** A card in few words. */
export function hintOf(state: BoardState, id: string): string {
  const card = state.cards[id];
  return card ? `${card.key} ${card.title}`.trim() : "";
}
