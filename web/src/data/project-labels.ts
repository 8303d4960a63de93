// A project's labels.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { Schemas } from "../api/schema.ts";
import { queries } from "./client.ts";

export type Label = Schemas["Label"];
export const projectLabelsKey = (projectId: string) => ["project-labels", projectId] as const;

export function useProjectLabels(projectId: string) {
  const params = { path: { project_id: projectId }, query: { limit: 200 } };
  return useQuery({
    queryKey: projectLabelsKey(projectId),
    queryFn: () => done(api.GET("/api/v1/projects/{project_id}/labels", { params })),
    select: ({ items }) => items,
  });
}

const changed = (projectId: string) => queries.invalidateQueries({ queryKey: projectLabelsKey(projectId) });

/** Makes a label, or changes that with the id. */
export function useSaveLabel(projectId: string) {
  return useMutation({
    mutationFn: ({ id, ...body }: { id?: string | undefined; name: string; color: string }) =>
      id === undefined
        ? done(api.POST("/api/v1/projects/{project_id}/labels", { params: { path: { project_id: projectId } }, body }))
        : done(api.PATCH("/api/v1/labels/{label_id}", { params: { path: { label_id: id } }, body })),
    onSuccess: () => changed(projectId),
  });
}

export function useDeleteProjectLabel(projectId: string) {
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE("/api/v1/labels/{label_id}", { params: { path: { label_id: id } } })),
    onSuccess: () => changed(projectId),
  });
}
