// A line that says when what is seen may be old, and what of one's own is not done yet. Nothing where all is well, or where it is only just connecting.

import type { Status } from "boardwire-client";
import { useSyncExternalStore } from "react";

import { onPending, pending } from "../live/pending.ts";
import { messages } from "../messages.ts";
import { Icon } from "../ui/icon.tsx";
import css from "./connection.module.css";

export function Connection({ status }: { status: Status }) {
  const online = useSyncExternalStore(onNetwork, () => navigator.onLine);
  const waits = useSyncExternalStore(onPending, pending);
  const text = online ? words(status) : messages.shell.connection.waiting;
  const isAway = text === messages.shell.connection.waiting;
  return (
    <div role="status" className={css.around}>
      {text && (
        <p className={css.line}>
          <Icon name="warning" size={14} /> {text}
          {isAway && waits > 0 && ` ${messages.shell.connection.unsent(waits)}`}
        </p>
      )}
    </div>
  );
}

/** The browser knows before the stream does, which only hears nothing any more. */
function onNetwork(listener: () => void): () => void {
  for (const event of ["online", "offline"]) addEventListener(event, listener);
  return () => ["online", "offline"].forEach((event) => removeEventListener(event, listener));
}

function words(status: Status): string | undefined {
  const { connection } = messages.shell;
  if (status.state === "waiting") return connection.waiting;
  return status.state === "closed" && status.reason !== "closed" ? connection[status.reason] : undefined;
}
