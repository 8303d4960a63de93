// A board as it is after a snapshot and the events that came since: what docs/events.md says, in TypeScript. States are
// values; each event makes a new one and shares what stayed the same.

import type { Board, BoardSnapshot, Card, CardLabel, Column, Doer, Event } from "./generated/frames.js";

export interface BoardState {
  /** Everything up to here is in it. */
  readonly seq: number;
  /** `permissions` are those of the snapshot; the server is asked anyway. */
  readonly board: Board;
  readonly columns: Readonly<Record<string, Column>>;
  /** Those on the board: archived ones are not. `watchers_count` is as of the card's last event: watching is no news. */
  readonly cards: Readonly<Record<string, Card>>;
  readonly online: readonly Doer[];
}

export function boardOf(snapshot: { seq: number; data: BoardSnapshot["data"] }): BoardState {
  const { board, columns, cards, online } = snapshot.data;
  return { seq: snapshot.seq, board, columns: byId(columns), cards: byId(cards), online };
}

export function columnsInOrder(state: BoardState): Column[] {
  return Object.values(state.columns).sort(byPosition);
}

export function cardsInOrder(state: BoardState, columnId: string): Card[] {
  return Object.values(state.cards)
    .filter((card) => card.column_id === columnId)
    .sort(byPosition);
}

/** What an event holds, as far as it matters here. */
interface Data {
  board?: Partial<Board>;
  card?: Card;
  cards?: Placed[];
  change?: string;
  changes?: unknown;
  column?: Column;
  columns?: Placed[];
  label?: CardLabel;
}

interface Placed {
  id: string;
  position: string;
}

export function afterEvent(state: BoardState, event: Event): BoardState {
  const next = { ...changed(state, event), seq: event.seq };
  return next.cards === state.cards && next.columns === state.columns ? next : { ...next, columns: counted(next) };
}

function changed(state: BoardState, event: Event): BoardState {
  const { columns, cards } = state;
  const { board, card, column, label, ...data } = event.data as Data;
  switch (event.name) {
    case "card.deleted":
      return card ? { ...state, cards: without(cards, card.id) } : state;
    case "comment.created":
    case "comment.updated":
    case "comment.deleted": {
      const known = card && cards[card.id];
      return known ? { ...state, cards: { ...cards, [known.id]: { ...known, comments_count: card.comments_count } } } : state;
    }
    case "column.deleted":
      if (!column) return state;
      return { ...state, columns: without(columns, column.id), cards: only(cards, (card) => card.column_id !== column.id) };
    case "column.reordered":
      return { ...state, columns: placed(columns, data.columns ?? []), cards: placed(cards, data.cards ?? []) };
    case "column.created":
    case "column.updated":
    case "column.moved":
      return column ? withColumn(state, column, event.at) : state;
    case "board.updated":
      if (!board) return state;
      if (label) return { ...state, cards: each(cards, (card) => relabelled(card, label, data.change === "label_deleted")) };
      return { ...state, board: { ...state.board, ...board, updated_at: event.at } };
    default:
      if (!card || !event.name.startsWith("card.")) return state;
      if (card.archived_at !== null || card.board_id !== state.board.id) return { ...state, cards: without(cards, card.id) };
      return { ...state, cards: { ...cards, [card.id]: card } };
  }
}

/** Where a column's kind is another, its cards have that status, and are completed since then or not at all. */
function withColumn(state: BoardState, column: Column, at: string): BoardState {
  const before = state.columns[column.id];
  const columns = { ...state.columns, [column.id]: column };
  if (before === undefined || before.kind === column.kind) return { ...state, columns };
  const completed_at = column.kind === "done" ? at : null;
  const moved = (card: Card) => (card.column_id === column.id ? { ...card, status: column.kind, completed_at } : card);
  return { ...state, columns, cards: each(state.cards, moved) };
}

function relabelled(card: Card, label: CardLabel, deleted: boolean): Card {
  if (!card.labels.some(({ id }) => id === label.id)) return card;
  const { id, name, color } = label;
  const labels = deleted
    ? card.labels.filter((one) => one.id !== id)
    : card.labels.map((one) => (one.id === id ? { id, name, color } : one));
  return { ...card, labels };
}

/** The columns with the number of cards that are in each. */
function counted(state: BoardState): Record<string, Column> {
  const counts = new Map<string, number>();
  for (const card of Object.values(state.cards)) counts.set(card.column_id, (counts.get(card.column_id) ?? 0) + 1);
  return each(state.columns, (column) => {
    const cards_count = counts.get(column.id) ?? 0;
    return column.cards_count === cards_count ? column : { ...column, cards_count };
  });
}

type All<T> = Readonly<Record<string, T>>;

function byId<T extends { id: string }>(list: readonly T[]): Record<string, T> {
  return Object.fromEntries(list.map((one) => [one.id, one]));
}

function without<T>(all: All<T>, id: string): Record<string, T> {
  const { [id]: _, ...rest } = all;
  return rest;
}

function only<T>(all: All<T>, wanted: (one: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([, one]) => wanted(one)));
}

function each<T>(all: All<T>, change: (one: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(all).map(([id, one]) => [id, change(one)]));
}

function placed<T extends Placed>(all: All<T>, places: readonly Placed[]): Record<string, T> {
  const next = { ...all };
  for (const { id, position } of places) {
    const known = next[id];
    if (known) next[id] = { ...known, position };
  }
  return next;
}

/** Positions are ASCII, so this is the bytewise order of the contract. */
function byPosition(a: Placed, b: Placed): number {
  return a.position < b.position ? -1 : a.position > b.position ? 1 : 0;
}
