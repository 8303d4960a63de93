// What the board hands to what is shown above it.

import type { BoardState, Doer, Status } from "boardwire-client";

import type { LiveBoard } from "../../live/board.ts";
import { useOutletContext } from "../../navigation.tsx";

export interface OpenBoard {
  board: LiveBoard;
  state: BoardState;
  status: Status;
  /** Who is typing. */
  typing: readonly Doer[];
  mayWrite: boolean;
  mayComment: boolean;
  mayManage: boolean;
}

export const useOpenBoard = () => useOutletContext<OpenBoard>();
