// All accounts of the instance, for its admin.

import { keepPreviousData, useInfiniteQuery, useMutation } from "@tanstack/react-query";

import { api, done } from "../../api/client.ts";
import type { Schemas, User } from "../../api/schema.ts";
import { queries } from "../client.ts";
import { after, allOf, inPages } from "../pages.ts";

const usersKey = ["admin", "users"] as const;

export interface UserQuery {
  q?: string;
  role?: Schemas["InstanceRole"];
}

export function useUsers(query: UserQuery) {
  return useInfiniteQuery({
    queryKey: [...usersKey, query],
    queryFn: ({ pageParam }) => done(api.GET("/api/v1/users", { params: { query: { ...query, ...after(pageParam) } } })),
    ...inPages,
    select: allOf,
    placeholderData: keepPreviousData,
  });
}

const again = () => queries.invalidateQueries({ queryKey: usersKey });

/** Based on the version that was seen: what another admin did meanwhile is not overwritten. */
export function useEditUser() {
  return useMutation({
    mutationFn: ({ user, change }: { user: User; change: Omit<Schemas["EditUser"], "version"> }) =>
      done(api.PATCH("/api/v1/users/{user_id}", { params: { path: { user_id: user.id } }, body: { ...change, version: user.version } })),
    onSettled: again,
  });
}

export function useDeleteUser() {
  return useMutation({
    mutationFn: ({ id }: User) => done(api.DELETE("/api/v1/users/{user_id}", { params: { path: { user_id: id } } })),
    onSettled: again,
  });
}
