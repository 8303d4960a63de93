// The HTTP API, typed by the contract. `done` makes a value or an error of an answer, which is what TanStack Query wants.

import createClient from "openapi-fetch";

import { Refused, type Said } from "./problem.ts";
import type { paths } from "./schema.ts";
import { fetchWithSession } from "./session.ts";

export const api = createClient<paths>({ baseUrl: location.origin, fetch: (request) => fetchWithSession(request) });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

export async function done<T>(asked: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asked;
  if (response.ok) return data as T;
  throw new Refused(said(error, response));
}

/** What is no problem document (a proxy's page, say) is made one. */
function said(error: unknown, response: Response): Said {
  const given = typeof error === "object" && error !== null ? (error as Partial<Said>) : {};
  const { status, statusText: title } = response;
  return { status, code: "unknown", title, detail: title || String(status), ...given };
}
