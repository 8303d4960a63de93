// Files of a project itself, and taking in or giving out a project as a file.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { Schemas } from "../api/schema.ts";
import { boardsKey } from "./boards.ts";
import { queries } from "./client.ts";
import { progressKey } from "./projects.ts";

export const projectFilesKey = (projectId: string) => ["project-files", projectId] as const;

export function useProjectFiles(projectId: string) {
  const params = { path: { project_id: projectId }, query: { limit: 200 } };
  return useQuery({
    queryKey: projectFilesKey(projectId),
    queryFn: () => done(api.GET("/api/v1/projects/{project_id}/files", { params })),
    select: ({ items }) => items,
  });
}

const changed = (projectId: string) => queries.invalidateQueries({ queryKey: projectFilesKey(projectId) });

export function useDeleteFile(projectId: string) {
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE("/api/v1/files/{file_id}", { params: { path: { file_id: id } } })),
    onSuccess: () => changed(projectId),
  });
}

/** As a form; the browser says its type and its boundary. */
function form(parts: Record<string, string | File>): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(parts)) made.append(name, value);
  return made;
}

export function useBeginImport(projectId: string) {
  return useMutation({
    mutationFn: ({ source, file }: { source: Schemas["ImportSource"]; file: File }) =>
      done(
        api.POST("/api/v1/projects/{project_id}/imports", {
          params: { path: { project_id: projectId } },
          // The types say that a file is a string, as it is in the contract's JSON Schema.
          body: { source, file: "" },
          bodySerializer: () => form({ source, file }),
        }),
      ),
  });
}

const isOver = (state: Schemas["ImportState"] | undefined) => state === "done" || state === "failed";

/** How an import is doing, until it is over; then what it made is there to be seen. */
export function useImport(id: string) {
  return useQuery({
    queryKey: ["imports", id],
    refetchInterval: ({ state }) => (isOver(state.data?.state) ? false : 1_000),
    queryFn: async () => {
      const known = await done(api.GET("/api/v1/imports/{import_id}", { params: { path: { import_id: id } } }));
      if (isOver(known.state)) {
        for (const queryKey of [boardsKey, progressKey(known.project_id)]) void queries.invalidateQueries({ queryKey });
      }
      return known;
    },
  });
}
