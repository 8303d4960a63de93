// Whether the other side is still there. Browsers hide the server's pings from a page, so after a silence the client asks
// by a `ping` of its own, and gives up when that is not answered in time either. Timers may fire late, in tabs that
// nobody looks at and after sleep: silence alone proves nothing, a question without an answer does.

const HURRIED_MS = 5_000;

export class Heartbeat {
  #interval = 0;
  #heard = 0;
  #asked = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #ask: () => void;
  readonly #dead: () => void;

  constructor(ask: () => void, dead: () => void) {
    this.#ask = ask;
    this.#dead = dead;
  }

  /** From now on: a question after a silence of `interval` ms, the end after as much again. */
  start(interval: number): void {
    this.stop();
    this.#interval = interval;
    this.#heard = Date.now();
    this.#arm(interval);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#asked = false;
  }

  /** Something came. */
  heard(): void {
    this.#heard = Date.now();
    this.#asked = false;
  }

  /** Asks at once and with less patience, where there is a reason to doubt. */
  doubt(): void {
    if (this.#timer !== undefined && !this.#asked) this.#question(Math.min(HURRIED_MS, this.#interval));
  }

  #question(patience: number): void {
    this.#asked = true;
    this.#arm(patience);
    this.#ask();
  }

  #arm(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), ms);
  }

  #look(): void {
    if (this.#asked) {
      this.stop();
      return this.#dead();
    }
    const left = this.#interval - (Date.now() - this.#heard);
    if (left > 0) this.#arm(left);
    else this.#question(this.#interval);
  }
}
