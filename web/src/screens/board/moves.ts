// Moving a card and putting it away: shown at once, taken back with a reason where it is refused, and undone by a click.

import type { BoardState, Card } from "boardwire-client";

import { archivedKey, cardKey } from "../../data/cards.ts";
import { queries } from "../../data/client.ts";
import type { LiveBoard } from "../../live/board.ts";
import { type Place, placeOf } from "../../live/place.ts";
import { messages } from "../../messages.ts";
import { complain, tell } from "../../ui/toast.tsx";

export async function moveCard(board: LiveBoard, state: BoardState, cardId: string, place: Place): Promise<void> {
  const [card, before] = [state.cards[cardId], placeOf(state, cardId)];
  if (!card || !before || (before.column === place.column && before.before === place.before)) return;
  const told = before.column !== place.column;
  try {
    await board.move(cardId, place);
  } catch (error) {
    return complain(error, messages.problem.undone);
  }
  if (!told) return;
  const column = state.columns[place.column]?.name ?? "";
  tell(messages.board.moved(card.key, column), () => {
    board.move(cardId, before).catch((error: unknown) => complain(error));
  });
}

/** Puts a card away, with a way back, or brings it back. */
export async function archive(board: LiveBoard, card: Card, archived: boolean): Promise<void> {
  try {
    queries.setQueryData(cardKey(card.id), await board.update(card.id, { archived }));
    void queries.invalidateQueries({ queryKey: archivedKey(card.board_id) });
    if (archived) tell(messages.card.archived(card.key), () => void archive(board, card, false));
    else tell(messages.card.restored(card.key));
  } catch (error) {
    complain(error);
  }
}
