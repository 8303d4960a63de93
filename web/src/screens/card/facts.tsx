// What is beside a card's text: where it is, how much it matters, when it is due and whose it is.

import { type Card, columnsInOrder } from "boardwire-client";

import type { Priority } from "../../api/schema.ts";
import { ago, full } from "../../dates.ts";
import { messages } from "../../messages.ts";
import { Select } from "../../ui/field.tsx";
import { complain } from "../../ui/toast.tsx";
import type { OpenBoard } from "../board/context.ts";
import { moveCard } from "../board/moves.ts";
import { Due } from "./due.tsx";
import css from "./facts.module.css";
import { Labels } from "./labels.tsx";
import { Assignees, Watchers } from "./people.tsx";
import { Reminders } from "./reminders.tsx";
import { kept } from "./saving.ts";

export function Facts({ card, opened }: { card: Card; opened: OpenBoard }) {
  const { board, state, mayWrite } = opened;
  const mayEdit = mayWrite && card.archived_at === null;
  const setPriority = (priority: Priority) => {
    board.update(card.id, { priority }).then(kept, (error: unknown) => complain(error, messages.problem.undone));
  };
  return (
    <aside className={css.facts}>
      <Select label={messages.card.column} value={card.column_id} disabled={!mayEdit} onChange={({ target }) => void moveCard(board, state, card.id, { column: target.value })}>
        {columnsInOrder(state).map((column) => (
          <option key={column.id} value={column.id}>
            {column.name}
          </option>
        ))}
      </Select>
      <Select label={messages.card.priority} value={card.priority} disabled={!mayEdit} onChange={({ target }) => setPriority(target.value as Priority)}>
        {Object.entries(messages.card.priorities).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </Select>
      <Assignees card={card} opened={opened} mayEdit={mayEdit} />
      <Labels card={card} opened={opened} mayEdit={mayEdit} />
      <Due card={card} opened={opened} mayEdit={mayEdit} />
      <Reminders card={card} />
      <Watchers card={card} />
      <p className={css.made} title={full(card.created_at)}>
        {messages.card.created(card.created_by.name, ago(card.created_at))}
      </p>
    </aside>
  );
}
