// Reports: of a project, and of people.

import { reports } from "../../messages/reports.ts";
import { Navigate, Outlet, useLocation } from "../../navigation.tsx";
import { Page } from "../../ui/page.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import css from "./reports.module.css";

const texts = reports;
const TABS = [
  { to: "/reports/projects", text: texts.projects },
  { to: "/reports/workload", text: texts.workload },
  { to: "/reports/team-performance", text: texts.performance },
];

export default function Reports() {
  const { pathname } = useLocation();
  const tab = TABS.find(({ to }) => pathname.startsWith(to));
  if (!tab) return <Navigate to="/reports/projects" replace />;
  return (
    <Page title={`${texts.title}: ${tab.text}`} heading={texts.title} full>
      <Tabs label={texts.tabs} tabs={TABS} />
      <div className={css.body}>
        <Outlet />
      </div>
    </Page>
  );
}
