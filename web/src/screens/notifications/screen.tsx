// All notifications, as they come, under their days.

import { useNotificationList } from "../../data/notification-list.ts";
import { useMark, useNotifications } from "../../data/notifications.ts";
import { dayName } from "../../days.ts";
import { messages } from "../../messages.ts";
import { notificationList } from "../../messages/notification-list.ts";
import { useSearchParams } from "../../navigation.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import lines from "../../ui/list.module.css";
import { More, moreOf } from "../../ui/more.tsx";
import { Page } from "../../ui/page.tsx";
import { Segments } from "../../ui/segments.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { complain } from "../../ui/toast.tsx";
import { byDay } from "./days.ts";
import { Item } from "./item.tsx";
import css from "./notifications.module.css";

const texts = { ...messages.notifications, ...notificationList };

export default function Notifications() {
  const [params, setParams] = useSearchParams();
  const shown = params.get("show") === "unread" ? "unread" : "all";
  const list = useNotificationList(shown === "unread");
  const unread = useNotifications().data?.unread_count ?? 0;
  const mark = useMark(complain);
  const choose = (show: string) => setParams(show === "all" ? {} : { show }, { replace: true });
  const readAll = (
    <Button disabled={unread === 0} onClick={() => mark.mutate({ read: true })}>
      {texts.readAll}
    </Button>
  );
  return (
    <Page title={texts.title} actions={readAll}>
      <div className={css.list}>
        <Segments label={texts.show} value={shown} values={texts.shown} onChange={choose} />
        {list.isPending && <Spinner />}
        {!list.data && <Alert error={list.error} />}
        {list.data?.length === 0 && !list.hasNextPage && <None unread={shown === "unread"} />}
        {byDay(list.data ?? []).map(({ day, items }) => (
          <section key={day} className={css.day}>
            <h2 className={css.heading}>{dayName(day)}</h2>
            <ul className={lines.list}>
              {items.map((one) => (
                <li key={one.id}>
                  <Item one={one} onMark={(read) => mark.mutate({ one, read })} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        <More {...moreOf(list)} />
      </div>
    </Page>
  );
}

function None({ unread }: { unread: boolean }) {
  return <Empty title={unread ? texts.allRead : texts.none}>{unread ? texts.allReadText : texts.noneText}</Empty>;
}
