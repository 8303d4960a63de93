// Boards as they are listed. What is on one comes live: src/live/board.ts.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { Schemas } from "../api/schema.ts";
import { queries } from "./client.ts";

export const boardsKey = ["boards"] as const;
export const projectBoardsKey = (projectId: string) => ["boards", "of", projectId] as const;

/** All that one sees, pinned ones first. */
export function useBoards() {
  return useQuery({
    queryKey: boardsKey,
    queryFn: () => done(api.GET("/api/v1/boards", { params: { query: { limit: 200 } } })),
    select: ({ items }) => items,
  });
}

export function useProjectBoards(projectId: string) {
  const params = { path: { project_id: projectId }, query: { limit: 200 } };
  return useQuery({
    queryKey: projectBoardsKey(projectId),
    queryFn: () => done(api.GET("/api/v1/projects/{project_id}/boards", { params })),
    select: ({ items }) => items,
  });
}

export function useCreateBoard(projectId: string) {
  return useMutation({
    mutationFn: (body: Schemas["CreateBoard"]) =>
      done(api.POST("/api/v1/projects/{project_id}/boards", { params: { path: { project_id: projectId } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: boardsKey }),
  });
}

/** Changes it for everyone. Who has it open hears of it by its stream. */
export function useEditBoard(id: string) {
  return useMutation({
    mutationFn: (body: Schemas["EditBoard"]) => done(api.PATCH("/api/v1/boards/{board_id}", { params: { path: { board_id: id } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: boardsKey }),
  });
}

export function useDeleteBoard(id: string) {
  return useMutation({
    mutationFn: () => done(api.DELETE("/api/v1/boards/{board_id}", { params: { path: { board_id: id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: boardsKey }),
  });
}

/** How one wants to see it oneself: others see nothing of that. */
export function useEditPreferences(id: string) {
  return useMutation({
    mutationFn: (body: Schemas["EditBoardPreferences"]) =>
      done(api.PATCH("/api/v1/boards/{board_id}/preferences", { params: { path: { board_id: id } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: boardsKey }),
  });
}
