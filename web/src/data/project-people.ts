// Who is in a project.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { Schemas } from "../api/schema.ts";
import { queries } from "./client.ts";

export const projectPeopleKey = (id: string) => ["project-people", id] as const;

export function useProjectPeople(id: string) {
  const params = { path: { project_id: id }, query: { limit: 200 } };
  return useQuery({
    queryKey: projectPeopleKey(id),
    queryFn: () => done(api.GET("/api/v1/projects/{project_id}/members", { params })),
    select: ({ items }) => items,
  });
}

const changed = (id: string) => queries.invalidateQueries({ queryKey: projectPeopleKey(id) });

export function usePutProjectPerson(id: string) {
  return useMutation({
    mutationFn: ({ user, role }: { user: string; role: Schemas["ProjectRole"] }) =>
      done(api.PUT("/api/v1/projects/{project_id}/members/{user_id}", { params: { path: { project_id: id, user_id: user } }, body: { role } })),
    onSettled: () => changed(id),
  });
}

export function useRemoveProjectPerson(id: string) {
  return useMutation({
    mutationFn: (user: string) =>
      done(api.DELETE("/api/v1/projects/{project_id}/members/{user_id}", { params: { path: { project_id: id, user_id: user } } })),
    onSuccess: () => changed(id),
  });
}
