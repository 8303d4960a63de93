// The labels that a card may wear are those of its project; making one is enough to have it.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { Schemas } from "../api/schema.ts";
import { queries } from "./client.ts";

export const cardLabelsKey = (projectId: string) => ["projects", projectId, "wearable labels"] as const;

export function useCardLabels(projectId: string, enabled: boolean) {
  return useQuery({
    queryKey: cardLabelsKey(projectId),
    queryFn: () => done(api.GET("/api/v1/projects/{project_id}/labels", { params: { path: { project_id: projectId }, query: { limit: 200 } } })),
    select: ({ items }) => items,
    enabled,
  });
}

export function useMakeLabel(projectId: string) {
  return useMutation({
    mutationFn: (body: Schemas["CreateLabel"]) =>
      done(api.POST("/api/v1/projects/{project_id}/labels", { params: { path: { project_id: projectId } }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: cardLabelsKey(projectId) }),
  });
}
