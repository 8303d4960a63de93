// How long things took: for each a line with the median, the average and the 85th percentile, told apart by their shapes.

import { useId } from "react";

import type { Schemas } from "../../../api/schema.ts";
import { span } from "../../../days.ts";
import { reports } from "../../../messages/reports.ts";
import css from "./charts.module.css";

const texts = reports;
export const SHAPES = { median_s: "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0", average_s: "M0-7 7 0 0 7-7 0Z", p85_s: "M-2-8h4V8h-4Z" } as const;
export const NAMES = { median_s: texts.median, average_s: texts.average, p85_s: texts.p85 };
type Of = keyof typeof SHAPES;
const ALL = Object.keys(SHAPES) as Of[];

export function Spans({ rows }: { rows: readonly { name: string; time: Schemas["TypicalTime"] }[] }) {
  const largest = Math.max(1, ...rows.flatMap(({ time }) => ALL.map((of) => time[of] ?? 0)));
  return (
    <div className={css.rows}>
      <ul className={css.legend}>
        {ALL.map((of) => (
          <li key={of}>
            <svg width={18} height={18} viewBox="-9 -9 18 18" aria-hidden="true" focusable="false">
              <path d={SHAPES[of]} className={css.shape!} />
            </svg>
            {NAMES[of]}
          </li>
        ))}
      </ul>
      {rows.map(({ name, time }) => (
        <Line key={name} name={name} time={time} largest={largest} />
      ))}
    </div>
  );
}

function Line({ name, time, largest }: { name: string; time: Schemas["TypicalTime"]; largest: number }) {
  const id = useId();
  const words = ALL.map((of) => `${NAMES[of]}: ${inWords(time[of])}`).join(", ");
  // The ends leave room for half a mark.
  const x = (seconds: number) => `${2 + (seconds / largest) * 95}%`;
  return (
    <div className={css.row}>
      <div className={css.rowHead} id={id}>
        {name}
      </div>
      <svg width="100%" height={30} role="img" aria-label={texts.summary(name, words)} className={css.overflows!}>
        <line x1="2%" x2="97%" y1={15} y2={15} className={css.grid!} />
        {time.median_s !== null && time.p85_s !== null && <line x1={x(time.median_s)} x2={x(time.p85_s)} y1={15} y2={15} className={css.reach!} />}
        {ALL.map((of) => {
          const seconds = time[of];
          return (
            seconds !== null && (
              <svg key={of} x={x(seconds)} y={15} className={css.overflows!}>
                <path d={SHAPES[of]} className={css.shape!}>
                  <title>{`${NAMES[of]}: ${inWords(seconds)}`}</title>
                </path>
              </svg>
            )
          );
        })}
      </svg>
      <div className={css.note}>{inWords(time.median_s)}</div>
    </div>
  );
}

/** Cards are not timed in seconds. */
export function inWords(seconds: number | null): string {
  if (seconds === null) return texts.noTime;
  return seconds < 60 ? texts.under(span(60, "short")) : span(seconds, "short");
}
