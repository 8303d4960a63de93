import type { Card } from "boardwire-client";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";

import { conflict } from "../../data/cards.ts";
import { messages } from "../../messages.ts";
import { cardTexts } from "../../messages/card.ts";
import { Button } from "../../ui/button.tsx";
import { complain } from "../../ui/toast.tsx";
import type { OpenBoard } from "../board/context.ts";
import css from "./card.module.css";
import { saved } from "./saving.ts";

/** The title, to be changed where it stands: Enter or going elsewhere saves it, Escape leaves it as it was. */
export function Title({ card, opened: { board, mayWrite } }: { card: Card; opened: OpenBoard }) {
  const [draft, setDraft] = useState<string>();
  /** The card as it was when the writing began. */
  const base = useRef(card);
  /** What somebody else wrote meanwhile. */
  const [theirs, setTheirs] = useState<Card>();
  useEffect(() => setTheirs((before) => before && card), [card]);
  const edit = (text: string) => {
    if (draft === undefined) base.current = card;
    setDraft(text);
  };
  const leave = () => {
    setDraft(undefined);
    setTheirs(undefined);
  };
  const save = (over?: Card) => {
    const title = draft?.trim() ?? "";
    if (title === "" || title === (over ?? card).title) return leave();
    saved(board, over ?? base.current, { title }).then(leave, (error: unknown) => {
      const now = conflict(error);
      if (now) setTheirs(now);
      else complain(error);
    });
  };
  const key = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      event.currentTarget.blur();
    } else if (event.key === "Escape" && draft !== undefined) {
      event.stopPropagation();
      leave();
    }
  };
  return (
    <div>
      <textarea
        className={css.title}
        aria-label={messages.card.title}
        rows={1}
        maxLength={255}
        readOnly={!mayWrite}
        value={draft ?? card.title}
        onChange={({ target }) => edit(target.value)}
        onKeyDown={key}
        onBlur={() => draft !== undefined && !theirs && save()}
      />
      {theirs && (
        <div className={css.conflict} role="alert">
          <p>{cardTexts.titleConflict(theirs.title)}</p>
          <div className={css.row}>
            <Button onClick={() => save(theirs)}>{cardTexts.mine}</Button>
            <Button look="quiet" onClick={leave}>
              {cardTexts.theirs}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
