// How the queues do.

import type { Schemas } from "../../api/schema.ts";
import { useQueues } from "../../data/admin/jobs.ts";
import { span } from "../../days.ts";
import { admin } from "../../messages/admin.ts";
import { Link } from "../../navigation.tsx";
import { Alert } from "../../ui/alert.tsx";
import { classes } from "../../ui/classes.ts";
import { Empty } from "../../ui/empty.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { Cell, RowHead, Table } from "../../ui/table.tsx";
import css from "./admin.module.css";

const texts = admin.queue;
const { states } = admin.job;
const COUNTED = ["ready", "running", "scheduled", "dead"] as const;

export default function Queues() {
  const { data: queues, error } = useQueues();
  if (!queues) return error ? <Alert error={error} /> : <Spinner />;
  if (queues.length === 0) return <Empty title={texts.none} />;
  const heads = [
    { text: texts.name },
    ...COUNTED.map((state) => ({ text: states[state], end: true, wide: state === "scheduled" })),
    { text: texts.oldest, end: true, wide: true },
    { text: texts.workers, end: true },
  ];
  return (
    <>
      <Table caption={admin.queues} heads={heads}>
        {queues.map((queue) => (
          <Row key={queue.name} queue={queue} />
        ))}
      </Table>
      <p className={css.hint}>{admin.job.live}</p>
    </>
  );
}

function Row({ queue }: { queue: Schemas["Queue"] }) {
  const { name, workers, oldest_age_s } = queue;
  return (
    <tr>
      <RowHead>{name}</RowHead>
      {COUNTED.map((state) => (
        <Cell key={state} end wide={state === "scheduled"}>
          {queue[state] === 0 ? (
            <span className={css.quiet}>0</span>
          ) : (
            <Link
              to={`/admin/jobs?queue=${encodeURIComponent(name)}&state=${state}`}
              className={classes(state === "dead" && css.bad)}
              aria-label={`${queue[state]}: ${texts.jobsOf(name, states[state])}`}
            >
              {queue[state]}
            </Link>
          )}
        </Cell>
      ))}
      <Cell end wide quiet>
        {oldest_age_s >= 1 && span(oldest_age_s, "short")}
      </Cell>
      <Cell end>{workers === 0 ? <span className={css.bad}>{texts.noWorkers}</span> : workers}</Cell>
    </tr>
  );
}
