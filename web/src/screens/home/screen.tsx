// Home: what is late, due and under way, what came in, and how the projects are doing.

import type { Dashboard } from "../../api/schema.ts";
import { useDashboard } from "../../data/dashboard.ts";
import { useUser } from "../../data/me.ts";
import { home } from "../../messages/home.ts";
import { NextSteps } from "../../shell/next-steps.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Page } from "../../ui/page.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { Cards } from "./cards.tsx";
import { FirstSteps } from "./first-steps.tsx";
import css from "./home.module.css";
import { Progress } from "./progress.tsx";
import { Unread } from "./unread.tsx";
import { Working } from "./working.tsx";

const MOST_RECENT = 8;

export default function Home() {
  const { data, error } = useDashboard();
  const user = useUser();
  return (
    <Page title={home.title} heading={home.greeting(user.name)}>
      {data && <NextSteps cards={data.recent_cards} />}
      {data ? <Overview dashboard={data} /> : error ? <Alert error={error} /> : <Spinner />}
    </Page>
  );
}

function Overview({ dashboard }: { dashboard: Dashboard }) {
  const { overdue, due_soon, recent_cards, project_progress } = dashboard;
  if (project_progress.length === 0 && recent_cards.length === 0) return <FirstSteps />;
  return (
    <div className={css.home}>
      <div className={css.column}>
        {overdue.length > 0 && <Cards title={home.overdue} cards={overdue} late />}
        <Cards title={home.dueSoon} cards={due_soon} none={home.nothingDue} />
        <Working />
        <Cards title={home.myCards} cards={recent_cards.slice(0, MOST_RECENT)} none={home.noCardsText} />
      </div>
      <div className={css.column}>
        <Unread dashboard={dashboard} />
        <Progress projects={project_progress} />
      </div>
    </div>
  );
}
