// A line that says when what is seen may be old, and what of one's own is not done yet. Nothing where all is well, or where it is
// only just connecting.

import type { Status } from "boardwire-client";
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";

import { onPending, pending } from "../live/pending.ts";
import { messages } from "../messages.ts";
import { Icon } from "../ui/icon.tsx";
import css from "./connection.module.css";

const texts = messages.shell.connection;

/** Whether a line around this says already that there is no connection. */
const SaidAround = createContext(false);

/** `children` are what the line is about: in there, it is not said again. */
export function Connection({ status, children }: { status: Status; children?: ReactNode }) {
  const online = useSyncExternalStore(onNetwork, () => navigator.onLine);
  const waits = useSyncExternalStore(onPending, pending);
  const saidAround = useContext(SaidAround);
  const isAway = !online || status.state === "waiting";
  const text = isAway ? !saidAround && texts.waiting : ended(status);
  return (
    <>
      <div role="status" className={css.around}>
        {text && (
          <p className={css.line}>
            <Icon name="warning" size={14} />
            <span>
              {text} {isAway && waits > 0 && texts.unsent(waits)}
            </span>
          </p>
        )}
      </div>
      <SaidAround value={isAway}>{children}</SaidAround>
    </>
  );
}

/** The browser knows before the stream does, which only hears nothing any more. */
function onNetwork(listener: () => void): () => void {
  for (const event of ["online", "offline"]) addEventListener(event, listener);
  return () => ["online", "offline"].forEach((event) => removeEventListener(event, listener));
}

function ended(status: Status): string | undefined {
  return status.state === "closed" && status.reason !== "closed" ? texts[status.reason] : undefined;
}
