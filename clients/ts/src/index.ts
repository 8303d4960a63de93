// A client for Boardwire's live streams. Start with `connect`.

export { boardOf, afterEvent, cardsInOrder, columnsInOrder, type BoardState } from "./board.js";
export { Forbidden, SignedOut, type Asked, type Credentials } from "./credentials.js";
export { followBoard } from "./follow.js";
export { connect, type Live, type LiveEvents, type Options, type SocketLike } from "./live.js";
export { NotConnected, Unsure, type Ack } from "./outbox.js";
export type { CommandOf, DataOf, Position, Scope, SnapshotOf } from "./scope.js";
export type { Reason, Status } from "./status.js";
export type * from "./generated/frames.js";
export type { components, operations, paths } from "./generated/api.js";
