// Who may see a board: who can be assigned and mentioned on it.

import { useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";

export function useBoardMembers(boardId: string, enabled: boolean) {
  return useQuery({
    queryKey: ["boards", boardId, "members"],
    queryFn: () => done(api.GET("/api/v1/boards/{board_id}/members", { params: { path: { board_id: boardId }, query: { limit: 200 } } })),
    select: ({ items }) => items.map(({ user }) => user),
    staleTime: 60_000,
    enabled,
  });
}
