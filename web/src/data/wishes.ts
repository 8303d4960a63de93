// What one wants to be told, and how.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { Schemas } from "../api/schema.ts";
import { queries } from "./client.ts";

const wishesKey = ["notification-settings"] as const;
export type Wishes = Schemas["NotificationSettings"];
export type Kind = Schemas["NotificationKind"];

export function useWishes() {
  return useQuery({ queryKey: wishesKey, queryFn: () => done(api.GET("/api/v1/users/me/notification-settings")) });
}

/** Shown at once, and as it was before where the server refuses. */
export function useChangeWishes() {
  return useMutation({
    mutationFn: (body: Schemas["EditNotificationSettings"]) => done(api.PATCH("/api/v1/users/me/notification-settings", { body })),
    // One after the other, so that the last answer is the last word.
    scope: { id: "notification-settings" },
    onMutate: (change) => {
      const before = queries.getQueryData<Wishes>(wishesKey);
      if (before) queries.setQueryData(wishesKey, withWish(before, change));
      return before;
    },
    onSuccess: (wishes) => queries.setQueryData(wishesKey, wishes),
    onError: (_error, _change, before) => queries.setQueryData(wishesKey, before),
  });
}

export function withWish(wishes: Wishes, { kinds = {}, ...others }: Schemas["EditNotificationSettings"]): Wishes {
  const all = { ...wishes.kinds } as Record<string, Schemas["Channels"]>;
  for (const [kind, channels] of Object.entries(kinds)) {
    const before = all[kind];
    if (before) all[kind] = { ...before, ...(channels as Partial<Schemas["Channels"]>) };
  }
  return { ...wishes, ...others, kinds: all } as Wishes;
}

/** `PT24H` in minutes. The server writes hours, minutes and seconds only; what it may also be given is read as well. */
export function minutesOf(span: string): number {
  const [, weeks, days, hours, minutes, seconds] = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(span) ?? [];
  const [w, d, h, m, s] = [weeks, days, hours, minutes, seconds].map((part) => Number(part ?? 0)) as [number, number, number, number, number];
  return w * 10_080 + d * 1_440 + h * 60 + m + Math.floor(s / 60);
}
