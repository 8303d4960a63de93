// Those of one kind, as far as one has scrolled. A kind without any is left out; the last of them says why there are none.

import type { Schemas } from "../../api/schema.ts";
import { type CardQuery, useCardList } from "../../data/card-list.ts";
import { messages } from "../../messages.ts";
import { myCards } from "../../messages/my-cards.ts";
import { Alert } from "../../ui/alert.tsx";
import { Empty } from "../../ui/empty.tsx";
import lines from "../../ui/list.module.css";
import { More, moreOf } from "../../ui/more.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { Line } from "./line.tsx";
import css from "./my-cards.module.css";

const texts = myCards;

interface Props {
  kind: Schemas["ColumnKind"];
  query: CardQuery;
  /** Why there may be none. */
  none?: "filters" | "plate";
}

export function Group({ kind, query, none }: Props) {
  const list = useCardList({ ...query, status: kind });
  const cards = list.data ?? [];
  if (list.isPending) return <Spinner />;
  if (list.error && cards.length === 0) return <Alert error={list.error} />;
  if (cards.length === 0 && none === undefined) return null;
  return (
    <section className={css.group} aria-busy={list.isPlaceholderData}>
      <h2 className={css.heading}>{messages.board.kinds[kind]}</h2>
      {cards.length === 0 ? (
        <Empty title={none === "plate" ? texts.nothing : texts.none}>{none === "plate" ? texts.nothingText : texts.noneText}</Empty>
      ) : (
        <ul className={lines.list}>
          {cards.map((card) => (
            <li key={card.id}>
              <Line card={card} />
            </li>
          ))}
        </ul>
      )}
      <More {...moreOf(list)} />
    </section>
  );
}
