// A card's checklist. What is done to an item shows at once, and is taken back where it is refused.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { ChecklistItem, Schemas } from "../api/schema.ts";
import { queries } from "./client.ts";

export const checklistKey = (cardId: string) => ["cards", cardId, "checklist"] as const;
type Items = { items: ChecklistItem[] };

export function useChecklist(cardId: string, enabled: boolean) {
  return useQuery({
    queryKey: checklistKey(cardId),
    queryFn: () => done(api.GET("/api/v1/cards/{card_id}/checklist", { params: { path: { card_id: cardId } } })),
    select: ({ items }) => items,
    enabled,
  });
}

export function useAddItem(cardId: string) {
  return useMutation({
    mutationFn: (body: Schemas["CreateChecklistItem"]) =>
      done(api.POST("/api/v1/cards/{card_id}/checklist", { params: { path: { card_id: cardId } }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: checklistKey(cardId) }),
  });
}

/** Changes one of the items at once, or takes it away where there is no body. */
export function useChangeItem(cardId: string) {
  const key = checklistKey(cardId);
  return useMutation({
    mutationKey: key,
    // One after the other: where an item is moved to depends on where it was.
    scope: { id: key.join() },
    mutationFn: async ({ id, body }: { id: string; body?: Schemas["EditChecklistItem"] }) => {
      const params = { path: { item_id: id } };
      if (body) await done(api.PATCH("/api/v1/checklist-items/{item_id}", { params, body }));
      else await done(api.DELETE("/api/v1/checklist-items/{item_id}", { params }));
    },
    onMutate: async ({ id, body }) => {
      await queries.cancelQueries({ queryKey: key });
      const before = queries.getQueryData<Items>(key);
      if (before) queries.setQueryData<Items>(key, { ...before, items: changed(before.items, id, body) });
      return before;
    },
    onError: (_error, _change, before) => queries.setQueryData(key, before),
    // Those that follow would be taken back by an answer without them.
    onSettled: () => (queries.isMutating({ mutationKey: key }) > 1 ? undefined : queries.invalidateQueries({ queryKey: key })),
  });
}

export function changed(items: ChecklistItem[], id: string, body: Schemas["EditChecklistItem"] | undefined): ChecklistItem[] {
  const others = items.filter((one) => one.id !== id);
  const item = items.find((one) => one.id === id);
  if (!body || !item) return others;
  const { text, done, before, after } = body;
  const made = { ...item, ...(text !== undefined && { text }), ...(done !== undefined && { done }) };
  const beside = others.findIndex((one) => one.id === (before ?? after));
  const at = beside === -1 ? items.indexOf(item) : beside + (before ? 0 : 1);
  return others.toSpliced(at, 0, made);
}
