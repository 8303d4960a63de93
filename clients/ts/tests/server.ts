// The other side, played by a test: sockets that do what they are told, and frames as the server writes them.

import { vi } from "vitest";

import { connect, type Live, type Options, type Scope, type SocketLike, type Status } from "../src/index.js";

export class FakeSocket implements SocketLike {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror = null;
  readonly url: URL;
  readonly sent: { type: string; id: string; data?: unknown }[] = [];
  left = false;

  constructor(url: string) {
    this.url = new URL(url);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.left = true;
  }

  says(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  hello(seq = 0, epoch = "e1"): void {
    this.says({ type: "hello", connection_id: "c", epoch, seq, heartbeat_s: 25 });
  }

  /** Hello and a snapshot. */
  begins(seq = 0, epoch = "e1"): void {
    this.hello(seq, epoch);
    this.says({ type: "snapshot", seq, data: {} });
  }

  event(seq: number): void {
    this.says({ type: "event", seq, name: "card.updated", actor: null, at: "2026-11-21T12:00:00Z", data: {} });
  }

  breaks(code = 1006, reason = ""): void {
    this.onclose?.({ code, reason });
  }

  get query(): Record<string, string> {
    return Object.fromEntries(this.url.searchParams);
  }

  get commands(): string[] {
    return this.sent.filter(({ type }) => type !== "ping").map(({ id }) => id);
  }
}

export interface Played<S extends Scope> {
  live: Live<S>;
  sockets: FakeSocket[];
  /** What the listener heard, in short. */
  heard: string[];
  statuses: Status[];
  /** The newest socket, when whatever is due has happened. */
  socket(): Promise<FakeSocket>;
}

/** A client on a board, with tickets t1, t2, … and waits that are as long as they can be. */
export function play(options: Partial<Options<{ board: string }>> = {}): Played<{ board: string }> {
  const sockets: FakeSocket[] = [];
  class Socket extends FakeSocket {
    constructor(url: string) {
      super(url);
      sockets.push(this);
    }
  }
  let tickets = 0;
  const live = connect({
    url: "https://boards.example.org",
    scope: { board: "b1" },
    ticket: async () => `t${(tickets += 1)}`,
    WebSocket: Socket,
    random: () => 0.999_999,
    ...options,
  });
  const heard: string[] = [];
  const statuses: Status[] = [];
  live.on("snapshot", ({ seq }) => heard.push(`snapshot ${seq}`));
  live.on("event", ({ seq }) => heard.push(`event ${seq}`));
  live.on("notification", ({ seq }) => heard.push(`notification ${seq}`));
  live.on("status", (status) => statuses.push(status));
  const socket = async () => {
    await vi.advanceTimersByTimeAsync(0);
    return sockets.at(-1)!;
  };
  return { live, sockets, heard, statuses, socket };
}
