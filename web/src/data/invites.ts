// Invitations: what one leads to, accepting it, and those that were made to a board or a team. A board's makes people members
// of its project.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { Schemas } from "../api/schema.ts";
import { boardsKey } from "./boards.ts";
import { queries } from "./client.ts";
import { projectsKey } from "./projects.ts";

export type Target = { board: string } | { team: string };
export type Invite = Schemas["BoardInvite"] | Schemas["TeamInvite"];
export type NewInvite = Schemas["CreateBoardInvite"] | Schemas["CreateTeamInvite"];

const invitesKey = (target: Target) => ["invites", "board" in target ? target.board : target.team] as const;

/** What whoever has the token may know of it. */
export function useInvite(token: string) {
  const params = { path: { invite: token } };
  return useQuery({ queryKey: ["invite", token], queryFn: () => done(api.GET("/api/v1/invites/{invite}", { params })) });
}

export function useAcceptInvite() {
  return useMutation({
    mutationFn: (token: string) => done(api.POST("/api/v1/invites/{invite}/accept", { params: { path: { invite: token } } })),
    onSuccess: () => Promise.all([projectsKey, boardsKey, ["teams"]].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}

export function useInvites(target: Target) {
  return useQuery({ queryKey: invitesKey(target), queryFn: () => listInvites(target) });
}

async function listInvites(target: Target): Promise<Invite[]> {
  const query = { limit: 200 };
  if ("board" in target) {
    return (await done(api.GET("/api/v1/boards/{board_id}/invites", { params: { path: { board_id: target.board }, query } }))).items;
  }
  return (await done(api.GET("/api/v1/teams/{team_id}/invites", { params: { path: { team_id: target.team }, query } }))).items;
}

export function useCreateInvite() {
  return useMutation({
    mutationFn: ({ target, body }: { target: Target; body: NewInvite }): Promise<Invite> => {
      if ("board" in target) {
        const params = { path: { board_id: target.board } };
        return done(api.POST("/api/v1/boards/{board_id}/invites", { params, body: body as Schemas["CreateBoardInvite"] }));
      }
      const params = { path: { team_id: target.team } };
      return done(api.POST("/api/v1/teams/{team_id}/invites", { params, body: body as Schemas["CreateTeamInvite"] }));
    },
    onSuccess: (_made, { target }) => queries.invalidateQueries({ queryKey: invitesKey(target) }),
  });
}

export function useRevokeInvite(target: Target) {
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE("/api/v1/invites/{invite}", { params: { path: { invite: id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: invitesKey(target) }),
  });
}

/** The link as this app shows it; the server's own leads here, too. */
export function inApp(url: string): string {
  return url.replace(/\/invites\/(?=[^/]+$)/, "/app/invites/");
}
