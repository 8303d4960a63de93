// Who is signed in, and how one comes to be.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import { isRefusal } from "../api/problem.ts";
import type { Schemas, User } from "../api/schema.ts";
import { onSessionEnd } from "../api/session.ts";
import { showIn } from "../dates.ts";
import { queries } from "./client.ts";
import { forgetDrafts } from "./drafts.ts";

export const meKey = ["me"] as const;

/** The account, or `null` where nobody is signed in. */
export function useMe() {
  // While there is no answer, nothing can be shown: it is asked for until there is one.
  const refetchInterval = ({ state }: { state: { status: string } }) => state.status === "error" && 5_000;
  return useQuery({ queryKey: meKey, queryFn: whoAmI, staleTime: 300_000, refetchInterval });
}

/** For what is shown to those only who are signed in. */
export function useUser(): User {
  const { data } = useMe();
  if (!data) throw new Error("nobody is signed in here");
  return data;
}

async function whoAmI(): Promise<User | null> {
  try {
    return known(await done(api.GET("/api/v1/users/me")));
  } catch (error) {
    if (isRefusal(error, 401)) return null;
    throw error;
  }
}

function known(user: User): User {
  showIn(user.time_zone);
  return user;
}

/** Why nobody is signed in here any more: on purpose, by itself, or with the account. */
export type Ended = "left" | "expired" | "deleted";
let ended: Ended | undefined;

export const howItEnded = (): Ended | undefined => ended;

/** Whatever was kept belonged to whoever was signed in before. */
function become(user: User | null): void {
  forgetDrafts();
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meKey[0] });
  queries.setQueryData(meKey, user && known(user));
}

function end(how: Ended): void {
  // A request that was under way is refused after one has left, and nobody who never came is signed out.
  if (queries.getQueryData(meKey)) ended = how;
  become(null);
}

onSessionEnd(() => end("expired"));

/** Signs in by cookies; the answer has no token in it. */
async function signIn(body: Omit<Schemas["Login"], "cookie">): Promise<User> {
  const { user } = await done(api.POST("/api/v1/auth/login", { body: { ...body, cookie: true } }));
  if (!user) throw new Error("signing in gives the account");
  return user;
}

export function useSignIn() {
  return useMutation({ mutationFn: signIn, onSuccess: become });
}

export function useRegister() {
  return useMutation({
    mutationFn: async (body: Schemas["Register"]) => {
      const made = await done(api.POST("/api/v1/auth/register", { body }));
      const user = await signIn({ email: body.email, password: body.password });
      // Registering signs in as well, by tokens in its answer, which a page should not hold: that session is ended.
      const headers = { Authorization: `Bearer ${made.access_token ?? ""}` };
      void fetch("/api/v1/auth/logout", { method: "POST", headers, credentials: "omit" }).catch(() => undefined);
      return user;
    },
    onSuccess: become,
  });
}

export function useSignOut() {
  return useMutation({ mutationFn: () => done(api.POST("/api/v1/auth/logout")), onSuccess: () => end("left") });
}

/** Changes the account. An address counts once it is verified; until then it is `new_email`. */
export function useUpdateMe() {
  return useMutation({
    mutationFn: (body: Schemas["EditMe"]) => done(api.PATCH("/api/v1/users/me", { body })),
    onSuccess: (user) => queries.setQueryData(meKey, known(user)),
  });
}

/** Deletes the account, which signs out. */
export function useDeleteMe() {
  return useMutation({ mutationFn: () => done(api.DELETE("/api/v1/users/me")), onSuccess: () => end("deleted") });
}

/** To be asked again, as after something that changes it by another way. */
export function askWhoAgain(): void {
  void queries.invalidateQueries({ queryKey: meKey });
}
