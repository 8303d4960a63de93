// A card's files.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { File as Stored } from "../api/schema.ts";
import { queries } from "./client.ts";

export const filesKey = (cardId: string) => ["cards", cardId, "files"] as const;

export function useCardFiles(cardId: string) {
  return useQuery({
    queryKey: filesKey(cardId),
    queryFn: () => done(api.GET("/api/v1/cards/{card_id}/files", { params: { path: { card_id: cardId }, query: { limit: 200 } } })),
    select: ({ items }) => items,
    // A thumbnail is made some moments after its image has come.
    refetchInterval: ({ state }) => (state.data?.items.some(awaitsThumbnail) ? 2_000 : false),
  });
}

const awaitsThumbnail = ({ media_type, thumbnail_url, created_at }: Stored) =>
  media_type.startsWith("image/") && thumbnail_url === null && Date.now() - Date.parse(created_at) < 30_000;

export function useDeleteFile(cardId: string) {
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE("/api/v1/files/{file_id}", { params: { path: { file_id: id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: filesKey(cardId) }),
  });
}
