// How a connection is doing, and what follows from the way that a socket closed.

import { hintIn } from "./backoff.js";

/** Why a connection is closed for good: by `close()`, or because connecting again would not help. */
export type Reason = "closed" | "signed_out" | "forbidden" | "not_found";

export type Status =
  | { readonly state: "connecting" }
  | { readonly state: "open" }
  /** It connects again in `ms`, or sooner if the browser says that it is online again. */
  | { readonly state: "waiting"; readonly ms: number; readonly why: string }
  | { readonly state: "closed"; readonly reason: Reason };

/** What to do next. */
export type Verdict =
  | { readonly then: "stop"; readonly reason: Reason }
  | { readonly then: "ask for credentials" }
  /** After exactly `ms` where the server named a time, else after a while and `atLeast`. */
  | { readonly then: "wait"; readonly ms?: number; readonly atLeast: number };

/** Too many sockets, or too many messages: that passes, but not at once. */
const CROWDED_MS = 5_000;

export function verdictOn(code: number, reason: string): Verdict {
  switch (code) {
    case 4401:
      return { then: "ask for credentials" };
    case 4403:
      return { then: "stop", reason: "forbidden" };
    case 4404:
      return { then: "stop", reason: "not_found" };
    case 4429:
      return { then: "wait", atLeast: CROWDED_MS };
    case 1001:
    case 1011: {
      const ms = hintIn(reason);
      return ms === undefined ? { then: "wait", atLeast: 0 } : { then: "wait", ms, atLeast: 0 };
    }
    default:
      return { then: "wait", atLeast: 0 };
  }
}
