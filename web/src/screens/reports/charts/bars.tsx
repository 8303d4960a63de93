// Bars of several parts, one under the other, all to the same scale: people and what they have, or one project.

import { type ReactNode, useId } from "react";

import { reports } from "../../../messages/reports.ts";
import css from "./charts.module.css";
import { filled, Patterns, type Series } from "./patterns.tsx";

export interface Row {
  id: string;
  name: string;
  head?: ReactNode;
  /** In the order of the series. */
  values: readonly number[];
  /** At the end of the row. */
  note?: ReactNode;
}

export function Bars({ series, rows }: { series: readonly Series[]; rows: readonly Row[] }) {
  const prefix = useId();
  const largest = Math.max(1, ...rows.map(({ values }) => sum(values)));
  return (
    <div className={css.rows}>
      {rows.map((row) => (
        <div key={row.id} className={css.row}>
          {row.head && <div className={css.rowHead}>{row.head}</div>}
          <svg width="100%" height={22} role="img" aria-label={inWords(series, row)}>
            <Patterns prefix={`${prefix}${row.id}`} series={series} />
            <rect width="100%" height={22} rx={4} className={css.track!} />
            {series.map((one, at) => {
              const [before, value] = [sum(row.values.slice(0, at)), row.values[at] ?? 0];
              if (value === 0) return null;
              return (
                <g key={one.id} className={css[one.colour]}>
                  <rect x={share(before, largest)} width={share(value, largest)} height={22} className={css.piece!} {...filled(`${prefix}${row.id}`, one)}>
                    <title>{`${one.name}: ${value}`}</title>
                  </rect>
                </g>
              );
            })}
          </svg>
          {row.note && <div className={css.note}>{row.note}</div>}
        </div>
      ))}
    </div>
  );
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const share = (value: number, of: number) => `${(value / of) * 100}%`;

function inWords(series: readonly Series[], { name, values }: Row): string {
  const parts = series.map((one, at) => reports.part(values[at] ?? 0, one.name));
  return reports.summary(name, parts.join(", "));
}
