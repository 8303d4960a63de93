// What somebody may have to answer for.

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";

import { api, done } from "../../api/client.ts";
import type { Schemas } from "../../api/schema.ts";
import { after, allOf, inPages } from "../pages.ts";

export interface AuditQuery {
  action?: Schemas["AuditAction"];
  actor?: string;
}

export function useAudit(query: AuditQuery) {
  return useInfiniteQuery({
    queryKey: ["admin", "audit", query],
    queryFn: ({ pageParam }) => done(api.GET("/api/v1/admin/audit", { params: { query: { ...query, ...after(pageParam) } } })),
    ...inPages,
    select: allOf,
    placeholderData: keepPreviousData,
  });
}
