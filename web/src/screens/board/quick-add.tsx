// Adding cards one after the other at the end of a column.

import type { Column } from "boardwire-client";
import { type KeyboardEvent, useRef, useState } from "react";

import type { LiveBoard } from "../../live/board.ts";
import { messages } from "../../messages.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { complain } from "../../ui/toast.tsx";
import css from "./quick-add.module.css";

/** Begins with a card in the column that the focus is in, or else in the first. */
export function startAdding(): void {
  const column = document.activeElement?.closest("[data-column]") ?? document.querySelector("[data-column]");
  column?.querySelector<HTMLElement>("[data-add]")?.click();
}

export function QuickAdd({ board, column }: { board: LiveBoard; column: Column }) {
  const [open, setOpen] = useState(false);
  const [title, setTitle] = useState("");
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  const add = () => {
    const text = title.trim();
    if (text === "") return;
    setTitle("");
    board.create(column.id, text).catch((error: unknown) => {
      complain(error);
      setTitle((now) => now || text);
    });
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      add();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
  };
  if (!open) {
    return (
      <Button ref={opener} look="quiet" className={css.open} aria-label={messages.board.addCardTo(column.name)} data-add onClick={() => setOpen(true)}>
        <Icon name="plus" size={14} /> {messages.board.addCard}
      </Button>
    );
  }
  return (
    <form className={css.form} onSubmit={(event) => (event.preventDefault(), add())}>
      <textarea
        className={css.title}
        aria-label={messages.board.cardTitle}
        placeholder={messages.board.cardTitle}
        rows={2}
        maxLength={255}
        autoFocus
        value={title}
        onChange={({ target }) => setTitle(target.value)}
        onKeyDown={key}
        onBlur={() => title.trim() === "" && setOpen(false)}
      />
      <div className={css.row}>
        <span className={css.hint}>{messages.board.addHint}</span>
        <Button type="submit" look="primary">
          {messages.board.add}
        </Button>
      </div>
    </form>
  );
}
