// How many cards were made and completed on each day; of many days, in each week.

import { useId } from "react";

import type { Schemas } from "../../api/schema.ts";
import { dayName, shortDay } from "../../days.ts";
import { reports } from "../../messages/reports.ts";
import { Cell, RowHead, Table } from "../../ui/table.tsx";
import chart from "./charts/charts.module.css";
import { Figure } from "./charts/figure.tsx";
import { filled, Patterns } from "./charts/patterns.tsx";
import { Plot } from "./charts/plot.tsx";
import { byWeek } from "./charts/weeks.ts";
import { MADE } from "./series.ts";

const texts = reports;
const MOST_DAYS = 45;

export function MadeAndDone({ days }: { days: readonly Schemas["DayFigures"][] }) {
  const prefix = useId();
  const inWeeks = days.length > MOST_DAYS;
  const made = inWeeks ? byWeek(days) : days;
  const largest = Math.max(0, ...made.flatMap(({ created, completed }) => [created, completed]));
  const total = (of: "created" | "completed") => days.reduce((sum, day) => sum + day[of], 0);
  const saying = (at: number) => {
    const one = made[at];
    return one ? texts.summary(dayName(one.date), MADE.map(({ id, name }) => texts.part(one[id], name)).join(", ")) : "";
  };
  const heads = [{ text: texts.day }, ...MADE.map(({ name }) => ({ text: name, end: true }))];
  const table = (
    <Table caption={texts.perDay} small heads={heads}>
      {made.map((one) => (
        <tr key={one.date}>
          <RowHead>{shortDay(one.date)}</RowHead>
          {MADE.map(({ id }) => (
            <Cell key={id} end>
              {one[id]}
            </Cell>
          ))}
        </tr>
      ))}
    </Table>
  );
  const text = [texts.perDayText(total("created"), total("completed")), inWeeks && texts.weeks].filter(Boolean).join(" ");
  return (
    <Figure title={texts.perDay} text={text} series={MADE} table={table}>
      <Plot title={texts.perDay} dates={made.map(({ date }) => date)} largest={largest} saying={saying}>
        {({ xs, step, y }) => {
          const width = Math.max(1, Math.min(14, step * 0.36));
          return (
            <>
              <Patterns prefix={prefix} series={MADE} />
              {MADE.map((one, side) => (
                <g key={one.id} className={chart[one.colour]}>
                  {made.map((day, at) => (
                    <rect
                      key={day.date}
                      x={(xs[at] ?? 0) + (side - 1) * width}
                      y={y(day[one.id])}
                      width={width}
                      height={y(0) - y(day[one.id])}
                      className={chart.bar!}
                      {...filled(prefix, one)}
                    />
                  ))}
                </g>
              ))}
            </>
          );
        }}
      </Plot>
    </Figure>
  );
}
