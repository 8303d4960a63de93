// A card in a line, wherever cards are listed: a link to it, when it is due, and who works on it.

import type { ReactNode } from "react";

import type { Card } from "../api/schema.ts";
import { messages } from "../messages.ts";
import { Link } from "../navigation.tsx";
import { Avatars } from "../ui/avatar.tsx";
import { classes } from "../ui/classes.ts";
import lines from "../ui/list.module.css";
import css from "./card-line.module.css";

interface Props {
  card: Pick<Card, "id" | "board_id" | "key" | "title"> & { assignees: readonly { id: string; name: string }[] };
  /** When it is due, in words. */
  when: string | undefined;
  late: boolean;
  /** Before its key. */
  sign?: ReactNode;
  /** Behind its title. */
  children?: ReactNode;
}

export function CardLine({ card, when, late, sign, children }: Props) {
  return (
    <Link to={`/boards/${card.board_id}/cards/${card.id}`} className={classes(css.card, lines.link)!}>
      {sign}
      <span className={css.key}>{card.key}</span>
      <span className={css.title}>{card.title}</span>
      {children}
      {when && <span className={classes(css.due, late && css.late)}>{when}</span>}
      <Avatars people={card.assignees} size={20} most={3} />
      {card.assignees.length > 0 && (
        <span className="visually-hidden">{messages.board.assignees(card.assignees.map(({ name }) => name).join(", "))}</span>
      )}
    </Link>
  );
}
