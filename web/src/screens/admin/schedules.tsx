// What runs again and again, and running it now.

import { useRunSchedule, useSchedules } from "../../data/admin/jobs.ts";
import { full } from "../../dates.ts";
import { fromNow } from "../../days.ts";
import { admin } from "../../messages/admin.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { Cell, RowHead, Table } from "../../ui/table.tsx";
import { complain, tell } from "../../ui/toast.tsx";
import css from "./admin.module.css";

const texts = admin.schedule;

export default function Schedules() {
  const { data: schedules, error } = useSchedules();
  if (!schedules) return error ? <Alert error={error} /> : <Spinner />;
  const heads = [
    { text: texts.name },
    { text: texts.cron, wide: true },
    { text: texts.last, wide: true },
    { text: texts.next },
    { text: admin.actionsHead, hidden: true, end: true },
  ];
  return (
    <Table caption={admin.schedules} heads={heads}>
      {schedules.map(({ name, cron, time_zone, queue, last_run_at, next_run_at }) => (
        <tr key={name}>
          <RowHead>
            {name}
            <span className={css.under}>{queue}</span>
          </RowHead>
          <Cell wide>
            <span className={css.mono}>{cron}</span> <span className={css.under}>{texts.zone(time_zone)}</span>
          </Cell>
          <Cell wide quiet>
            <When at={last_run_at} />
          </Cell>
          <Cell quiet>
            <When at={next_run_at} />
          </Cell>
          <Cell end>
            <RunNow name={name} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function When({ at }: { at: string | null }) {
  if (at === null) return texts.never;
  return (
    <time dateTime={at} title={full(at)}>
      {fromNow(at)}
    </time>
  );
}

function RunNow({ name }: { name: string }) {
  const run = useRunSchedule();
  const go = () => run.mutate(name, { onSuccess: () => tell(texts.started(name)), onError: (error) => complain(error) });
  return (
    <Button busy={run.isPending} aria-label={texts.runOf(name)} onClick={go}>
      {texts.run}
    </Button>
  );
}
