// A board on a page in one call.

import { afterEvent, boardOf, type BoardState } from "./board.js";
import type { Live } from "./live.js";

/** Calls `show` with the board as it now is, at first and whenever something happened. Gives what stops that. */
export function followBoard(live: Live<{ board: string }>, show: (state: BoardState) => void): () => void {
  let state: BoardState | undefined;
  const become = (next: BoardState) => show((state = next));
  const stops = [
    live.on("snapshot", (snapshot) => become(boardOf(snapshot))),
    live.on("event", (event) => state && become(afterEvent(state, event))),
    live.on("presence", ({ online }) => state && become({ ...state, online })),
  ];
  return () => stops.forEach((stop) => stop());
}
