// A project's chat: the latest messages, and earlier ones as they are asked for. New ones come live: src/live/project.ts.

import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { Schemas } from "../api/schema.ts";

export type Message = Schemas["Message"];
interface Page {
  items: Message[];
  next_cursor: string | null;
}
export type Chat = InfiniteData<Page, string | undefined>;

export const chatKey = (projectId: string) => ["chat", projectId] as const;

/** Oldest first. */
export function useChat(projectId: string) {
  return useInfiniteQuery({
    queryKey: chatKey(projectId),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }): Promise<Page> => {
      const query = { limit: 50, ...(pageParam !== undefined && { cursor: pageParam }) };
      return done(api.GET("/api/v1/projects/{project_id}/messages", { params: { path: { project_id: projectId }, query } }));
    },
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    select: ({ pages }) => pages.flatMap(({ items }) => items).reverse(),
  });
}

/** With a message that may be there already: its answer and its event come in either order. */
export function withMessage(message: Message): (chat: Chat | undefined) => Chat | undefined {
  return (chat) => {
    const [first, ...earlier] = chat?.pages ?? [];
    if (!chat || !first || chat.pages.some(({ items }) => items.some(({ id }) => id === message.id))) return chat;
    return { ...chat, pages: [{ ...first, items: [message, ...first.items] }, ...earlier] };
  };
}
