// Short notices at the bottom: what was done, with a way back where there is one, and what failed. What draws them is loaded a
// moment after the page, so that it is there when the server is not.

import { useEffect, useSyncExternalStore } from "react";

import { reason } from "../api/problem.ts";
import { messages } from "../messages.ts";
import { Later } from "./later.ts";

export interface Notice {
  text: string;
  undo?: (() => void) | undefined;
  failed?: boolean;
}
export type Showing = (notice: Notice) => void;

const AFTER_MS = 2_000;

const parts = new Later(() => import("./toast-parts.tsx"));
let showing: Showing | undefined;
const waiting: Notice[] = [];

/** Tells that something was done; `undo` takes it back. */
export function tell(text: string, undo?: () => void): void {
  notify({ text, undo });
}

/** Tells why something was not done, or was taken back. */
export function complain(error: unknown, what: (why: string) => string = messages.problem.notSaved): void {
  notify({ text: what(reason(error)), failed: true });
}

function notify(notice: Notice): void {
  if (showing) return showing(notice);
  waiting.push(notice);
  parts.hint();
}

function begin(show: Showing): () => void {
  showing = show;
  for (const notice of waiting.splice(0)) show(notice);
  return () => {
    showing = undefined;
  };
}

/** Where they appear: once in the app. */
export function Toasts() {
  const there = useSyncExternalStore(parts.subscribe, parts.now);
  useEffect(() => {
    const timer = setTimeout(parts.hint, AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return there && <there.Toasts begin={begin} />;
}
