// What can be followed, and what each kind of stream sends and takes. The types of frames are made from docs/frames.json.

import type { components } from "./generated/api.js";
import type * as frames from "./generated/frames.js";

/** One stream: a board, a project, or the notifications of whoever is signed in. */
export type Scope = "notifications" | { board: string } | { project: string };

export type SnapshotOf<S extends Scope> = S extends { board: string }
  ? frames.BoardSnapshot["data"]
  : S extends { project: string }
    ? frames.ProjectSnapshot["data"]
    : frames.UserSnapshot["data"];

type BoardCommand =
  | frames.CreateCardCommand
  | frames.UpdateCardCommand
  | frames.MoveCardCommand
  | frames.DeleteCardCommand
  | frames.CardTypingCommand;
type ProjectCommand = frames.MessageCommand | frames.ChatTypingCommand;

/** A command as it is given to `send`, which finds an id where there is none. */
type Sendable<C> = C extends { id: string } ? Omit<C, "id"> & { id?: string } : never;

export type CommandOf<S extends Scope> = Sendable<
  (S extends { board: string } ? BoardCommand : S extends { project: string } ? ProjectCommand : never) | frames.PingCommand
>;

/** What a command that was done answers: the resource as it now is. */
export type DataOf<C extends { type: string }> = C["type"] extends "card.create" | "card.update" | "card.move"
  ? frames.Card
  : C["type"] extends "chat.message"
    ? components["schemas"]["Message"]
    : Record<string, never>;

/** Where a reader is in a stream: everything up to `seq` was heard. The epoch is the database's. */
export interface Position {
  readonly seq: number;
  readonly epoch: string;
}

/** The address of a stream's socket. `base` is the server's, such as `https://boards.example.org`. */
export function socketUrl(base: string, scope: Scope, ticket: string | undefined, from: Position | undefined): string {
  const url = new URL(base);
  url.protocol = url.protocol.replace("http", "ws");
  url.pathname = url.pathname.replace(/\/*$/, path(scope));
  url.search = "";
  url.hash = "";
  if (ticket !== undefined) url.searchParams.set("ticket", ticket);
  if (from !== undefined) {
    url.searchParams.set("since", String(from.seq));
    url.searchParams.set("epoch", from.epoch);
  }
  return url.href;
}

function path(scope: Scope): string {
  if (scope === "notifications") return "/ws/notifications";
  return "board" in scope ? `/ws/boards/${encodeURIComponent(scope.board)}` : `/ws/projects/${encodeURIComponent(scope.project)}`;
}

/** The body of `POST /api/v1/ws/tickets` for a stream. */
export function ticketRequest(scope: Scope): { scope: string; board_id?: string; project_id?: string } {
  if (scope === "notifications") return { scope };
  return "board" in scope ? { scope: "board", board_id: scope.board } : { scope: "project", project_id: scope.project };
}
