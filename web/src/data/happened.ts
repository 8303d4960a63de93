// What happened in a project or a team, newest first and further back as it is asked for.

import { useInfiniteQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { Schemas } from "../api/schema.ts";

export type Happening = Schemas["Activity"];
export type Of = { project: string } | { team: string };

export const happenedKey = (of: Of) => ["happened", "project" in of ? of.project : of.team] as const;

export function useHappened(of: Of) {
  return useInfiniteQuery({
    queryKey: happenedKey(of),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => page(of, { limit: 50, ...(pageParam !== undefined && { cursor: pageParam }) }),
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
}

function page(of: Of, query: { limit: number; cursor?: string }) {
  if ("project" in of) return done(api.GET("/api/v1/projects/{project_id}/activity", { params: { path: { project_id: of.project }, query } }));
  return done(api.GET("/api/v1/teams/{team_id}/activity", { params: { path: { team_id: of.team }, query } }));
}
