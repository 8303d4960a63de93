// How long to wait before connecting again: full jitter, so that those who lost their connection together do not come
// back together.

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

export class Backoff {
  #attempts = 0;
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** How often it has been asked since the last `reset`. */
  get attempts(): number {
    return this.#attempts;
  }

  /** In milliseconds: `least`, and anything up to a limit that doubles each time, to half a minute at most. */
  next(least = 0): number {
    const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(this.#attempts, 16));
    this.#attempts += 1;
    return least + Math.floor(this.#random() * most);
  }

  reset(): void {
    this.#attempts = 0;
  }
}

/** What a server that is being stopped says in its close frame: after how many milliseconds to come back. */
export function hintIn(reason: string): number | undefined {
  const found = /\bin (\d{1,6}) ms\b/.exec(reason);
  return found === null ? undefined : Math.min(Number(found[1]), LONGEST_MS);
}
