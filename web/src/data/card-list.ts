// Cards of all boards that one sees, as they are looked for.

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { paths } from "../api/schema.ts";
import { after, allOf, inPages } from "./pages.ts";

export type CardQuery = Omit<NonNullable<paths["/api/v1/cards"]["get"]["parameters"]["query"]>, "cursor">;

export function useCardList(query: CardQuery) {
  return useInfiniteQuery({
    queryKey: ["cards", "list", query],
    queryFn: ({ pageParam }) => done(api.GET("/api/v1/cards", { params: { query: { ...query, ...after(pageParam) } } })),
    ...inPages,
    select: allOf,
    placeholderData: keepPreviousData,
    // Whoever comes back from a card looks for what they did to it.
    staleTime: 0,
  });
}
