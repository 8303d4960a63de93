// One's own reminders of a card: at a time, or so long before it is due.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { Schemas } from "../api/schema.ts";
import { queries } from "./client.ts";

export const remindersKey = (cardId: string) => ["cards", cardId, "reminders"] as const;
const again = (cardId: string) => queries.invalidateQueries({ queryKey: remindersKey(cardId) });

export function useReminders(cardId: string) {
  return useQuery({
    queryKey: remindersKey(cardId),
    queryFn: () => done(api.GET("/api/v1/cards/{card_id}/reminders", { params: { path: { card_id: cardId } } })),
    select: ({ items }) => items.filter((one) => !one.done),
  });
}

export function useAddReminder(cardId: string) {
  return useMutation({
    mutationFn: (body: Schemas["CreateReminder"]) => done(api.POST("/api/v1/cards/{card_id}/reminders", { params: { path: { card_id: cardId } }, body })),
    onSuccess: () => again(cardId),
  });
}

export function useDeleteReminder(cardId: string) {
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE("/api/v1/reminders/{reminder_id}", { params: { path: { reminder_id: id } } })),
    onSettled: () => again(cardId),
  });
}
