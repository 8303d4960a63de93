// Columns. Nothing is kept here of what they hold: the board's stream tells it.

import { useMutation } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import type { Schemas } from "../api/schema.ts";

export function useCreateColumn(boardId: string) {
  return useMutation({
    mutationFn: (body: Schemas["CreateColumn"]) =>
      done(api.POST("/api/v1/boards/{board_id}/columns", { params: { path: { board_id: boardId } }, body })),
  });
}

export function useEditColumn(id: string) {
  return useMutation({
    mutationFn: (body: Schemas["EditColumn"]) => done(api.PATCH("/api/v1/columns/{column_id}", { params: { path: { column_id: id } }, body })),
  });
}

/** Puts it before or after another one. */
export function moveColumn(id: string, body: Schemas["MoveColumn"]) {
  return done(api.POST("/api/v1/columns/{column_id}/move", { params: { path: { column_id: id } }, body }));
}

/** Deletes it: with its cards, or once they are in another column. */
export function useDeleteColumn(id: string) {
  return useMutation({
    mutationFn: (move_cards_to?: string) => {
      const query = move_cards_to === undefined ? {} : { move_cards_to };
      return done(api.DELETE("/api/v1/columns/{column_id}", { params: { path: { column_id: id }, query } }));
    },
  });
}
