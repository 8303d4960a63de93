// The cumulative flow diagram.

import { useId } from "react";

import type { Schemas } from "../../api/schema.ts";
import { dayName, shortDay } from "../../days.ts";
import { reports } from "../../messages/reports.ts";
import { Cell, RowHead, Table } from "../../ui/table.tsx";
import chart from "./charts/charts.module.css";
import { Figure } from "./charts/figure.tsx";
import { filled, Patterns } from "./charts/patterns.tsx";
import { Plot } from "./charts/plot.tsx";
import { areaPath, stacked } from "./charts/scale.ts";
import { KINDS } from "./series.ts";

const texts = reports;

export function Flow({ days }: { days: readonly Schemas["DayFigures"][] }) {
  const prefix = useId();
  const bands = stacked(KINDS.map(({ id }) => days.map((day) => day[id])));
  const largest = Math.max(0, ...(bands.at(-1) ?? []).map(([, high]) => high));
  const saying = (at: number) => {
    const day = days[at];
    return day ? texts.summary(dayName(day.date), KINDS.map(({ id, name }) => texts.part(day[id], name)).reverse().join(", ")) : "";
  };
  const heads = [{ text: texts.day }, ...KINDS.map(({ name }) => ({ text: name, end: true }))];
  const table = (
    <Table caption={texts.flow} small heads={heads}>
      {days.map((day) => (
        <tr key={day.date}>
          <RowHead>{shortDay(day.date)}</RowHead>
          {KINDS.map(({ id }) => (
            <Cell key={id} end>
              {day[id]}
            </Cell>
          ))}
        </tr>
      ))}
    </Table>
  );
  return (
    <Figure title={texts.flow} text={texts.flowText} series={[...KINDS].reverse()} table={table}>
      <Plot title={texts.flow} dates={days.map(({ date }) => date)} largest={largest} saying={saying} fromEdge>
        {({ xs, y }) => (
          <>
            <Patterns prefix={prefix} series={KINDS} />
            {KINDS.map((one, at) => (
              <g key={one.id} className={chart[one.colour]}>
                <path d={areaPath(xs, bands[at] ?? [], y)} className={chart.area!} {...filled(prefix, one)} />
              </g>
            ))}
          </>
        )}
      </Plot>
    </Figure>
  );
}
