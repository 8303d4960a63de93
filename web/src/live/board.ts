// A board that is open: what the server says of it, live, with our own changes on top until they are answered.

import { type Ack, type BoardState, type Card, type CardLabel, type Doer, type Event, followBoard, type Live, type Status } from "boardwire-client";
import { useEffect, useState, useSyncExternalStore } from "react";

import { Refused } from "../api/problem.ts";
import type { Person, Schemas } from "../api/schema.ts";
import { deleteCard, moveCard, setAssigned, setLabelled, updateCard } from "../data/cards.ts";
import { type Apply, assigned, type Change, created, edited, isTold, labelled, moved, removed, unsettled, withChanges } from "./changes.ts";
import { connectHere } from "./connect.ts";
import { whilePending } from "./pending.ts";
import type { Place } from "./place.ts";
import { Typists } from "./typing.ts";

export interface Seen {
  /** What is to be shown; nothing before the first snapshot. */
  readonly state: BoardState | undefined;
  readonly status: Status;
  /** Who else is typing. */
  readonly typing: readonly Doer[];
}

/** For how long an answer waits for its event, which may have been too much to keep. */
const TOLD_MS = 10_000;

export class LiveBoard {
  readonly #live: Live<{ board: string }>;
  readonly #listeners = new Set<() => void>();
  #known: BoardState | undefined;
  #changes: readonly Change[] = [];
  readonly #typists = new Typists(() => this.#show());
  #seen: Seen;
  #left = false;
  /** How many changes are not answered. */
  #waiting = 0;

  constructor(readonly id: string) {
    this.#live = connectHere({ board: id });
    this.#seen = { state: undefined, status: this.#live.status, typing: [] };
    this.#live.on("status", () => this.#show());
    this.#live.on("typing", ({ user }) => this.#typists.heard(user));
    this.#live.on("event", ({ name, actor }) => actor && name.startsWith("comment.") && this.#typists.stopped(actor.id));
    followBoard(this.#live, (state) => {
      this.#known = state;
      this.#show();
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly seen = (): Seen => this.#seen;

  /** Calls with each event, after it has been shown. Gives what stops that. */
  onEvent(listener: (event: Event) => void): () => void {
    return this.#live.on("event", listener);
  }

  /** Nobody looks at it any more. What is not answered yet is waited for, so that leaving loses nothing. */
  close(): void {
    this.#left = true;
    this.#typists.close();
    if (this.#waiting === 0) this.#live.close();
  }

  /** Tells the others that one writes about a card; not more often than it takes. */
  type(cardId: string): void {
    if (!this.#typists.isTimeToTell()) return;
    this.#live.send({ type: "card.typing", data: { card_id: cardId } }).catch(() => undefined);
  }

  /**
   * Moves a card, over the socket: without a connection it is done when there is one again. Of a board that was left, as when
   * a move is undone from elsewhere, over HTTP.
   */
  move(cardId: string, { column, before }: Place): Promise<Card> {
    const to = { column_id: column, ...(before !== undefined && { before }) };
    const ask = () => (this.#left ? moveCard(cardId, to) : this.#live.send({ type: "card.move", data: { card_id: cardId, ...to } }).then(answered));
    return this.#change(moved(cardId, { column, before }), ask, isTold);
  }

  /** Adds a card at the end of a column. */
  create(columnId: string, title: string): Promise<Card> {
    const data = { column_id: columnId, title };
    const apply = created(`new-${Math.random()}`, columnId, title);
    return this.#change(apply, () => this.#live.send({ type: "card.create", data }).then(answered), isTold);
  }

  /** Changes a card over HTTP, where texts may be longer than a frame. A `version` guards what others wrote. */
  update(cardId: string, body: Schemas["EditCard"]): Promise<Card> {
    const { title, description, priority, due } = body;
    const dates = due === undefined ? {} : { due, due_at: due && (due.length === 10 ? `${due}T23:59:59Z` : due) };
    const fields = Object.fromEntries(Object.entries({ title, description, priority, ...dates }).filter(([, value]) => value !== undefined));
    const apply = body.archived === true ? removed(cardId) : edited(cardId, fields);
    return this.#change(apply, () => updateCard(cardId, body), isTold);
  }

  assign(cardId: string, person: Person, on: boolean): Promise<void> {
    const told = ({ cards }: BoardState) => (cards[cardId]?.assignees.some(({ id }) => id === person.id) ?? on) === on;
    return this.#change(assigned(cardId, person, on), () => setAssigned(cardId, person.id, on), told);
  }

  label(cardId: string, label: CardLabel, on: boolean): Promise<void> {
    const told = ({ cards }: BoardState) => (cards[cardId]?.labels.some(({ id }) => id === label.id) ?? on) === on;
    return this.#change(labelled(cardId, label, on), () => setLabelled(cardId, label.id, on), told);
  }

  delete(cardId: string): Promise<unknown> {
    return this.#change(removed(cardId), () => deleteCard(cardId), ({ cards }) => cards[cardId] === undefined);
  }

  /** Shows a change at once; takes it back and throws where it is refused. `told`: whether the stream has told the answer. */
  async #change<T>(apply: Apply, ask: () => Promise<T>, told: (known: BoardState, answer: T) => boolean): Promise<T> {
    const change: Change = { apply };
    this.#changes = [...this.#changes, change];
    this.#show();
    this.#waiting += 1;
    try {
      const answer = await whilePending(ask());
      change.isTold = (known) => told(known, answer);
      setTimeout(() => this.#drop(change), TOLD_MS);
      this.#show();
      return answer;
    } catch (error) {
      this.#drop(change);
      throw error;
    } finally {
      this.#waiting -= 1;
      if (this.#left && this.#waiting === 0) this.#live.close();
    }
  }

  #drop(change: Change): void {
    if (!this.#changes.includes(change)) return;
    this.#changes = this.#changes.filter((one) => one !== change);
    this.#show();
  }

  #show(): void {
    const known = this.#known;
    if (known) this.#changes = unsettled(known, this.#changes);
    this.#seen = { state: known && withChanges(known, this.#changes), status: this.#live.status, typing: this.#typists.people };
    for (const listener of this.#listeners) listener();
  }
}

function answered(ack: Ack<Card>): Card {
  if (ack.ok) return ack.data;
  throw new Refused(ack.problem);
}

const NOTHING: Seen = { state: undefined, status: { state: "connecting" }, typing: [] };

/** The board with this id, followed for as long as the component is there. */
export function useLiveBoard(id: string): { board: LiveBoard | undefined } & Seen {
  const [board, setBoard] = useState<LiveBoard>();
  useEffect(() => {
    const opened = new LiveBoard(id);
    setBoard(opened);
    return () => {
      opened.close();
      setBoard(undefined);
    };
  }, [id]);
  const seen = useSyncExternalStore(board?.subscribe ?? never, board?.seen ?? nothing);
  return { board, ...seen };
}

const never = () => () => {};
const nothing = () => NOTHING;
