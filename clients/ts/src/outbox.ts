// Commands that wait for their acks. Each keeps its id when it is sent again over another connection: the server does an
// id once and repeats its answer, for at least 120 s after it came. So what was first sent longer ago is not sent again,
// and whoever waits for it is told that nobody knows.

import type { Done, Problem, Refused } from "./generated/frames.js";

/** What a command came to: `data` is the resource as it now is, `problem` is what HTTP would have answered. */
export type Ack<T> = { id: string; ok: true; data: T } | { id: string; ok: false; problem: Problem };

/** The connection is closed for good, or broke before a command that is not worth repeating was answered. */
export class NotConnected extends Error {
  override name = "NotConnected";
}

/** A command was sent, and no answer came while it could be sent again safely: it may have been done or not. */
export class Unsure extends Error {
  override name = "Unsure";
}

/** For how long after it was first sent a command is sent again; the server promises 120 s. */
const SAFE_MS = 100_000;
/** How many commands are on their way at a time; the server closes sockets that send over 100 frames in 10 s. */
const WINDOW = 16;
/** The server reads frames of up to 64 KiB. */
const LARGEST = 64 * 1024;
/** When to ask again about a command that is still being done. */
const AGAIN_MS = 1_000;
const STILL_RUNNING = "idempotency_key_in_use";
/** What is stale a moment later is not kept for another connection. */
const FLEETING = new Set(["card.typing", "chat.typing", "ping"]);

interface Entry {
  readonly id: string;
  readonly text: string;
  readonly fleeting: boolean;
  firstSent: number | undefined;
  /** On its way over the present connection, or held back for a moment. */
  underway: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
  readonly resolve: (ack: Ack<unknown>) => void;
  readonly reject: (error: Error) => void;
}

export class Outbox {
  readonly #entries = new Map<string, Entry>();
  #put: ((text: string) => void) | undefined;
  /** Why there will be no connection any more. */
  #ended: string | undefined;

  /** Sends it now or when there is a connection, in the order of the calls. */
  add(command: { type: string; id?: string; data?: unknown }): Promise<Ack<unknown>> {
    const id = command.id ?? freshId();
    const text = JSON.stringify({ ...command, id });
    const fleeting = FLEETING.has(command.type);
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) throw new NotConnected(this.#ended);
      if (this.#entries.has(id)) throw new RangeError(`a command with the id ${id} waits for its answer`);
      if (new TextEncoder().encode(text).length > LARGEST) throw new RangeError("a command is at most 64 KiB; use HTTP");
      if (fleeting && this.#put === undefined) throw new NotConnected(`there is no connection for ${command.type}`);
      this.#entries.set(id, { id, text, fleeting, firstSent: undefined, underway: false, timer: undefined, resolve, reject });
      this.#flush();
    });
  }

  /** There is a connection: what waits goes out by `put`. */
  connected(put: (text: string) => void): void {
    this.#put = put;
    this.#flush();
  }

  /** There is none any more. */
  disconnected(): void {
    this.#put = undefined;
    for (const entry of [...this.#entries.values()]) {
      entry.underway = false;
      if (entry.fleeting) this.#fail(entry, new NotConnected("the connection broke before the answer came"));
    }
  }

  /** There will be none any more. */
  end(why: string): void {
    this.#ended = why;
    this.disconnected();
    for (const entry of [...this.#entries.values()]) {
      this.#fail(entry, entry.firstSent === undefined ? new NotConnected(why) : new Unsure(why));
    }
  }

  ack(frame: Done | Refused): void {
    const entry = frame.id === null ? undefined : this.#entries.get(frame.id);
    if (entry === undefined) return;
    if (!frame.ok && frame.problem.code === STILL_RUNNING && this.#isSafe(entry)) {
      // It was sent over a connection that broke, and another process is at it.
      const put = this.#put;
      setTimeout(() => {
        if (put !== this.#put || !this.#entries.has(entry.id)) return;
        entry.underway = false;
        this.#flush();
      }, AGAIN_MS);
      return;
    }
    this.#remove(entry);
    entry.resolve(frame.ok ? { id: entry.id, ok: true, data: frame.data } : { id: entry.id, ok: false, problem: frame.problem });
    this.#flush();
  }

  #flush(): void {
    const put = this.#put;
    if (put === undefined) return;
    let underway = 0;
    for (const entry of this.#entries.values()) if (entry.underway) underway += 1;
    for (const entry of [...this.#entries.values()]) {
      if (entry.underway) continue;
      // A timer may be late, after sleep.
      if (!this.#isSafe(entry)) this.#giveUp(entry);
      else if (underway < WINDOW) {
        underway += 1;
        entry.underway = true;
        if (entry.firstSent === undefined) {
          entry.firstSent = Date.now();
          entry.timer = setTimeout(() => this.#giveUp(entry), SAFE_MS);
        }
        put(entry.text);
      }
    }
  }

  #isSafe(entry: Entry): boolean {
    return entry.firstSent === undefined || Date.now() - entry.firstSent < SAFE_MS;
  }

  #giveUp(entry: Entry): void {
    this.#fail(entry, new Unsure(`no answer came within ${SAFE_MS / 1000} s`));
    this.#flush();
  }

  #fail(entry: Entry, error: Error): void {
    this.#remove(entry);
    entry.reject(error);
  }

  #remove(entry: Entry): void {
    clearTimeout(entry.timer);
    this.#entries.delete(entry.id);
  }
}

/** Not `randomUUID`, which browsers have on secure pages only. */
function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
