import { tableOf, useReportTeams } from "../../data/reports.ts";
import { reports } from "../../messages/reports.ts";
import { useSearchParams } from "../../navigation.tsx";
import { Select } from "../../ui/field.tsx";
import { Download } from "./download.tsx";
import css from "./reports.module.css";

/** The team that the address bar names; none is all of them. */
export const useTeamChoice = () => useSearchParams()[0].get("team") ?? "";

/** Whose people, and the same as a table; `report` is its name in the API. */
export function ChooseTeam({ report }: { report: string }) {
  const { data: teams = [] } = useReportTeams();
  const [params, setParams] = useSearchParams();
  const team = params.get("team") ?? "";
  return (
    <div className={css.choices}>
      <Select label={reports.team} value={team} onChange={({ target: { value } }) => setParams(value ? { team: value } : {}, { replace: true })}>
        <option value="">{reports.allTeams}</option>
        {teams.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Download path={tableOf(report, team ? { team_id: team } : {})} />
    </div>
  );
}
