// What lets a socket in: a ticket for each connection, since browsers send no header with a socket.

import { ticketRequest, type Scope } from "./scope.js";

/** Said to whoever gives tickets or tokens: whether the last one was refused, so that a new one has to be found. */
export interface Asked {
  readonly refused: boolean;
}

/** To be thrown where there are no credentials any more: the connection is closed with the reason `signed_out`. */
export class SignedOut extends Error {
  override name = "SignedOut";
}

/** A refusal that no waiting mends. */
export class Forbidden extends Error {
  override name = "Forbidden";
  constructor(readonly reason: "forbidden" | "not_found") {
    super(reason);
  }
}

/** The server asks to come back later. */
export class Later extends Error {
  override name = "Later";
  constructor(readonly ms: number) {
    super(`the server asks to come back in ${ms} ms`);
  }
}

export interface Credentials {
  /** A ticket for one connection. */
  ticket?: (asked: Asked) => Promise<string>;
  /** An access token, with which a ticket is fetched for each connection. */
  token?: string | ((asked: Asked) => string | Promise<string>);
  fetch?: typeof fetch;
}

/** Nothing where the browser's cookie is to do. */
export async function ticketFor(base: string, scope: Scope, by: Credentials, asked: Asked): Promise<string | undefined> {
  if (by.ticket !== undefined) return by.ticket(asked);
  const { token } = by;
  if (token === undefined) return undefined;
  if (typeof token === "string") return fetched(base, scope, token, by.fetch ?? fetch);
  const given = await token(asked);
  return fetched(base, scope, given, by.fetch ?? fetch).catch(async (error: unknown) => {
    if (!(error instanceof SignedOut) || asked.refused) throw error;
    return fetched(base, scope, await token({ refused: true }), by.fetch ?? fetch);
  });
}

async function fetched(base: string, scope: Scope, token: string, ask: typeof fetch): Promise<string> {
  const answer = await ask(`${base.replace(/\/*$/, "")}/api/v1/ws/tickets`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify(ticketRequest(scope)),
    credentials: "omit",
  });
  if (answer.ok) {
    const made = (await answer.json()) as { ticket: string };
    return made.ticket;
  }
  if (answer.status === 401) throw new SignedOut("the token is refused");
  if (answer.status === 403) throw new Forbidden("forbidden");
  // A malformed id is refused with 422; what is busy or broken answers the others.
  if (answer.status === 404 || answer.status === 422) throw new Forbidden("not_found");
  // It may also be a date (RFC 9110, 10.2.3), which is no number: as if nothing were said.
  throw new Later(1_000 * (Number(answer.headers.get("Retry-After")) || 0));
}
