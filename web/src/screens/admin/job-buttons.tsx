import type { Schemas } from "../../api/schema.ts";
import { useDiscardJob, useRetryJob } from "../../data/admin/jobs.ts";
import { admin } from "../../messages/admin.ts";
import { Button } from "../../ui/button.tsx";
import { complain, tell } from "../../ui/toast.tsx";
import { stateOf } from "./job-state.tsx";

const texts = admin.job;

/** What may be done about a job as it is: what is over without success runs again, what waits runs now, and either is given up. */
export function JobButtons({ job }: { job: Schemas["Job"] }) {
  const [retry, discard] = [useRetryJob(), useDiscardJob()];
  const isScheduled = stateOf(job) === "scheduled";
  const mayRetry = isScheduled || job.state === "dead" || job.state === "discarded";
  const mayDiscard = job.state === "dead" || job.state === "ready";
  const then = (said: string) => ({ onSuccess: () => tell(said), onError: (error: unknown) => complain(error) });
  return (
    <>
      {mayRetry && (
        <Button busy={retry.isPending} onClick={() => retry.mutate(job.id, then(texts.retried(job.kind)))}>
          {isScheduled ? texts.now : texts.retry}
        </Button>
      )}
      {mayDiscard && (
        <Button look="danger" busy={discard.isPending} onClick={() => discard.mutate(job.id, then(texts.discarded(job.kind)))}>
          {texts.discard}
        </Button>
      )}
    </>
  );
}
