// Who has how much to do.

import type { Schemas } from "../../api/schema.ts";
import { useWorkload } from "../../data/reports.ts";
import { reports } from "../../messages/reports.ts";
import { Alert } from "../../ui/alert.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { Cell, RowHead, Table } from "../../ui/table.tsx";
import { Bars } from "./charts/bars.tsx";
import { Figure } from "./charts/figure.tsx";
import { ChooseTeam, useTeamChoice } from "./choose-team.tsx";
import css from "./reports.module.css";
import { PRIORITIES } from "./series.ts";

const texts = reports;

export default function Workload() {
  const { data, error } = useWorkload(useTeamChoice());
  return (
    <>
      <ChooseTeam report="workload" />
      <div className={css.report}>{data ? <People people={data.items} /> : error ? <Alert error={error} /> : <Spinner />}</div>
    </>
  );
}

function People({ people }: { people: readonly Schemas["PersonWorkload"][] }) {
  if (people.length === 0) return <Empty title={texts.nobody} />;
  const rows = people.map(({ user, by_priority, open, overdue }) => ({
    id: user.id,
    name: user.name,
    head: (
      <>
        <Avatar id={user.id} name={user.name} /> {user.name}
      </>
    ),
    values: PRIORITIES.map(({ id }) => by_priority[id]),
    note: (
      <>
        {texts.cards(open)}
        {overdue > 0 && <div className={css.late}>{texts.part(overdue, texts.overdue)}</div>}
      </>
    ),
  }));
  const heads = [texts.open, ...PRIORITIES.map(({ name }) => name), texts.overdue].map((text) => ({ text, end: true }));
  const table = (
    <Table caption={texts.workload} small heads={[{ text: texts.person }, ...heads]}>
      {people.map(({ user, open, by_priority, overdue }) => (
        <tr key={user.id}>
          <RowHead>{user.name}</RowHead>
          <Cell end>{open}</Cell>
          {PRIORITIES.map(({ id }) => (
            <Cell key={id} end>
              {by_priority[id]}
            </Cell>
          ))}
          <Cell end>{overdue}</Cell>
        </tr>
      ))}
    </Table>
  );
  return (
    <Figure title={texts.workload} text={texts.workloadText} series={PRIORITIES} table={table}>
      <Bars series={PRIORITIES} rows={rows} />
    </Figure>
  );
}
