// Background jobs, the newest first.

import type { Schemas } from "../../api/schema.ts";
import { useJobs, useQueues } from "../../data/admin/jobs.ts";
import { ago, full } from "../../dates.ts";
import { admin } from "../../messages/admin.ts";
import { Link, Outlet, useLocation } from "../../navigation.tsx";
import { Field } from "../../ui/field.tsx";
import { Cell, RowHead, Table } from "../../ui/table.tsx";
import { useTyped } from "../../ui/typed.ts";
import css from "./admin.module.css";
import { known, useFilters } from "./filter.ts";
import { JobState } from "./job-state.tsx";
import { Listed } from "./listed.tsx";
import { SelectOne } from "./select-one.tsx";

const texts = admin.job;

export default function Jobs() {
  const [filter, change] = useFilters();
  const { search } = useLocation();
  const [kind, setKind] = useTyped(filter("kind"), (typed) => change({ kind: typed.trim() }));
  const { data: queues = [] } = useQueues();
  const state = known(filter("state"), texts.states);
  const asked = { ...(filter("queue") && { queue: filter("queue") }), ...(filter("kind") && { kind: filter("kind") }) };
  const jobs = useJobs({ ...asked, ...(state && { state }) });
  const heads = [
    { text: texts.kind },
    { text: texts.queue, wide: true },
    { text: texts.state },
    { text: texts.attempts, wide: true },
    { text: texts.created },
  ];
  return (
    <>
      <search className={css.filters}>
        <SelectOne
          label={texts.state}
          any={texts.anyState}
          value={state ?? ""}
          values={texts.states}
          onChange={(value) => change({ state: value })}
        />
        <SelectOne
          label={texts.queue}
          any={texts.anyQueue}
          value={filter("queue")}
          values={Object.fromEntries(queues.map(({ name }) => [name, name]))}
          onChange={(value) => change({ queue: value })}
        />
        <Field type="search" label={texts.kind} placeholder={texts.kindHint} value={kind} onChange={({ target }) => setKind(target.value)} />
        <span className={css.hint}>{texts.live}</span>
      </search>
      <Listed query={jobs} none={texts.none} noneText={texts.noneText}>
        <Table caption={admin.jobs} heads={heads}>
          {jobs.data?.map((job) => (
            <Row key={job.id} job={job} search={search} />
          ))}
        </Table>
      </Listed>
      <Outlet />
    </>
  );
}

function Row({ job, search }: { job: Schemas["Job"]; search: string }) {
  return (
    <tr>
      <RowHead>
        <Link to={{ pathname: `/admin/jobs/${job.id}`, search }} className={css.mono!}>
          {job.kind}
        </Link>
        {job.last_error !== null && job.state !== "done" && <span className={css.error}>{job.last_error}</span>}
      </RowHead>
      <Cell wide>{job.queue}</Cell>
      <Cell>
        <JobState job={job} />
      </Cell>
      <Cell wide quiet>
        {texts.attemptsOf(job.attempts, job.max_attempts)}
      </Cell>
      <Cell quiet>
        <time dateTime={job.created_at} title={full(job.created_at)}>
          {ago(job.created_at)}
        </time>
      </Cell>
    </tr>
  );
}
