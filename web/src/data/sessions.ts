// Where one is signed in.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import { queries } from "./client.ts";

export const sessionsKey = ["sessions"] as const;

export function useSessions() {
  return useQuery({
    queryKey: sessionsKey,
    queryFn: () => done(api.GET("/api/v1/auth/sessions")),
    select: ({ items }) => items,
  });
}

/** Signs out these devices. One that is gone by itself meanwhile is as good. */
export function useEndSessions() {
  return useMutation({
    mutationFn: (ids: string[]) =>
      Promise.all(ids.map((id) => done(api.DELETE("/api/v1/auth/sessions/{session_id}", { params: { path: { session_id: id } } })))),
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsKey }),
  });
}
