// Where a reader is in a stream, and whether a frame is the next one. The server sends each number once and in order, so
// what does not fit means that something between the two is broken.

import type { Position } from "./scope.js";

export class Stream {
  #position: Position | undefined;
  #epoch = "";
  /** Where a gap was met the last time. */
  #gap: number | undefined;

  constructor(from?: Position) {
    this.#position = from;
  }

  /** From where to go on; nothing where a snapshot is needed. */
  get position(): Position | undefined {
    return this.#position;
  }

  hello(epoch: string): void {
    this.#epoch = epoch;
  }

  /** What was missed is gone. A connection that breaks before the snapshot is there begins with one, too. */
  resync(): void {
    this.#position = undefined;
  }

  snapshot(seq: number): void {
    this.#position = { seq, epoch: this.#epoch };
    this.#gap = undefined;
  }

  /** `gap`: connect again. The same gap met twice is not filled by asking for it, so then a snapshot comes. */
  take(seq: number): "next" | "known" | "gap" {
    const at = this.#position;
    if (at !== undefined && seq <= at.seq) return "known";
    if (at === undefined || seq > at.seq + 1) {
      if (at === undefined || this.#gap === at.seq) this.#position = undefined;
      this.#gap = at?.seq;
      return "gap";
    }
    this.#position = { seq, epoch: this.#epoch };
    return "next";
  }
}
