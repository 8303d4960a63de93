// One notification: a link to what it tells of, which marks it as read, and a button that marks it as the other.

import type { Notification } from "../../api/schema.ts";
import { pathOf } from "../../data/notifications.ts";
import { ago, full } from "../../dates.ts";
import { messages } from "../../messages.ts";
import { notificationList } from "../../messages/notification-list.ts";
import { Link } from "../../navigation.tsx";
import { WhoTold } from "../../shell/who-told.tsx";
import { Button } from "../../ui/button.tsx";
import { classes } from "../../ui/classes.ts";
import { Icon } from "../../ui/icon.tsx";
import css from "./notifications.module.css";

const texts = notificationList;

export function Item({ one, onMark }: { one: Notification; onMark: (read: boolean) => void }) {
  const unread = one.read_at === null;
  const other = unread ? texts.markRead : texts.markUnread;
  const place = [texts.kinds[one.kind], one.project?.name].filter(Boolean).join(" · ");
  return (
    <div className={classes(css.item, unread && css.unread)}>
      <span className={css.dot}>{unread && <span className="visually-hidden">{messages.notifications.unread}</span>}</span>
      <WhoTold one={one} />
      <Link to={pathOf(one)} className={css.text!} onClick={() => unread && onMark(true)}>
        {one.text}
        <span className={css.about}>
          {place} · <time dateTime={one.created_at} title={full(one.created_at)}>{ago(one.created_at)}</time>
        </span>
      </Link>
      <Button look="quiet" icon title={other} aria-label={`${other}: ${one.text}`} onClick={() => onMark(unread)}>
        <Icon name={unread ? "check" : "bell"} />
      </Button>
    </div>
  );
}
