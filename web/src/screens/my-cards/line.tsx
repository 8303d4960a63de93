import type { Card } from "../../api/schema.ts";
import { due } from "../../dates.ts";
import { messages } from "../../messages.ts";
import { Link } from "../../navigation.tsx";
import { Avatars } from "../../ui/avatar.tsx";
import { classes } from "../../ui/classes.ts";
import { Level } from "../../ui/level.tsx";
import css from "./my-cards.module.css";

const LEVELS = { none: 0, low: 1, medium: 2, high: 3, urgent: 4 };

/** A card in a line: what it is, when it is due, who works on it. */
export function Line({ card }: { card: Card }) {
  const late = card.due_at !== null && card.status !== "done" && Date.parse(card.due_at) < Date.now();
  const when = card.due !== null && card.due_at !== null ? due(card.due, card.due_at) : undefined;
  return (
    <Link to={`/boards/${card.board_id}/cards/${card.id}`} className={css.card!}>
      <Level value={LEVELS[card.priority]} of={4} name={messages.card.priorities[card.priority]} high={card.priority === "urgent"} />
      <span className={css.key}>{card.key}</span>
      <span className={css.title}>{card.title}</span>
      {card.labels.map(({ id, name, color }) => (
        <span key={id} className={css.label}>
          <span className={css.colour} style={{ background: color }} />
          {name}
        </span>
      ))}
      {when && <span className={classes(css.due, late && css.late)}>{late ? messages.board.overdue(when) : messages.board.due(when)}</span>}
      <Avatars people={card.assignees} size={20} most={3} />
      {card.assignees.length > 0 && (
        <span className="visually-hidden">{messages.board.assignees(card.assignees.map(({ name }) => name).join(", "))}</span>
      )}
    </Link>
  );
}
