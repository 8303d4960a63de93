// A project that is open: who is there, who types, its chat, and that what else is shown of it stays true.

import type { Live, Status } from "boardwire-client";
import { useEffect, useMemo, useState } from "react";

import { Refused, Unreachable } from "../api/problem.ts";
import { boardsKey } from "../data/boards.ts";
import { chatKey, type Message, withMessage } from "../data/chat.ts";
import { queries } from "../data/client.ts";
import { happenedKey } from "../data/happened.ts";
import { projectLabelsKey } from "../data/project-labels.ts";
import { projectPeopleKey } from "../data/project-people.ts";
import { projectKey } from "../data/projects.ts";
import { connectHere } from "./connect.ts";
import { whilePending } from "./pending.ts";
import { Typists } from "./typing.ts";

export interface Doer {
  id: string;
  name: string;
}

export interface LiveProject {
  status: Status;
  online: readonly Doer[];
  typing: readonly Doer[];
  say: (text: string) => Promise<Message>;
  /** To be called with each key; it is told no more often than it needs to be. */
  types: () => void;
}

const NOBODY: readonly Doer[] = [];

export function useLiveProject(id: string): LiveProject {
  const [open, setOpen] = useState<{ live: Live<{ project: string }>; typists: Typists }>();
  const [status, setStatus] = useState<Status>({ state: "connecting" });
  const [online, setOnline] = useState(NOBODY);
  const [typing, setTyping] = useState(NOBODY);
  useEffect(() => {
    const opened = connectHere({ project: id });
    const typists = new Typists(() => setTyping(typists.people));
    setOpen({ live: opened, typists });
    opened.on("status", setStatus);
    opened.on("snapshot", ({ data }) => {
      setOnline(data.online);
      // It was read before the stream was followed, or too much of it was missed.
      for (const queryKey of [chatKey(id), ...shownOf(id)]) void queries.invalidateQueries({ queryKey });
    });
    opened.on("presence", ({ online: here }) => setOnline(here));
    opened.on("typing", ({ user }) => typists.heard(user));
    opened.on("event", ({ name, data, actor }) => {
      if (name === "chat.message.created") {
        if (actor) typists.stopped(actor.id);
        queries.setQueryData(chatKey(id), withMessage(data["message"] as Message));
        return;
      }
      for (const queryKey of staleAfter(id, name)) void queries.invalidateQueries({ queryKey });
    });
    return () => {
      opened.close();
      typists.close();
      setOnline(NOBODY);
      setTyping(NOBODY);
    };
  }, [id]);
  return useMemo(() => {
    const types = () => {
      if (open?.typists.isTimeToTell()) open.live.send({ type: "chat.typing" }).catch(() => undefined);
    };
    return { status, online, typing, types, say: (text) => said(open?.live, text) };
  }, [open, status, online, typing]);
}

/** What is kept of a project; its progress is, too, by its key. */
const shownOf = (id: string) => [projectKey(id), projectPeopleKey(id), projectLabelsKey(id), happenedKey({ project: id })];

/** What an event of this name made old of that. */
function staleAfter(id: string, name: string): (readonly unknown[])[] {
  const always = [happenedKey({ project: id })];
  if (name.startsWith("board.")) return [...always, boardsKey];
  if (name === "member.changed") return [...always, projectPeopleKey(id), projectKey(id)];
  return [...always, projectKey(id), projectLabelsKey(id)];
}

async function said(live: Live<{ project: string }> | undefined, text: string): Promise<Message> {
  if (!live) throw new Unreachable("not connected");
  const ack = await whilePending(live.send({ type: "chat.message", data: { text } }));
  if (ack.ok) return ack.data;
  throw new Refused(ack.problem);
}
