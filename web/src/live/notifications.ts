// The stream of whoever is signed in: notifications as they come, and which projects there are.

import type { Status } from "boardwire-client";
import { useEffect, useState } from "react";

import { boardsKey } from "../data/boards.ts";
import { queries } from "../data/client.ts";
import { dashboardKey } from "../data/dashboard.ts";
import { addToLists, type Latest, notificationsKey, refreshLists, withNews } from "../data/notifications.ts";
import { projectsKey } from "../data/projects.ts";
import { connectHere } from "./connect.ts";

/** Keeps the cache up to date while the component is there; gives how the connection is doing. */
export function useNotificationStream(): Status {
  const [status, setStatus] = useState<Status>({ state: "connecting" });
  useEffect(() => {
    const live = connectHere("notifications");
    let wasAway = false;
    live.on("status", (now) => {
      setStatus(now);
      // What changed meanwhile was told to nobody here: whatever is shown is asked for again.
      if (now.state === "open" && wasAway) void queries.invalidateQueries();
      wasAway = now.state === "waiting" || (wasAway && now.state !== "open");
    });
    live.on("snapshot", ({ data }) => {
      queries.setQueryData<Latest>(notificationsKey, { items: data.notifications, unread_count: data.unread_count });
      refreshLists();
    });
    live.on("notification", ({ data, unread_count }) => {
      queries.setQueryData<Latest>(notificationsKey, (latest) => withNews(latest, data, unread_count));
      addToLists(data);
      void queries.invalidateQueries({ queryKey: dashboardKey });
      void queries.invalidateQueries({ queryKey: ["cards"] }); // Most of them tell of a card.
      // Who is added to something is told only so.
      if (data.kind.startsWith("added_to_")) placesChanged();
    });
    live.on("event", placesChanged);
    return () => live.close();
  }, []);
  return status;
}

function placesChanged(): void {
  void queries.invalidateQueries({ queryKey: projectsKey });
  void queries.invalidateQueries({ queryKey: boardsKey });
}
