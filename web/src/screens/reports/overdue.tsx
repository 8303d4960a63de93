import type { Schemas } from "../../api/schema.ts";
import { due } from "../../dates.ts";
import { reports } from "../../messages/reports.ts";
import { Link } from "../../navigation.tsx";
import { Figure } from "./charts/figure.tsx";
import css from "./reports.module.css";

/** Those that are late, to be gone to. */
export function Overdue({ cards }: { cards: readonly Schemas["CardLine"][] }) {
  return (
    <Figure title={reports.overdue}>
      <ul className={css.cards}>
        {cards.map((card) => (
          <li key={card.id}>
            <Link to={`/boards/${card.board_id}/cards/${card.id}`} className={css.card!}>
              <span className={css.key}>{card.key}</span>
              <span>{card.title}</span>
              {card.due !== null && card.due_at !== null && <span className={css.late}>{due(card.due, card.due_at)}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </Figure>
  );
}
