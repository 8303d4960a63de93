// What the home page shows. It is asked for whenever one comes home, as much else changes it.

import { useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";

export const dashboardKey = ["dashboard"] as const;

export function useDashboard() {
  return useQuery({ queryKey: dashboardKey, queryFn: () => done(api.GET("/api/v1/dashboard")), staleTime: 0, refetchInterval: 60_000 });
}
