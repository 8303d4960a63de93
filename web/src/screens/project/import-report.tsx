// How far an import is, and in the end what came over and what did not.

import { useImport } from "../../data/project-files.ts";
import { projectParts } from "../../messages/project-parts.ts";
import { Alert } from "../../ui/alert.tsx";
import css from "./project.module.css";

export function ImportReport({ id }: { id: string }) {
  const { data, error } = useImport(id);
  if (!data) return <Alert error={error} />;
  const { state, progress, report, reason } = data;
  if (state === "failed") return <Alert>{projectParts.importFailed(reason ?? "")}</Alert>;
  if (state === "done" && report) {
    return (
      <div className={css.report} role="status">
        <p>{projectParts.imported(report.created, report.skipped)}</p>
        {report.left_out.length > 0 && (
          <>
            <h3>{projectParts.leftOut}</h3>
            <ul>
              {report.left_out.map(({ what, name, count, why }, at) => (
                <li key={at}>
                  {projectParts.leftOutLine(what, name, count)}: {why}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    );
  }
  const text = state === "queued" ? projectParts.importQueued : projectParts.importing(progress.done, progress.total);
  return (
    <div className={css.report}>
      <p role="status">{text}</p>
      <progress aria-label={projectParts.importTitle} {...(progress.total > 0 && { value: progress.done, max: progress.total })} />
    </div>
  );
}
