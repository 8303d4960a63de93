// A project's report: which project, which days, and the pictures.

import { tableOf, useProjectReport, type Days } from "../../data/reports.ts";
import { useProjects } from "../../data/projects.ts";
import { dayOf } from "../../days.ts";
import { reports } from "../../messages/reports.ts";
import { Navigate, useNavigate, useParams, useSearchParams } from "../../navigation.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Select } from "../../ui/field.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { ChooseDays } from "./choose-days.tsx";
import { daysOf } from "./days.ts";
import { Download } from "./download.tsx";
import { Flow } from "./flow.tsx";
import { MadeAndDone } from "./made-and-done.tsx";
import { Overdue } from "./overdue.tsx";
import { ProgressFigure } from "./progress.tsx";
import css from "./reports.module.css";
import { Times } from "./times.tsx";

const texts = reports;

export default function ProjectReports() {
  const { projectId } = useParams();
  const { data: projects, error } = useProjects();
  if (error && !projects) return <Alert error={error} />;
  if (!projects) return <Spinner />;
  const [first] = projects;
  if (projectId) return <OfProject id={projectId} names={projects} />;
  if (first) return <Navigate to={`/reports/projects/${first.id}`} replace />;
  return <Empty title={texts.noProjects}>{texts.noProjectsText}</Empty>;
}

function OfProject({ id, names }: { id: string; names: readonly { id: string; name: string }[] }) {
  const goTo = useNavigate();
  const [params, setParams] = useSearchParams();
  const today = dayOf(Date.now());
  const days = daysOf(params, today);
  const goToProject = (other: string) => void goTo({ pathname: `/reports/projects/${other}`, search: params.toString() });
  const choose = ({ from, to }: Days) => setParams({ from, to }, { replace: true });
  return (
    <>
      <div className={css.choices}>
        <Select label={texts.project} value={id} onChange={({ target }) => goToProject(target.value)}>
          {names.map((project) => (
            <option key={project.id} value={project.id}>
              {project.name}
            </option>
          ))}
        </Select>
        <ChooseDays days={days} today={today} onChange={choose} />
        <Download path={tableOf(`projects/${id}`, { ...days })} />
      </div>
      <Report id={id} days={days} />
    </>
  );
}

function Report({ id, days }: { id: string; days: Days }) {
  const { data: report, error, isPlaceholderData } = useProjectReport(id, days);
  if (error) return <Alert error={error} />;
  if (!report) return <Spinner />;
  return (
    <div className={css.report} aria-busy={isPlaceholderData}>
      <div className={css.two}>
        <ProgressFigure progress={report.progress} />
        <Times report={report} />
      </div>
      <Flow days={report.days} />
      <MadeAndDone days={report.days} />
      {report.overdue.length > 0 && <Overdue cards={report.overdue} />}
    </div>
  );
}
