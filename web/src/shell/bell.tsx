// How many notifications are unread, and the latest of them, live.

import { useState } from "react";

import type { Notification } from "../api/schema.ts";
import { pathOf, useMark, useNotifications } from "../data/notifications.ts";
import { ago, full } from "../dates.ts";
import { messages } from "../messages.ts";
import { Link } from "../navigation.tsx";
import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";
import { Icon } from "../ui/icon.tsx";
import { Popover } from "../ui/popover.tsx";
import { complain } from "../ui/toast.tsx";
import css from "./bell.module.css";
import { WhoTold } from "./who-told.tsx";

export function Bell() {
  const { data } = useNotifications();
  const [open, setOpen] = useState(false);
  const mark = useMark(complain);
  const unread = data?.unread_count ?? 0;
  const trigger = (
    <Button look="quiet" icon className={css.bell} aria-label={messages.notifications.open(unread)}>
      <Icon name="bell" />
      {unread > 0 && <span className={css.count}>{unread > 99 ? "99+" : unread}</span>}
    </Button>
  );
  const readAll = unread > 0 && (
    <Button look="quiet" onClick={() => mark.mutate({ read: true })}>
      {messages.notifications.readAll}
    </Button>
  );
  return (
    <>
      <span role="status" className="visually-hidden">
        {unread > 0 && messages.notifications.open(unread)}
      </span>
      <Popover trigger={trigger} title={messages.notifications.title} actions={readAll} open={open} onOpenChange={setOpen}>
        {data && data.items.length === 0 ? (
          <div className={css.none}>
            <Empty title={messages.notifications.none}>{messages.notifications.noneText}</Empty>
          </div>
        ) : (
          <ul className={css.list}>
            {data?.items.map((one) => (
              <li key={one.id}>
                <Item one={one} onOpen={() => (setOpen(false), one.read_at === null && mark.mutate({ one, read: true }))} />
              </li>
            ))}
          </ul>
        )}
        <Link to="/notifications" className={css.all!} onClick={() => setOpen(false)}>
          {messages.notifications.seeAll}
        </Link>
      </Popover>
    </>
  );
}

function Item({ one, onOpen }: { one: Notification; onOpen: () => void }) {
  return (
    <Link to={pathOf(one)} className={css.item!} onClick={onOpen}>
      <WhoTold one={one} />
      <span className={css.text}>
        {one.text}
        <time className={css.when} dateTime={one.created_at} title={full(one.created_at)}>
          {ago(one.created_at)}
        </time>
      </span>
      {one.read_at === null && (
        <span className={css.unread}>
          <span className="visually-hidden">{messages.notifications.unread}</span>
        </span>
      )}
    </Link>
  );
}
