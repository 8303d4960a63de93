// Changes that are shown before the server has answered. What is seen is what is known with these on top, so that whatever
// others do meanwhile is seen, too, and taking one back is leaving it out.

import type { BoardState, Card, CardLabel } from "boardwire-client";

import type { Person } from "../api/schema.ts";
import { type Place, positionAt } from "./place.ts";

export type Apply = (state: BoardState) => BoardState;

export interface Change {
  readonly apply: Apply;
  /**
   * There once the server has answered: whether the stream has told what it made of it. The change stays until then, so that
   * nothing jumps back between.
   */
  isTold?: (known: BoardState) => boolean;
}

export function withChanges(known: BoardState, changes: readonly Change[]): BoardState {
  return changes.reduce((state, { apply }) => apply(state), known);
}

/** Those that the stream has not told yet. */
export function unsettled(known: BoardState, changes: readonly Change[]): readonly Change[] {
  const left = changes.filter(({ isTold }) => !isTold?.(known));
  return left.length === changes.length ? changes : left;
}

/** Whether what is known is at least as new as this answer. */
export function isTold(known: BoardState, answer: Card): boolean {
  const card = known.cards[answer.id];
  const isHere = answer.archived_at === null && answer.board_id === known.board.id;
  return card === undefined ? !isHere : card.version >= answer.version;
}

export function moved(cardId: string, place: Place): Apply {
  return (state) => {
    const [card, column] = [state.cards[cardId], state.columns[place.column]];
    if (!card || !column) return state;
    const position = positionAt(state, cardId, place);
    return withCard(state, { ...card, column_id: column.id, status: column.kind, position });
  };
}

/** A card with this id until it has its own. */
export function created(id: string, columnId: string, title: string): Apply {
  return (state) => {
    const column = state.columns[columnId];
    if (!column) return state;
    const now = new Date().toISOString();
    const nobody = { id: "", name: "", handle: "" };
    const card: Card = {
      ...{ id, title, key: "", description: "", priority: "none", version: 0, created_by: nobody, created_at: now, updated_at: now },
      ...{ project_id: state.board.project_id, board_id: state.board.id, column_id: columnId, status: column.kind },
      ...{ archived_at: null, completed_at: null, due: null, due_at: null, assignees: [], labels: [] },
      ...{ checklist: { done: 0, total: 0 }, comments_count: 0, files_count: 0, watchers_count: 0 },
      position: positionAt(state, id, { column: columnId }),
    };
    return withCard(state, card);
  };
}

export function edited(cardId: string, fields: Partial<Pick<Card, "title" | "description" | "priority" | "due" | "due_at">>): Apply {
  return (state) => {
    const card = state.cards[cardId];
    return card ? withCard(state, { ...card, ...fields }) : state;
  };
}

export function assigned(cardId: string, { id, name, handle }: Person, on: boolean): Apply {
  return (state) => {
    const card = state.cards[cardId];
    if (!card) return state;
    const others = card.assignees.filter((one) => one.id !== id);
    const assignees = on ? [...others, { id, name, handle, assigned_at: new Date().toISOString() }] : others;
    return withCard(state, { ...card, assignees });
  };
}

export function labelled(cardId: string, { id, name, color }: CardLabel, on: boolean): Apply {
  return (state) => {
    const card = state.cards[cardId];
    if (!card) return state;
    const others = card.labels.filter((one) => one.id !== id);
    return withCard(state, { ...card, labels: on ? [...others, { id, name, color }] : others });
  };
}

export function removed(cardId: string): Apply {
  return (state) => {
    const { [cardId]: _, ...cards } = state.cards;
    return { ...state, cards };
  };
}

function withCard(state: BoardState, card: Card): BoardState {
  return { ...state, cards: { ...state.cards, [card.id]: card } };
}
