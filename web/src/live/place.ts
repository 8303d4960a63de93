// Where a card is put, said by its neighbours, and a position for it until the server says the real one.

import { type BoardState, cardsInOrder } from "boardwire-client";

/** In this column: before that card, or at its end. */
export interface Place {
  readonly column: string;
  readonly before?: string | undefined;
}

/**
 * Something strictly between the two, bytewise. Real positions are printable, so that U+0001 comes before whatever could
 * follow `after`.
 */
export function between(after: string, before: string | undefined): string {
  let made = `${after}\u0001`;
  while (before !== undefined && made >= before) made = `${made.slice(0, -1)}\u0000\u0001`;
  return made;
}

export function positionAt(state: BoardState, cardId: string, place: Place): string {
  const others = cardsInOrder(state, place.column).filter(({ id }) => id !== cardId);
  const at = place.before === undefined ? -1 : others.findIndex(({ id }) => id === place.before);
  const next = at === -1 ? undefined : others[at];
  const previous = at === -1 ? others.at(-1) : others[at - 1];
  return between(previous?.position ?? "", next?.position);
}

/** Where the card is now, to bring it back. */
export function placeOf(state: BoardState, cardId: string): Place | undefined {
  const card = state.cards[cardId];
  if (!card) return undefined;
  const column = cardsInOrder(state, card.column_id);
  return { column: card.column_id, before: column[column.findIndex(({ id }) => id === cardId) + 1]?.id };
}
