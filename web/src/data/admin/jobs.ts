// Background jobs, their queues and their schedules. Nothing tells of them live, so they are asked for every few seconds, as
// long as somebody looks.

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../../api/client.ts";
import type { Schemas } from "../../api/schema.ts";
import { queries } from "../client.ts";
import { after, allOf, inPages } from "../pages.ts";

const jobsKey = ["admin", "jobs"] as const;
const AGAIN_MS = 4_000;

export interface JobQuery {
  state?: Schemas["JobsAsked"];
  queue?: string;
  kind?: string;
}

export function useJobs(query: JobQuery) {
  return useInfiniteQuery({
    queryKey: [...jobsKey, "list", query],
    queryFn: ({ pageParam }) => done(api.GET("/api/v1/admin/jobs", { params: { query: { ...query, ...after(pageParam) } } })),
    ...inPages,
    select: allOf,
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
  });
}

export function useJob(id: string) {
  const params = { path: { job_id: id } };
  return useQuery({
    queryKey: [...jobsKey, "one", id],
    queryFn: () => done(api.GET("/api/v1/admin/jobs/{job_id}", { params })),
    refetchInterval: AGAIN_MS,
  });
}

export function useQueues() {
  return useQuery({
    queryKey: [...jobsKey, "queues"],
    queryFn: () => done(api.GET("/api/v1/admin/queues")),
    select: ({ items }) => items,
    refetchInterval: AGAIN_MS,
  });
}

export function useSchedules() {
  return useQuery({
    queryKey: [...jobsKey, "schedules"],
    queryFn: () => done(api.GET("/api/v1/admin/schedules")),
    select: ({ items }) => items,
    refetchInterval: AGAIN_MS,
  });
}

const again = () => queries.invalidateQueries({ queryKey: jobsKey });

export function useRetryJob() {
  return useMutation({
    mutationFn: (id: string) => done(api.POST("/api/v1/admin/jobs/{job_id}/retry", { params: { path: { job_id: id } } })),
    onSettled: again,
  });
}

export function useDiscardJob() {
  return useMutation({
    mutationFn: (id: string) => done(api.POST("/api/v1/admin/jobs/{job_id}/discard", { params: { path: { job_id: id } } })),
    onSettled: again,
  });
}

export function useRunSchedule() {
  return useMutation({
    mutationFn: (name: string) => done(api.POST("/api/v1/admin/schedules/{name}/run", { params: { path: { name } } })),
    onSettled: again,
  });
}
