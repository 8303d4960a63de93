import type { Dashboard } from "../../api/schema.ts";
import { pathOf, useMark, useNotifications } from "../../data/notifications.ts";
import { ago, full } from "../../dates.ts";
import { home } from "../../messages/home.ts";
import { Link } from "../../navigation.tsx";
import { complain } from "../../ui/toast.tsx";
import { classes } from "../../ui/classes.ts";
import lines from "../../ui/list.module.css";
import css from "./home.module.css";
import { Section } from "./section.tsx";

const MOST = 5;

/** The latest that are unread, as the stream tells of them; the dashboard's where it has not yet. */
export function Unread({ dashboard }: { dashboard: Dashboard }) {
  const { data: latest } = useNotifications();
  const mark = useMark(complain);
  const unread = latest?.items.filter(({ read_at }) => read_at === null) ?? dashboard.unread_notifications;
  return (
    <Section title={home.unread} more={["/notifications", home.allNotifications]}>
      {unread.length === 0 && <p className={css.quiet}>{home.allRead}</p>}
      <ul className={lines.list}>
        {unread.slice(0, MOST).map((one) => (
          <li key={one.id}>
            <Link to={pathOf(one)} className={classes(css.news, lines.link)!} onClick={() => mark.mutate({ one, read: true })}>
              {one.text}
              <time className={css.when} dateTime={one.created_at} title={full(one.created_at)}>
                {ago(one.created_at)}
              </time>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
