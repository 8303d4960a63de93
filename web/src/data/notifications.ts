// The latest notifications and how many are unread. They are asked for once, and from then on told by the stream of whoever
// is signed in: src/live/notifications.ts.

import { type InfiniteData, useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { Notification, Schemas } from "../api/schema.ts";
import { queries } from "./client.ts";
import { dashboardKey } from "./dashboard.ts";

export const notificationsKey = ["notifications", "latest"] as const;

export interface Latest {
  items: Notification[];
  unread_count: number;
}

const LATEST = 20;

export function useNotifications() {
  return useQuery({
    queryKey: notificationsKey,
    queryFn: (): Promise<Latest> => done(api.GET("/api/v1/notifications", { params: { query: { limit: LATEST } } })),
  });
}

/** With one more at the top. */
export function withNews(latest: Latest | undefined, news: Notification, unread_count: number): Latest {
  const others = (latest?.items ?? []).filter(({ id }) => id !== news.id);
  return { items: [news, ...others].slice(0, LATEST), unread_count };
}

/** With one that was read or, where `at` is `null`, is to be read again; without one, all were read. */
export function withRead(latest: Latest, at: string | null, one?: Notification): Latest {
  const items = latest.items.map((other) => marked(other, at, one));
  if (!one) return { items, unread_count: 0 };
  const change = at === null ? 1 : -1;
  return { items, unread_count: isSo(one, at) ? latest.unread_count : Math.max(0, latest.unread_count + change) };
}

const isSo = ({ read_at }: Notification, at: string | null) => (read_at === null) === (at === null);
const marked = (other: Notification, at: string | null, one?: Notification) =>
  (one && one.id !== other.id) || isSo(other, at) ? other : { ...other, read_at: at };

/** What is kept of the screen that lists all: data/notification-list.ts. */
export const listKey = ["notifications", "list"] as const;
type Page = Schemas["NotificationPage"];
type Pages = InfiniteData<Page, string | undefined>;

/** The lists with one that just came. */
export function addToLists(news: Notification): void {
  changeLists((page, at) => (at === 0 ? { ...page, items: [news, ...page.items.filter(({ id }) => id !== news.id)] } : page));
  // What is being asked for at this moment may be from before it.
  if (queries.isFetching({ queryKey: listKey }) > 0) refreshLists();
}

/** What came while there was no connection is not told one by one. */
export function refreshLists(): void {
  void queries.invalidateQueries({ queryKey: listKey });
}

function changeLists(change: (page: Page, at: number) => Page): void {
  queries.setQueriesData<Pages>({ queryKey: listKey }, (list) => list && { ...list, pages: list.pages.map(change) });
}

/** Where in the app it leads. Its `url` is for mails, and may name a page that is outside. */
export function pathOf({ card, board, project }: Notification): string {
  if (card && board) return `/boards/${board.id}/cards/${card.id}`;
  if (card) return `/cards/${card.id}`;
  if (board) return `/boards/${board.id}`;
  return project ? `/projects/${project.id}` : "/";
}

/** Marks that are not answered yet. A list that was asked for before they are would have them as they were. */
let underWay: Promise<unknown> = Promise.resolve();
export const marksAnswered = () => underWay;

interface Mark {
  /** All where there is none. */
  one?: Notification;
  read: boolean;
}

async function send({ one, read }: Mark): Promise<void> {
  if (!one) await done(api.POST("/api/v1/notifications/read-all"));
  else await done(api.PATCH("/api/v1/notifications/{notification_id}", { params: { path: { notification_id: one.id } }, body: { read } }));
}

/**
 * Marks one as read or unread, or all as read: at once here, and back again where the server refuses. One that is read stays
 * in the list of unread ones until that is asked for again, so that nothing jumps under the pointer.
 */
export function useMark(onRefused: (error: unknown) => void) {
  return useMutation({
    mutationFn: (mark: Mark) => {
      const sent = send(mark);
      underWay = Promise.allSettled([underWay, sent]);
      return sent;
    },
    onMutate: ({ one, read }) => {
      const [before, at] = [queries.getQueryData<Latest>(notificationsKey), read ? new Date().toISOString() : null];
      if (before) queries.setQueryData(notificationsKey, withRead(before, at, one));
      changeLists((page) => ({ ...page, items: page.items.map((other) => marked(other, at, one)) }));
      return before;
    },
    onError: (error, _mark, before) => {
      queries.setQueryData(notificationsKey, before);
      refreshLists();
      onRefused(error);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: dashboardKey }),
  });
}
