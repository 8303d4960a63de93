// The cache of what was asked. A refusal is an answer and is not asked for again; no answer is.

import { QueryClient } from "@tanstack/react-query";

import { Refused } from "../api/problem.ts";

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 3 && !(error instanceof Refused && error.problem.status < 500),
    },
    mutations: { retry: false },
  },
});
