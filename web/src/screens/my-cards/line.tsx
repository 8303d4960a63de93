import type { Card } from "../../api/schema.ts";
import { due } from "../../dates.ts";
import { messages } from "../../messages.ts";
import { CardLine } from "../../shell/card-line.tsx";
import { Priority } from "../../shell/priority.tsx";
import css from "./my-cards.module.css";

/** A card in a line: what it is, how much it matters, when it is due, who works on it. */
export function Line({ card }: { card: Card }) {
  const late = card.due_at !== null && card.status !== "done" && Date.parse(card.due_at) < Date.now();
  const when = card.due !== null && card.due_at !== null ? due(card.due, card.due_at) : undefined;
  return (
    <CardLine card={card} when={when && (late ? messages.board.overdue(when) : messages.board.due(when))} late={late} sign={<Priority of={card.priority} />}>
      {card.labels.map(({ id, name, color }) => (
        <span key={id} className={css.label}>
          <span className={css.colour} style={{ background: color }} />
          {name}
        </span>
      ))}
    </CardLine>
  );
}
