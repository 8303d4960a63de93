// All notifications, page by page. How they change while one looks is in data/notifications.ts.

import { useInfiniteQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import { listKey, marksAnswered } from "./notifications.ts";
import { after, allOf, inPages } from "./pages.ts";

/** All of them, or those that are unread, as far as one has scrolled. */
export function useNotificationList(unread: boolean) {
  return useInfiniteQuery({
    queryKey: [...listKey, { unread }],
    queryFn: async ({ pageParam }) => {
      await marksAnswered();
      const query = { limit: 40, ...(unread && { unread }), ...after(pageParam) };
      return done(api.GET("/api/v1/notifications", { params: { query } }));
    },
    ...inPages,
    select: allOf,
  });
}
