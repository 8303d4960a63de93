// What is said about a card. The board's stream tells that there is a new comment, and not what is in it: the list is asked for
// again (live/told.ts).

import { useInfiniteQuery, useMutation } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { Schemas } from "../api/schema.ts";
import { queries } from "./client.ts";

export const commentsKey = (cardId: string) => ["cards", cardId, "comments"] as const;
const again = (cardId: string) => queries.invalidateQueries({ queryKey: commentsKey(cardId) });

/** Oldest first, a page at a time. */
export function useComments(cardId: string) {
  return useInfiniteQuery({
    queryKey: commentsKey(cardId),
    queryFn: ({ pageParam: cursor }) => {
      const params = { path: { card_id: cardId }, query: { limit: 100, ...(cursor && { cursor }) } };
      return done(api.GET("/api/v1/cards/{card_id}/comments", { params }));
    },
    initialPageParam: "",
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
}

export function useAddComment(cardId: string) {
  return useMutation({
    mutationFn: (body: Schemas["CreateComment"]) => done(api.POST("/api/v1/cards/{card_id}/comments", { params: { path: { card_id: cardId } }, body })),
    onSuccess: () => again(cardId),
  });
}

export function useEditComment(cardId: string, id: string) {
  return useMutation({
    mutationFn: (body: Schemas["EditComment"]) => done(api.PATCH("/api/v1/comments/{comment_id}", { params: { path: { comment_id: id } }, body })),
    onSettled: () => again(cardId),
  });
}

export function useDeleteComment(cardId: string, id: string) {
  return useMutation({
    mutationFn: () => done(api.DELETE("/api/v1/comments/{comment_id}", { params: { path: { comment_id: id } } })),
    onSettled: () => again(cardId),
  });
}
