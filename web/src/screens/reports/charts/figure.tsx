// What is around each picture: its title, what it says in words, its legend, and the same numbers as a table.

import { type ReactNode, useId } from "react";

import { reports } from "../../../messages/reports.ts";
import css from "./charts.module.css";
import { filled, Patterns, type Series } from "./patterns.tsx";

interface Props {
  title: string;
  text?: string | undefined;
  series?: readonly Series[];
  table?: ReactNode;
  children: ReactNode;
}

export function Figure({ title, text, series = [], table, children }: Props) {
  return (
    <section className={css.figure}>
      <header className={css.header}>
        <div>
          <h2>{title}</h2>
          {text && <p className={css.text}>{text}</p>}
        </div>
        {series.length > 0 && <Legend series={series} />}
      </header>
      {children}
      {table && (
        <details className={css.details}>
          <summary className={css.summary}>{reports.asTable}</summary>
          {table}
        </details>
      )}
    </section>
  );
}

function Legend({ series }: { series: readonly Series[] }) {
  const prefix = useId();
  return (
    <ul className={css.legend}>
      {series.map((one) => (
        <li key={one.id} className={css[one.colour]}>
          <svg width={14} height={14} aria-hidden="true" focusable="false">
            <Patterns prefix={prefix} series={[one]} />
            <rect x={0.5} y={0.5} width={13} height={13} rx={3} className={css.edge!} {...filled(prefix, one)} />
          </svg>
          {one.name}
        </li>
      ))}
    </ul>
  );
}
