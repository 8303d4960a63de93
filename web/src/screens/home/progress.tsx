import type { Dashboard } from "../../api/schema.ts";
import { home } from "../../messages/home.ts";
import { Link } from "../../navigation.tsx";
import { classes } from "../../ui/classes.ts";
import lines from "../../ui/list.module.css";
import css from "./home.module.css";
import { Section } from "./section.tsx";

/** How far each project is. */
export function Progress({ projects }: { projects: Dashboard["project_progress"] }) {
  return (
    <Section title={home.progress} more={["/reports", home.reports]}>
      <ul className={lines.list}>
        {projects.map(({ project, progress }) => (
          <li key={project.id}>
            <Link to={`/projects/${project.id}`} className={classes(css.project, lines.link)!}>
              <span className={css.title}>{project.name}</span>
              <span className={css.quiet}>{home.done(progress.done, progress.total)}</span>
              <progress className={css.progress} value={progress.done} max={progress.total || 1} aria-label={project.name} />
              {progress.overdue > 0 && <span className={css.late}>{home.late(progress.overdue)}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
