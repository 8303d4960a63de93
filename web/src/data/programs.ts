// What programs get in by: API tokens and the address of the calendar. Either is shown once.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { Schemas } from "../api/schema.ts";
import { queries } from "./client.ts";

const tokensKey = ["api-tokens"] as const;

export function useTokens() {
  return useQuery({
    queryKey: tokensKey,
    queryFn: () => done(api.GET("/api/v1/users/me/tokens", { params: { query: { limit: 200 } } })),
    select: ({ items }) => items,
  });
}

export function useCreateToken() {
  return useMutation({
    mutationFn: (body: Schemas["CreateApiToken"]) => done(api.POST("/api/v1/users/me/tokens", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensKey }),
  });
}

export function useRevokeToken() {
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE("/api/v1/users/me/tokens/{token_id}", { params: { path: { token_id: id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensKey }),
  });
}

/** Makes another address; the one before is good no more. */
export function useCreateCalendar() {
  return useMutation({ mutationFn: () => done(api.POST("/api/v1/users/me/calendar")) });
}
