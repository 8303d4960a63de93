// A column: its name, how full it is, its cards, and adding one.

import { useDroppable } from "@dnd-kit/core";
import { SortableContext, verticalListSortingStrategy } from "@dnd-kit/sortable";
import type { Card, Column as ColumnData } from "boardwire-client";
import { lazy, memo, Suspense } from "react";

import { messages } from "../../messages.ts";
import { classes } from "../../ui/classes.ts";
import { Icon } from "../../ui/icon.tsx";
import css from "./board.module.css";
import { SortableCard } from "./card.tsx";
import type { OpenBoard } from "./context.ts";
import { QuickAdd } from "./quick-add.tsx";

const ColumnMenu = lazy(() => import("./tools/column-menu.tsx"));

interface Props {
  column: ColumnData;
  /** Those that are shown. */
  cards: readonly Card[];
  opened: OpenBoard;
}

export function Column({ column, cards, opened }: Props) {
  const { board, state, mayWrite } = opened;
  const { setNodeRef } = useDroppable({ id: column.id, data: { column: column.id } });
  const { wip_limit: limit } = column;
  // The limit is of all cards, whichever are shown.
  const count = Object.values(state.cards).filter((card) => card.column_id === column.id).length;
  const over = limit !== null && count > limit;
  const about = limit === null ? messages.board.cards(count) : messages.board.overLimit(count, limit);
  return (
    <section className={css.column} aria-label={column.name} data-column={column.id}>
      <header className={css.columnHead}>
        <span className={classes(css.kind, css[column.kind])} aria-hidden="true" />
        <h2 className={css.columnName}>{column.name}</h2>
        <span className={classes(css.count, over && css.over)} title={about}>
          {over && <Icon name="warning" size={13} />}
          <span aria-hidden="true">{limit === null ? count : `${count}/${limit}`}</span>
          <span className="visually-hidden">{about}</span>
        </span>
        {mayWrite && (
          <span className={css.menu}>
            <Suspense>
              <ColumnMenu column={column} opened={opened} />
            </Suspense>
          </span>
        )}
      </header>
      <SortableContext id={column.id} items={cards.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
        <Cards cards={cards} mayWrite={mayWrite} listRef={setNodeRef} />
      </SortableContext>
      {mayWrite && <QuickAdd board={board} column={column} />}
    </section>
  );
}

const Cards = memo(function Cards({ cards, mayWrite, listRef }: { cards: readonly Card[]; mayWrite: boolean; listRef: (list: HTMLElement | null) => void }) {
  return (
    <ul ref={listRef} className={css.cards} data-list>
      {cards.map((card) => (
        <SortableCard key={card.id} card={card} disabled={!mayWrite || card.version === 0} />
      ))}
    </ul>
  );
});
