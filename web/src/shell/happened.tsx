// What happened, in words, day by day and further back as one asks.

import { type Happening, type Of, useHappened } from "../data/happened.ts";
import { clockTime, dayHeading, full } from "../dates.ts";
import { worded } from "../happening.ts";
import { messages } from "../messages.ts";
import { happened } from "../messages/project-parts.ts";
import { Link } from "../navigation.tsx";
import { Alert } from "../ui/alert.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";
import { Spinner } from "../ui/spinner.tsx";
import css from "./happened.module.css";

export function Happened({ of }: { of: Of }) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useHappened(of);
  if (!data) return error ? <Alert error={error} /> : <Spinner />;
  if (data.length === 0) return <Empty title={happened.none}>{happened.noneText}</Empty>;
  return (
    <div className={css.happened}>
      {byDay(data).map(([name, items]) => (
        <section key={name}>
          <h2 className={css.day}>{name}</h2>
          <ol>
            {items.map((item) => (
              <Line key={item.id} item={item} />
            ))}
          </ol>
        </section>
      ))}
      <Alert error={error} />
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {messages.shared.more}
        </Button>
      )}
    </div>
  );
}

function Line({ item }: { item: Happening }) {
  const to = pathOf(item);
  return (
    <li className={css.line}>
      <Avatar id={item.actor?.id ?? item.name} name={item.actor?.name ?? messages.app} size={22} title={false} />
      <span className={css.text}>{to ? <Link to={to}>{worded(item)}</Link> : worded(item)}</span>
      <time className={css.time} dateTime={item.at} title={full(item.at)}>
        {clockTime(item.at)}
      </time>
    </li>
  );
}

function byDay(all: readonly Happening[]): [string, Happening[]][] {
  const days = new Map<string, Happening[]>();
  for (const item of all) {
    const name = dayHeading(item.at);
    days.set(name, [...(days.get(name) ?? []), item]);
  }
  return [...days];
}

/** What was deleted leads nowhere. */
function pathOf({ name, card_id, board_id }: Happening): string | undefined {
  if (name === "card.deleted" || name === "board.deleted") return undefined;
  if (card_id) return board_id ? `/boards/${board_id}/cards/${card_id}` : `/cards/${card_id}`;
  return board_id ? `/boards/${board_id}` : undefined;
}
