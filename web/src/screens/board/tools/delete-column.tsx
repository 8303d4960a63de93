import { type BoardState, cardsInOrder, type Column, columnsInOrder } from "boardwire-client";
import { useState } from "react";

import { useDeleteColumn } from "../../../data/columns.ts";
import { toolTexts } from "../../../messages/board.ts";
import { AskFirst } from "../../../ui/ask-first.tsx";
import css from "./tools.module.css";

/** Deleting a column asks what becomes of its cards: they move to another one, or go with it. */
export function DeleteColumn({ column, state, onClose }: { column: Column; state: BoardState; onClose: () => void }) {
  const remove = useDeleteColumn(column.id);
  const others = columnsInOrder(state).filter(({ id }) => id !== column.id);
  const count = cardsInOrder(state, column.id).length;
  const [target, setTarget] = useState(others[0]?.id ?? "");
  return (
    <AskFirst
      title={toolTexts.deleteColumnTitle(column.name)}
      action={toolTexts.deleteColumn}
      onClose={onClose}
      onYes={() => remove.mutateAsync(target === "" ? undefined : target)}
    >
      {count === 0 ? (
        <p>{toolTexts.deleteColumnEmpty}</p>
      ) : (
        <fieldset className={css.choices}>
          <legend>{toolTexts.whatOfCards(count)}</legend>
          {others.map(({ id, name }) => (
            <label key={id} className={css.choice}>
              <input type="radio" name="target" checked={target === id} onChange={() => setTarget(id)} />
              {toolTexts.moveCardsTo(name)}
            </label>
          ))}
          <label className={css.choice}>
            <input type="radio" name="target" checked={target === ""} onChange={() => setTarget("")} />
            <span className={css.danger}>{toolTexts.deleteCards}</span>
          </label>
        </fieldset>
      )}
    </AskFirst>
  );
}
