import type { Dashboard } from "../../api/schema.ts";
import { due } from "../../dates.ts";
import { CardLine } from "../../shell/card-line.tsx";
import lines from "../../ui/list.module.css";
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
      <ul className={lines.list}>
        {cards.map((card) => (
          <li key={card.id}>
            <CardLine card={card} when={card.due && card.due_at ? due(card.due, card.due_at) : undefined} late={late} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
