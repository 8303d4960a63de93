// A job, opened above the list: all there is to know, and what can be done about it.

import type { Schemas } from "../../api/schema.ts";
import { useJob } from "../../data/admin/jobs.ts";
import { moment } from "../../days.ts";
import { messages } from "../../messages.ts";
import { admin } from "../../messages/admin.ts";
import { useLocation, useNavigate, useParams } from "../../navigation.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import css from "./admin.module.css";
import { JobButtons } from "./job-buttons.tsx";
import { JobState } from "./job-state.tsx";

const texts = admin.job;

export default function JobScreen() {
  const { jobId = "" } = useParams();
  const { search } = useLocation();
  const goTo = useNavigate();
  const { data: job, error } = useJob(jobId);
  return (
    <Dialog label={job?.kind ?? messages.loading} wide onClose={() => void goTo({ pathname: "/admin/jobs", search })}>
      {job ? <Opened job={job} /> : error ? <Alert error={error} /> : <Spinner />}
    </Dialog>
  );
}

function Opened({ job }: { job: Schemas["Job"] }) {
  const facts: [string, string | null][] = [
    [texts.queue, job.queue],
    [texts.attempts, texts.attemptsOf(job.attempts, job.max_attempts)],
    [texts.created, moment(job.created_at)],
    [texts.runAt, moment(job.run_at)],
    [texts.finished, job.finished_at && moment(job.finished_at)],
    [texts.lease, job.lease_until && moment(job.lease_until)],
    [texts.losses, job.losses > 0 ? String(job.losses) : null],
    [texts.priority, job.priority === 0 ? null : String(job.priority)],
    [texts.dedupe, job.dedupe_key],
    [admin.trace, job.trace_id],
  ];
  return (
    <article className={css.dialog}>
      <h2>
        <span className={css.mono}>{job.kind}</span> <JobState job={job} />
      </h2>
      <dl className={css.facts}>
        {facts.map(([name, value]) => value !== null && [<dt key={name}>{name}</dt>, <dd key={`${name}:`}>{value}</dd>])}
      </dl>
      {job.last_error !== null && (
        <section>
          <h3>{texts.error}</h3>
          <pre className={css.pre} tabIndex={0}>
            {job.last_error}
          </pre>
        </section>
      )}
      <section>
        <h3>{texts.payload}</h3>
        <pre className={css.pre} tabIndex={0}>
          {JSON.stringify(job.payload, null, 2)}
        </pre>
      </section>
      <div className={css.buttons}>
        <JobButtons job={job} />
      </div>
    </article>
  );
}
