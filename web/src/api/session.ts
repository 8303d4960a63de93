// The session lives in cookies that no script can read. When the access token in one of them is spent, one refresh is asked
// for, however many requests were refused, and each of them is sent once more. Where that is refused, too, the person is
// signed out, and whoever listens hears of it.

import { Unreachable } from "./problem.ts";

type Listener = () => void;
const listeners = new Set<Listener>();

/** Calls when the session has ended by itself. Gives what stops that. */
export function onSessionEnd(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Counts refreshes, so that what was refused before the last one is sent again without another. */
let generation = 0;
let refreshing: Promise<boolean> | undefined;

/** Whether the session goes on. Shared by all who ask while it is under way. */
export function refresh(ask: typeof fetch = fetch): Promise<boolean> {
  refreshing ??= renewed(ask).finally(() => (refreshing = undefined));
  return refreshing;
}

async function renewed(ask: typeof fetch): Promise<boolean> {
  const headers = { "Content-Type": "application/json" };
  const answer = await reach(() => ask("/api/v1/auth/refresh", { method: "POST", headers, body: "{}" }));
  // Anything else is the server's trouble, and no reason to be signed out.
  if (!answer.ok && answer.status !== 401) throw new Unreachable(`refreshing was answered with ${answer.status}`);
  if (answer.ok) generation += 1;
  return answer.ok;
}

/** Of these, a 401 says something about what was sent with them, and not about the session. */
const OWN_401 = /^\/api\/v1\/auth\/(login|register|refresh|token|password|email)/;

/** `fetch` that refreshes. A request without a session is answered with 401 as ever. */
export async function fetchWithSession(request: Request, ask: typeof fetch = fetch): Promise<Response> {
  const again = request.clone();
  const before = generation;
  const answer = await reach(() => ask(request));
  if (answer.status !== 401 || OWN_401.test(new URL(request.url).pathname)) return answer;
  const goesOn = generation !== before || (await refresh(ask));
  if (goesOn) return reach(() => ask(again));
  for (const listener of listeners) listener();
  return answer;
}

async function reach(ask: () => Promise<Response>): Promise<Response> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Unreachable(String(error));
  }
}
