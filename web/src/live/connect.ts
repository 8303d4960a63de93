// A live stream with the browser's session: each connection gets a ticket, asked for with the cookie, which is refreshed on
// the way like that of any other request.

import { connect, Forbidden, type Live, type Scope, SignedOut } from "boardwire-client";

import { api, done } from "../api/client.ts";
import { isRefusal } from "../api/problem.ts";
import type { Schemas } from "../api/schema.ts";

export function connectHere<S extends Scope>(scope: S): Live<S> {
  return connect({ url: location.origin, scope, ticket: () => ticket(scope) });
}

async function ticket(scope: Scope): Promise<string> {
  try {
    return (await done(api.POST("/api/v1/ws/tickets", { body: asked(scope) }))).ticket;
  } catch (error) {
    if (isRefusal(error, 401)) throw new SignedOut("the session has ended");
    if (isRefusal(error, 403)) throw new Forbidden("forbidden");
    if (isRefusal(error, 404) || isRefusal(error, 422)) throw new Forbidden("not_found");
    throw error;
  }
}

function asked(scope: Scope): Schemas["CreateTicket"] {
  if (scope === "notifications") return { scope };
  return "board" in scope ? { scope: "board", board_id: scope.board } : { scope: "project", project_id: scope.project };
}
