import type { Dashboard } from "../../api/schema.ts";
import { due } from "../../dates.ts";
import { messages } from "../../messages.ts";
import { Link } from "../../navigation.tsx";
import { Avatars } from "../../ui/avatar.tsx";
import { classes } from "../../ui/classes.ts";
import css from "./home.module.css";
import { Section } from "./section.tsx";

type Line = Pick<Dashboard["due_soon"][number], "id" | "board_id" | "key" | "title" | "due" | "due_at"> & { assignees: { id: string; name: string }[] };

interface Props {
  title: string;
  cards: readonly Line[];
  /** In their place, where there are none. */
  none?: string;
  more?: readonly [to: string, text: string];
  late?: boolean;
}

export function Cards({ title, cards, none, more, late = false }: Props) {
  return (
    <Section title={title} {...(more && { more })}>
      {cards.length === 0 && <p className={css.quiet}>{none}</p>}
      <ul className={css.list}>
        {cards.map((card) => (
          <li key={card.id}>
            <Link to={`/boards/${card.board_id}/cards/${card.id}`} className={css.card!}>
              <span className={css.key}>{card.key}</span>
              <span className={css.title}>{card.title}</span>
              {card.due && card.due_at && <span className={classes(css.due, late && css.late)}>{due(card.due, card.due_at)}</span>}
              <Avatars people={card.assignees} size={20} most={3} />
              {card.assignees.length > 0 && (
                <span className="visually-hidden">{messages.board.assignees(card.assignees.map(({ name }) => name).join(", "))}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
