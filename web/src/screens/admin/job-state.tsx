import type { Schemas } from "../../api/schema.ts";
import { admin } from "../../messages/admin.ts";
import { classes } from "../../ui/classes.ts";
import css from "./admin.module.css";

const texts = admin.job;
const LOOKS = { ready: undefined, scheduled: css.quiet, running: css.warn, done: css.good, dead: css.bad, discarded: css.quiet };

/** As the filters name it: what is ready for a later time is scheduled. */
export function stateOf({ state, run_at }: Schemas["Job"], now = Date.now()): Schemas["JobsAsked"] {
  return state === "ready" && Date.parse(run_at) > now ? "scheduled" : state;
}

export function JobState({ job }: { job: Schemas["Job"] }) {
  const state = stateOf(job);
  return <span className={classes(css.state, LOOKS[state])}>{texts.states[state]}</span>;
}
