// Other places to sign in with: those that the server knows, and what of them is linked to one's account.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import { queries } from "./client.ts";

export interface Provider {
  key: string;
  name: string;
}

const LINK = /<a href="\/api\/v1\/auth\/oidc\/([^/"]+)\/start[^"]*">Sign in with ([^<]*)<\/a>/g;

/** The contract lists no providers; the server's plain page for signing in does. */
export function useProviders() {
  return useQuery({
    queryKey: ["providers"],
    staleTime: Infinity,
    retry: false,
    queryFn: async () => {
      const page = await fetch("/sign-in", { headers: { Accept: "text/html" } });
      return page.ok ? providersOf(await page.text()) : [];
    },
  });
}

export function providersOf(page: string): Provider[] {
  return [...page.matchAll(LINK)].map(([, key = "", name = ""]) => ({ key, name: plain(name) }));
}

const ENTITIES: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'", "&amp;": "&" };
const plain = (text: string) => text.replace(/&(?:lt|gt|quot|amp|#39|#x27);/g, (entity) => ENTITIES[entity] ?? entity);

/** Where signing in with it begins; it comes back to `next`, which is a path of this app. */
export function startOf(provider: Provider, next: string): string {
  return `/api/v1/auth/oidc/${encodeURIComponent(provider.key)}/start?next=${encodeURIComponent(`/app${next}`)}`;
}

const identitiesKey = ["identities"] as const;

export function useIdentities() {
  return useQuery({
    queryKey: identitiesKey,
    queryFn: () => done(api.GET("/api/v1/users/me/identities", { params: { query: { limit: 200 } } })),
    select: ({ items }) => items,
  });
}

export function useRemoveIdentity() {
  return useMutation({
    mutationFn: (id: string) =>
      done(api.DELETE("/api/v1/users/me/identities/{identity_id}", { params: { path: { identity_id: id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: identitiesKey }),
  });
}
