import { Tabs } from "@base-ui/react/tabs";
import type { Card } from "boardwire-client";

import { cardTexts } from "../../messages/card.ts";
import type { OpenBoard } from "../board/context.ts";
import { Activity } from "./activity.tsx";
import { Comments } from "./comments.tsx";
import css from "./talk.module.css";

/** What was said about a card, and what was done with it. */
export function Talk({ card, opened }: { card: Card; opened: OpenBoard }) {
  return (
    <Tabs.Root defaultValue="comments" render={<section />} aria-label={cardTexts.talk}>
      <Tabs.List className={css.tabs} aria-label={cardTexts.talk}>
        <Tabs.Tab value="comments" className={css.tab}>
          {cardTexts.comments} {card.comments_count > 0 && <span className={css.count}>{card.comments_count}</span>}
        </Tabs.Tab>
        <Tabs.Tab value="activity" className={css.tab}>
          {cardTexts.activity}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="comments" className={css.panel}>
        <Comments card={card} opened={opened} />
      </Tabs.Panel>
      <Tabs.Panel value="activity" className={css.panel}>
        <Activity card={card} />
      </Tabs.Panel>
    </Tabs.Root>
  );
}
