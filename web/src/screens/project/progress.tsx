// How far a project is: a bar, and the same in numbers.

import type { Project } from "../../api/schema.ts";
import { useProgress } from "../../data/projects.ts";
import { due } from "../../dates.ts";
import { projectParts } from "../../messages/project-parts.ts";
import css from "./project.module.css";

export function Progress({ project }: { project: Project }) {
  const { data } = useProgress(project.id);
  if (!data) return null;
  const numbers = (["todo", "in_progress", "done", "overdue"] as const).map((state) => [state, data[state]] as const);
  return (
    <section>
      <h2 className={css.heading}>{projectParts.progressTitle}</h2>
      <div className={css.progress}>
        <div className={css.bar} role="img" aria-label={projectParts.progress(data.done, data.total, data.percent)}>
          <span className={css.done} style={{ flexGrow: data.done }} />
          <span className={css.doing} style={{ flexGrow: data.in_progress }} />
          <span style={{ flexGrow: data.todo || (data.total === 0 ? 1 : 0) }} />
        </div>
        <dl className={css.numbers}>
          {numbers.map(([state, count]) => (
            <div key={state} data-state={state}>
              <dt>{projectParts.states[state]}</dt>
              <dd>{count}</dd>
            </div>
          ))}
          <div>
            <dt>{projectParts.status}</dt>
            <dd className={css.word}>{projectParts.statuses[project.status]}</dd>
          </div>
          {project.deadline && (
            <div>
              <dt>{projectParts.deadlineLabel}</dt>
              <dd className={css.word}>{due(project.deadline, project.deadline)}</dd>
            </div>
          )}
        </dl>
      </div>
    </section>
  );
}
