import type { Schemas } from "../../api/schema.ts";
import { reports } from "../../messages/reports.ts";
import { Cell, RowHead, Table } from "../../ui/table.tsx";
import { Figure } from "./charts/figure.tsx";
import { inWords, NAMES, Spans } from "./charts/spans.tsx";

const texts = reports;

/** How long cards took. */
export function Times({ report: { cycle_time, lead_time } }: { report: Schemas["ProjectReport"] }) {
  const rows = [
    { name: texts.cycle, time: cycle_time },
    { name: texts.lead, time: lead_time },
  ];
  if (lead_time.count === 0) {
    return (
      <Figure title={texts.times} text={texts.timesText}>
        <p>{texts.noTimes}</p>
      </Figure>
    );
  }
  const heads = [{ text: texts.times }, ...Object.values(NAMES).map((text) => ({ text, end: true })), { text: texts.count, end: true }];
  const table = (
    <Table caption={texts.times} small heads={heads}>
      {rows.map(({ name, time }) => (
        <tr key={name}>
          <RowHead>{name}</RowHead>
          <Cell end>{inWords(time.median_s)}</Cell>
          <Cell end>{inWords(time.average_s)}</Cell>
          <Cell end>{inWords(time.p85_s)}</Cell>
          <Cell end>{time.count}</Cell>
        </tr>
      ))}
    </Table>
  );
  return (
    <Figure title={texts.times} text={texts.timesText} table={table}>
      <Spans rows={rows} />
    </Figure>
  );
}
