// Who is typing. It fades when it is not told again, and is told often enough not to while one goes on.

import type { Doer } from "boardwire-client";

const FADES_MS = 5_000;
const TELLS_MS = 3_000;

export class Typists {
  #people: readonly Doer[] = [];
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #toldAt = -Infinity;

  constructor(readonly changed: () => void) {}

  get people(): readonly Doer[] {
    return this.#people;
  }

  heard(person: Doer): void {
    clearTimeout(this.#timers.get(person.id));
    this.#timers.set(person.id, setTimeout(() => this.stopped(person.id), FADES_MS));
    if (this.#people.some(({ id }) => id === person.id)) return;
    this.#people = [...this.#people, person];
    this.changed();
  }

  /** They sent what they wrote. */
  stopped(id: string): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    if (!this.#people.some((one) => one.id === id)) return;
    this.#people = this.#people.filter((one) => one.id !== id);
    this.changed();
  }

  /** Whether it is time to tell others that one is typing oneself. */
  isTimeToTell(now = performance.now()): boolean {
    if (now - this.#toldAt < TELLS_MS) return false;
    this.#toldAt = now;
    return true;
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }
}
