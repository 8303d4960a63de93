// What happened to a card, newest first.

import { useInfiniteQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";

export const activityKey = (cardId: string) => ["cards", cardId, "activity"] as const;

export function useCardActivity(cardId: string) {
  return useInfiniteQuery({
    queryKey: activityKey(cardId),
    queryFn: ({ pageParam: cursor }) => {
      const params = { path: { card_id: cardId }, query: { limit: 30, ...(cursor && { cursor }) } };
      return done(api.GET("/api/v1/cards/{card_id}/activity", { params }));
    },
    initialPageParam: "",
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
}
