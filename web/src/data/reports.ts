// Reports: what docs/reports.md says of the numbers holds here.

import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import { Refused } from "../api/problem.ts";
import type { Schemas } from "../api/schema.ts";
import { fetchWithSession } from "../api/session.ts";

export interface Days {
  from: string;
  to: string;
}

/** Asked anew when one comes back to it, as cards move all the time. */
const fresh = { staleTime: 0, placeholderData: keepPreviousData };

export function useProjectReport(projectId: string, days: Days) {
  const params = { path: { project_id: projectId }, query: days };
  return useQuery({
    queryKey: ["reports", "project", projectId, days],
    queryFn: async () => asJson<Schemas["ProjectReport"]>(await done(api.GET("/api/v1/reports/projects/{project_id}", { params }))),
    ...fresh,
  });
}

export function useWorkload(teamId: string) {
  const params = { query: ofTeam(teamId) };
  return useQuery({
    queryKey: ["reports", "workload", teamId],
    queryFn: async () => asJson<Schemas["Workload"]>(await done(api.GET("/api/v1/reports/workload", { params }))),
    ...fresh,
  });
}

export function useTeamPerformance(teamId: string) {
  const params = { query: ofTeam(teamId) };
  return useQuery({
    queryKey: ["reports", "performance", teamId],
    queryFn: async () => asJson<Schemas["TeamPerformance"]>(await done(api.GET("/api/v1/reports/team-performance", { params }))),
    ...fresh,
  });
}

/** The teams that reports of people can be narrowed to. */
export function useReportTeams() {
  return useQuery({
    queryKey: ["reports", "teams"],
    queryFn: () => done(api.GET("/api/v1/teams", { params: { query: { limit: 200 } } })),
    select: ({ items }) => items,
  });
}

/** All of them, where there is no id. */
const ofTeam = (teamId: string) => (teamId === "" ? {} : { team_id: teamId });

/** The same addresses give tables for spreadsheets, as text, to who asks for them; nobody did here. */
const asJson = <T extends object>(answer: T | string): T => {
  if (typeof answer === "string") throw new Error("a report came as a table");
  return answer;
};

/** Where the same report is as a table; a path below /api/v1/reports. */
export function tableOf(path: string, query: Record<string, string>): string {
  return `/api/v1/reports/${path}?${new URLSearchParams({ ...query, format: "csv" }).toString()}`;
}

/** Saves a file of the API. Asked for by script, so that a spent session is renewed like for anything else. */
export async function save(path: string): Promise<void> {
  const answer = await fetchWithSession(new Request(new URL(path, location.origin)));
  if (!answer.ok) {
    const { status, statusText: title } = answer;
    const said = (await answer.json().catch(() => ({}))) as object;
    throw new Refused({ status, code: "unknown", title, detail: title, ...said });
  }
  const name = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name ?? "report.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
