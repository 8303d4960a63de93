// What can go wrong with a request, as values that screens show.

import { NotConnected, Unsure } from "boardwire-client";

import { messages } from "../messages.ts";

/** An error as the API writes it (RFC 9457); the parts that are read here. */
export interface Said {
  status: number;
  code: string;
  title: string;
  detail: string;
  current?: unknown;
  errors?: { pointer: string; detail: string }[];
}

/** The server's refusal. */
export class Refused extends Error {
  override name = "Refused";
  constructor(readonly problem: Said) {
    super(problem.detail || problem.title);
  }

  /** What is wrong with each field, by its name. */
  get fields(): Record<string, string> {
    return Object.fromEntries((this.problem.errors ?? []).map(({ pointer, detail }) => [pointer.replace(/^\//, ""), detail]));
  }
}

/** No answer came: there is no network, or no server. */
export class Unreachable extends Error {
  override name = "Unreachable";
}

/** What is wrong with each field of a form; nothing where that is not what is wrong. */
export function fieldsOf(error: unknown): Record<string, string> {
  return error instanceof Refused ? error.fields : {};
}

/** What any error is to whoever reads it. */
export function reason(error: unknown): string {
  if (error instanceof Refused) return sentence(error.problem.detail || error.problem.title);
  if (error instanceof Unreachable || error instanceof NotConnected) return messages.problem.unreachable;
  if (error instanceof Unsure) return messages.problem.unsure;
  return messages.problem.unknown;
}

export function isRefusal(error: unknown, status: number): error is Refused {
  return error instanceof Refused && error.problem.status === status;
}

/** The API's details begin small and end without a stop. */
export function sentence(detail: string): string {
  const text = detail.charAt(0).toUpperCase() + detail.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
