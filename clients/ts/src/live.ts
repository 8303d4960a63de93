// A connection to one stream that mends itself: it connects again with patience, goes on where it was, and sends again
// what was not answered. Whoever listens hears a snapshot and then each event once and in order, whatever happens to
// servers and networks in between; where too much was missed, another snapshot.

import { Backoff } from "./backoff.js";
import { Forbidden, Later, SignedOut, ticketFor, type Asked, type Credentials } from "./credentials.js";
import { Emitter } from "./emitter.js";
import type * as frames from "./generated/frames.js";
import { Heartbeat } from "./heartbeat.js";
import { Outbox, type Ack } from "./outbox.js";
import { socketUrl, type CommandOf, type DataOf, type Position, type Scope, type SnapshotOf } from "./scope.js";
import { verdictOn, type Reason, type Status, type Verdict } from "./status.js";
import { Stream } from "./stream.js";

/** The part of a WebSocket that is used here: that of browsers, of Node 22, or of the package `ws`. */
export interface SocketLike {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  // Each of them has events of its own type, and all have what is read here.
  onmessage: ((event: any) => any) | null;
  onclose: ((event: any) => any) | null;
  onerror: ((event: any) => any) | null;
}

export interface Options<S extends Scope> extends Credentials {
  /** The server's address, such as `https://boards.example.org`. */
  url: string;
  scope: S;
  /** Where an earlier connection was, to go on from there. */
  from?: Position;
  /** Needed where there is no global WebSocket, as in Node 20. */
  WebSocket?: new (url: string) => SocketLike;
  /** Spreads out when one connects again; from 0 to 1. */
  random?: () => number;
}

export interface LiveEvents<S extends Scope> {
  /** Everything as of `seq`: to begin with, and again where too much was missed. */
  snapshot: { seq: number; data: SnapshotOf<S> };
  /** The next event; each `seq` comes once and in order. */
  event: frames.Event;
  /** The next notification, numbered together with the events. */
  notification: frames.Told;
  /** Everyone who is there. */
  presence: frames.Presence;
  /** Someone types; it fades after 5 s in which it is not told again. */
  typing: frames.Typing;
  status: Status;
}

/** How long connecting may take, from asking for a ticket to the hello. */
const PATIENCE_MS = 20_000;
/** A connection that held so long was a good one. */
const STABLE_MS = 10_000;
/** While the browser believes that it is offline, which may be wrong. */
const OFFLINE_MS = 30_000;

export function connect<S extends Scope>(options: Options<S>): Live<S> {
  return new Live(options);
}

export class Live<S extends Scope> extends Emitter<LiveEvents<S>> {
  readonly #options: Options<S>;
  readonly #stream: Stream;
  readonly #outbox = new Outbox();
  readonly #backoff: Backoff;
  readonly #heartbeat: Heartbeat;
  readonly #unlisten: () => void;
  #status: Status = { state: "connecting" };
  #socket: SocketLike | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stable: ReturnType<typeof setTimeout> | undefined;
  /** Counts connections, so that what comes of an old one is known as such. */
  #turn = 0;
  #refused = false;
  #pings = 0;

  constructor(options: Options<S>) {
    super();
    socketUrl(options.url, options.scope, undefined, undefined); // What is no address throws here, and not for ever later.
    if ((options.WebSocket ?? globalThis.WebSocket) === undefined) throw new TypeError("there is no WebSocket here: give one");
    this.#options = options;
    this.#stream = new Stream(options.from);
    this.#backoff = new Backoff(options.random ?? Math.random);
    this.#heartbeat = new Heartbeat(
      () => this.#put(JSON.stringify({ type: "ping", id: `heartbeat-${(this.#pings += 1)}` })),
      () => this.#lost({ then: "wait", atLeast: 0 }, "the server does not answer"),
    );
    this.#unlisten = listenToNetwork(
      () => this.#online(),
      () => this.#heartbeat.doubt(),
    );
    void this.#connect();
  }

  get status(): Status {
    return this.#status;
  }

  /** Up to where everything was heard; give it as `from` to go on from here later. */
  get position(): Position | undefined {
    return this.#stream.position;
  }

  /**
   * Sends a command, now or when there is a connection, and again over the next one if it breaks before the answer comes;
   * it is done once. Rejects with `NotConnected` if it was never sent, and with `Unsure` if nobody knows. Typing and pings wait
   * for no connection.
   */
  send<C extends CommandOf<S>>(command: C): Promise<Ack<DataOf<C>>> {
    return this.#outbox.add(command) as Promise<Ack<DataOf<C>>>;
  }

  /** Ends it; nothing is heard any more. */
  close(): void {
    this.#end("closed");
  }

  async #connect(): Promise<void> {
    const turn = (this.#turn += 1);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lost({ then: "wait", atLeast: 0 }, "connecting took too long"), PATIENCE_MS);
    this.#become({ state: "connecting" });
    const asked: Asked = { refused: this.#refused };
    const { url, scope, WebSocket: Socket = globalThis.WebSocket } = this.#options;
    try {
      const ticket = await ticketFor(url, scope, this.#options, asked);
      if (turn !== this.#turn) return;
      this.#open(turn, new Socket(socketUrl(url, scope, ticket, this.#stream.position)));
    } catch (error) {
      if (turn !== this.#turn) return;
      if (error instanceof SignedOut) this.#end("signed_out");
      else if (error instanceof Forbidden) this.#end(error.reason);
      else this.#lost({ then: "wait", atLeast: error instanceof Later ? error.ms : 0 }, String(error));
    }
  }

  #open(turn: number, socket: SocketLike): void {
    this.#socket = socket;
    socket.onmessage = ({ data }: { data: unknown }) => {
      if (turn === this.#turn) this.#hear(JSON.parse(String(data)) as frames.ServerFrame);
    };
    socket.onclose = ({ code, reason }: { code: number; reason: string }) => {
      if (turn === this.#turn) this.#lost(verdictOn(code, reason), reason || `the connection broke (${code})`);
    };
    socket.onerror = () => {}; // A close follows and says more.
  }

  #hear(frame: frames.ServerFrame): void {
    this.#heartbeat.heard();
    switch (frame.type) {
      case "hello":
        this.#stream.hello(frame.epoch);
        this.#opened(frame.heartbeat_s * 1_000);
        break;
      case "resync":
        this.#stream.resync();
        break;
      case "snapshot":
        this.#stream.snapshot(frame.seq);
        this.emit("snapshot", { seq: frame.seq, data: frame.data as SnapshotOf<S> });
        break;
      case "event":
        if (this.#isNext(frame.seq)) this.emit("event", frame);
        break;
      case "notification":
        if (this.#isNext(frame.seq)) this.emit("notification", frame);
        break;
      case "presence":
        this.emit("presence", frame);
        break;
      case "typing":
        this.emit("typing", frame);
        break;
      case "ack":
        this.#outbox.ack(frame);
        break;
      default: // A newer server may say more.
    }
  }

  #isNext(seq: number): boolean {
    const taken = this.#stream.take(seq);
    if (taken === "gap") this.#lost({ then: "wait", atLeast: 0 }, "something is missing");
    return taken === "next";
  }

  #opened(interval: number): void {
    clearTimeout(this.#timer);
    this.#heartbeat.start(interval);
    this.#stable = setTimeout(() => {
      this.#backoff.reset();
      this.#refused = false;
    }, STABLE_MS);
    this.#become({ state: "open" });
    this.#outbox.connected((text) => this.#put(text));
  }

  #put(text: string): void {
    try {
      this.#socket?.send(text);
    } catch {
      // It is closing: what was to be sent goes over the next one.
    }
  }

  #lost(verdict: Verdict, why: string): void {
    this.#drop();
    if (verdict.then === "stop") return this.#end(verdict.reason);
    if (verdict.then === "ask for credentials") {
      if (this.#refused) return this.#end("signed_out");
      this.#refused = true;
      return void this.#connect();
    }
    const offline = globalThis.navigator?.onLine === false;
    // Where the server named a time, its first try counts as none.
    const ms = verdict.ms ?? Math.max(this.#backoff.next(verdict.atLeast), offline ? OFFLINE_MS : 0);
    this.#timer = setTimeout(() => void this.#connect(), ms);
    this.#become({ state: "waiting", ms, why });
  }

  #online(): void {
    this.#heartbeat.doubt();
    if (this.#status.state !== "waiting") return;
    this.#backoff.reset();
    void this.#connect();
  }

  #end(reason: Reason): void {
    if (this.#status.state === "closed") return;
    this.#drop();
    this.#unlisten();
    this.#become({ state: "closed", reason });
    this.#outbox.end(`the connection is closed: ${reason}`);
  }

  /** Lets go of the present connection, which may hang for long before it closes. */
  #drop(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    clearTimeout(this.#stable);
    this.#heartbeat.stop();
    const socket = this.#socket;
    this.#socket = undefined;
    this.#outbox.disconnected();
    try {
      socket?.close(1000);
    } catch {
      // It was not open yet.
    }
  }

  #become(status: Status): void {
    this.#status = status;
    this.emit("status", status);
  }
}

/** Listens to what a browser says of the network, where there is a browser. */
function listenToNetwork(online: () => void, offline: () => void): () => void {
  const target = globalThis as Partial<Pick<typeof globalThis, "addEventListener" | "removeEventListener">>;
  target.addEventListener?.("online", online);
  target.addEventListener?.("offline", offline);
  return () => {
    target.removeEventListener?.("online", online);
    target.removeEventListener?.("offline", offline);
  };
}
