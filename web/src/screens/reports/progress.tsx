import type { Schemas } from "../../api/schema.ts";
import { reports } from "../../messages/reports.ts";
import { Cell, RowHead, Table } from "../../ui/table.tsx";
import { Bars } from "./charts/bars.tsx";
import { Figure } from "./charts/figure.tsx";
import css from "./reports.module.css";
import { KINDS } from "./series.ts";

const texts = reports;

/** How far the project is now. */
export function ProgressFigure({ progress }: { progress: Schemas["Progress"] }) {
  const table = (
    <Table caption={texts.progress} small heads={[{ text: texts.progress }, { text: texts.numberOf, end: true }]}>
      {KINDS.map(({ id, name }) => (
        <tr key={id}>
          <RowHead>{name}</RowHead>
          <Cell end>{progress[id]}</Cell>
        </tr>
      ))}
    </Table>
  );
  const row = { id: "all", name: texts.progress, values: KINDS.map(({ id }) => progress[id]), note: texts.cards(progress.total) };
  const text = progress.total === 0 ? texts.noCards : texts.progressText(progress.percent);
  return (
    <Figure title={texts.progress} text={text} series={KINDS} table={table}>
      <p className={css.big}>{texts.percent(progress.percent)}</p>
      <Bars series={KINDS} rows={[row]} />
      <p className={progress.overdue > 0 ? css.late : undefined}>{texts.overdueCards(progress.overdue)}</p>
    </Figure>
  );
}
