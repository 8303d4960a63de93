// Reports: of a project, and of people.

import { reports } from "../../messages/reports.ts";
import { Tabbed } from "../../shell/tabbed.tsx";

export default function Reports() {
  return (
    <Tabbed
      title={reports.title}
      label={reports.tabs}
      tabs={[
        { to: "/reports/projects", text: reports.projects },
        { to: "/reports/workload", text: reports.workload },
        { to: "/reports/team-performance", text: reports.performance },
      ]}
    />
  );
}
