// Teams and who is in them.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { Schemas } from "../api/schema.ts";
import { boardsKey } from "./boards.ts";
import { queries } from "./client.ts";
import { projectsKey } from "./projects.ts";

export type Team = Schemas["Team"];
const teamsKey = ["teams"] as const;
const teamKey = (id: string) => ["teams", id] as const;
const membersKey = (id: string) => ["teams", id, "members"] as const;

export function useTeams() {
  return useQuery({
    queryKey: teamsKey,
    queryFn: () => done(api.GET("/api/v1/teams", { params: { query: { limit: 200 } } })),
    select: ({ items }) => items,
  });
}

export function useTeam(id: string) {
  const params = { path: { team_id: id } };
  return useQuery({ queryKey: teamKey(id), queryFn: () => done(api.GET("/api/v1/teams/{team_id}", { params })) });
}

export function useCreateTeam() {
  return useMutation({
    mutationFn: (body: Schemas["CreateTeam"]) => done(api.POST("/api/v1/teams", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: teamsKey }),
  });
}

export function useUpdateTeam(id: string) {
  return useMutation({
    mutationFn: (body: Schemas["EditTeam"]) => done(api.PATCH("/api/v1/teams/{team_id}", { params: { path: { team_id: id } }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: teamsKey }),
  });
}

export function useDeleteTeam(id: string) {
  return useMutation({
    mutationFn: () => done(api.DELETE("/api/v1/teams/{team_id}", { params: { path: { team_id: id } } })),
    onSuccess: gone,
  });
}

export function useTeamMembers(id: string | undefined) {
  const params = { path: { team_id: id ?? "" }, query: { limit: 200 } };
  return useQuery({
    queryKey: membersKey(id ?? ""),
    enabled: id !== undefined,
    queryFn: () => done(api.GET("/api/v1/teams/{team_id}/members", { params })),
    select: ({ items }) => items,
  });
}

export function usePutTeamMember(id: string) {
  return useMutation({
    mutationFn: ({ user, role }: { user: string; role: Schemas["TeamRole"] }) =>
      done(api.PUT("/api/v1/teams/{team_id}/members/{user_id}", { params: { path: { team_id: id, user_id: user } }, body: { role } })),
    onSettled: () => queries.invalidateQueries({ queryKey: teamKey(id) }),
  });
}

/** Of oneself: leaving it. */
export function useRemoveTeamMember(id: string) {
  return useMutation({
    mutationFn: (user: string) => done(api.DELETE("/api/v1/teams/{team_id}/members/{user_id}", { params: { path: { team_id: id, user_id: user } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: membersKey(id) }),
  });
}

/** After a team is left or deleted: what was in it is not there any more. */
export function gone(): void {
  for (const queryKey of [teamsKey, projectsKey, boardsKey]) void queries.invalidateQueries({ queryKey, refetchType: "all" });
}
