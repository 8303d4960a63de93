import type { Card } from "boardwire-client";

import { useCardActivity } from "../../data/card-activity.ts";
import { ago, full } from "../../dates.ts";
import { worded } from "../../happening.ts";
import { messages } from "../../messages.ts";
import { cardTexts } from "../../messages/card.ts";
import { Alert } from "../../ui/alert.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import css from "./talk.module.css";

/** What happened to the card, in the server's words, newest first. */
export function Activity({ card }: { card: Card }) {
  const { data: happened = [], isPending, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useCardActivity(card.id);
  if (isPending) return <Spinner />;
  return (
    <div className={css.talk}>
      <Alert error={error} />
      <ul className={css.list}>
        {happened.map(({ id, actor, at, ...what }) => (
          <li key={id} className={css.happened}>
            <Avatar id={actor?.id ?? id} name={actor?.name ?? messages.app} size={22} />
            <span>{worded(what)}</span>
            <time dateTime={at} title={full(at)}>
              {ago(at)}
            </time>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {cardTexts.further}
        </Button>
      )}
    </div>
  );
}
