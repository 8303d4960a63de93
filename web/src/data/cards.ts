// Cards: one as it is opened, what is done to it, and finding some. On its board one it is part of the board's live state, which is told of every change.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import { Refused } from "../api/problem.ts";
import type { Card, Schemas } from "../api/schema.ts";
import { queries } from "./client.ts";

export const cardKey = (id: string) => ["cards", id] as const;

export function useCard(id: string) {
  const params = { path: { card_id: id } };
  return useQuery({ queryKey: cardKey(id), queryFn: () => done(api.GET("/api/v1/cards/{card_id}", { params })) });
}

/** Changes a card. With a `version`, who changed it meanwhile is not overwritten: see `conflict`. */
export function useUpdateCard(id: string) {
  return useMutation({
    mutationFn: (body: Schemas["EditCard"]) => updateCard(id, body),
    onSuccess: (card) => queries.setQueryData(cardKey(id), card),
    onError: (error) => {
      const now = conflict(error);
      if (now) queries.setQueryData(cardKey(id), now);
    },
  });
}

export function updateCard(id: string, body: Schemas["EditCard"]): Promise<Card> {
  return done(api.PATCH("/api/v1/cards/{card_id}", { params: { path: { card_id: id } }, body }));
}

export function deleteCard(id: string): Promise<unknown> {
  return done(api.DELETE("/api/v1/cards/{card_id}", { params: { path: { card_id: id } } }));
}

export function moveCard(id: string, body: Schemas["MoveCard"]): Promise<Card> {
  return done(api.POST("/api/v1/cards/{card_id}/move", { params: { path: { card_id: id } }, body }));
}

export function copyCard(id: string, body: Schemas["CopyCard"]): Promise<Card> {
  return done(api.POST("/api/v1/cards/{card_id}/copy", { params: { path: { card_id: id } }, body }));
}

export async function setAssigned(id: string, userId: string, on: boolean): Promise<void> {
  const params = { path: { card_id: id, user_id: userId } };
  if (on) await done(api.PUT("/api/v1/cards/{card_id}/assignees/{user_id}", { params }));
  else await done(api.DELETE("/api/v1/cards/{card_id}/assignees/{user_id}", { params }));
}

export async function setLabelled(id: string, labelId: string, on: boolean): Promise<void> {
  const params = { path: { card_id: id, label_id: labelId } };
  if (on) await done(api.PUT("/api/v1/cards/{card_id}/labels/{label_id}", { params }));
  else await done(api.DELETE("/api/v1/cards/{card_id}/labels/{label_id}", { params }));
}

/** Who watches a card hears of what happens to it. */
export async function setWatching(id: string, userId: string, on: boolean): Promise<void> {
  const params = { path: { card_id: id, user_id: userId } };
  if (on) await done(api.PUT("/api/v1/cards/{card_id}/watchers/{user_id}", { params }));
  else await done(api.DELETE("/api/v1/cards/{card_id}/watchers/{user_id}", { params }));
  await queries.invalidateQueries({ queryKey: cardKey(id), exact: true });
}

export const archivedKey = (boardId: string) => ["cards", "archived", boardId] as const;

/** What was put away of a board, to be found again. */
export function useArchived(boardId: string, q: string) {
  const query = { archived: true, limit: 100, ...(q && { q }) };
  return useQuery({
    queryKey: [...archivedKey(boardId), q],
    queryFn: () => done(api.GET("/api/v1/boards/{board_id}/cards", { params: { path: { board_id: boardId }, query } })),
    placeholderData: (before) => before,
  });
}

/** Cards with these words, wherever one may see them; those that were changed last come first. */
export function useFoundCards(q: string) {
  const query = { q, limit: 12, sort: "-updated_at" as const };
  return useQuery({
    queryKey: ["cards", "found", q],
    queryFn: () => done(api.GET("/api/v1/cards", { params: { query } })),
    enabled: q !== "",
    placeholderData: (before) => (q === "" ? undefined : before),
    select: ({ items }) => items,
  });
}

/** The card as it is now, where it was changed since the version that was sent. */
export function conflict(error: unknown): Card | undefined {
  if (!(error instanceof Refused) || error.problem.code !== "version_conflict") return undefined;
  return error.problem.current as Card | undefined;
}
