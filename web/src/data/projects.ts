// Projects: those that one is in, and making them.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import { Refused } from "../api/problem.ts";
import type { Project, Schemas } from "../api/schema.ts";
import { queries } from "./client.ts";

export const projectsKey = ["projects"] as const;
export const projectKey = (id: string) => ["projects", id] as const;

export function useProjects() {
  const query = { limit: 200 };
  return useQuery({
    queryKey: projectsKey,
    queryFn: () => done(api.GET("/api/v1/projects", { params: { query } })),
    select: ({ items }) => items,
  });
}

export function useProject(id: string) {
  const params = { path: { project_id: id } };
  return useQuery({ queryKey: projectKey(id), queryFn: () => done(api.GET("/api/v1/projects/{project_id}", { params })) });
}

export function useCreateProject() {
  return useMutation({
    mutationFn: (body: Schemas["CreateProject"]) => done(api.POST("/api/v1/projects", { body })),
    onSuccess: () => Promise.all([queries.invalidateQueries({ queryKey: projectsKey }), queries.invalidateQueries({ queryKey: ["boards"] })]),
  });
}

export function useProgress(id: string) {
  const params = { path: { project_id: id } };
  return useQuery({ queryKey: progressKey(id), queryFn: () => done(api.GET("/api/v1/projects/{project_id}/progress", { params })) });
}

export const progressKey = (id: string) => ["projects", id, "progress"] as const;

/** Changes a project. With a `version`, who changed it meanwhile is not overwritten; what is there now is shown then. */
export function useUpdateProject(id: string) {
  return useMutation({
    mutationFn: (body: Schemas["EditProject"]) =>
      done(api.PATCH("/api/v1/projects/{project_id}", { params: { path: { project_id: id } }, body })),
    onSuccess: (project) => (queries.setQueryData(projectKey(id), project), queries.invalidateQueries({ queryKey: projectsKey })),
    onError: (error) => {
      if (error instanceof Refused && error.problem.code === "version_conflict") queries.setQueryData(projectKey(id), error.problem.current as Project);
    },
  });
}

export function useDeleteProject(id: string) {
  return useMutation({
    mutationFn: () => done(api.DELETE("/api/v1/projects/{project_id}", { params: { path: { project_id: id } } })),
    onSuccess: () => {
      for (const queryKey of [projectsKey, ["boards"], ["dashboard"]]) void queries.invalidateQueries({ queryKey, predicate: ({ queryKey: [, one] }) => one !== id });
    },
  });
}
