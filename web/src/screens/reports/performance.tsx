// How far the people of a team are with what they have.

import type { Schemas } from "../../api/schema.ts";
import { useTeamPerformance } from "../../data/reports.ts";
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
import { KINDS } from "./series.ts";

const texts = reports;

export default function Performance() {
  const { data, error } = useTeamPerformance(useTeamChoice());
  return (
    <>
      <ChooseTeam report="team-performance" />
      <div className={css.report}>{data ? <People people={data.items} /> : error ? <Alert error={error} /> : <Spinner />}</div>
    </>
  );
}

function People({ people }: { people: readonly Schemas["PersonPerformance"][] }) {
  if (people.length === 0) return <Empty title={texts.nobody} />;
  const rows = people.map((person) => ({
    id: person.user.id,
    name: person.user.name,
    head: (
      <>
        <Avatar id={person.user.id} name={person.user.name} /> {person.user.name}
      </>
    ),
    values: KINDS.map(({ id }) => person[id]),
    note: texts.percent(person.completion_rate),
  }));
  const heads = [texts.total, ...KINDS.map(({ name }) => name), texts.rate].map((text) => ({ text, end: true }));
  const table = (
    <Table caption={texts.performance} small heads={[{ text: texts.person }, ...heads]}>
      {people.map((person) => (
        <tr key={person.user.id}>
          <RowHead>{person.user.name}</RowHead>
          <Cell end>{person.total}</Cell>
          {KINDS.map(({ id }) => (
            <Cell key={id} end>
              {person[id]}
            </Cell>
          ))}
          <Cell end>{texts.percent(person.completion_rate)}</Cell>
        </tr>
      ))}
    </Table>
  );
  return (
    <Figure title={texts.performance} text={texts.performanceText} series={KINDS} table={table}>
      <Bars series={KINDS} rows={rows} />
    </Figure>
  );
}
