// Tables: with a caption that names them, and scrolling by themselves where they are wider than the page, which works by
// keyboard, too.

import type { ReactNode } from "react";

import { classes } from "./classes.ts";
import css from "./table.module.css";

export interface Head {
  text: ReactNode;
  /** Numbers and buttons stand at the end of their cells. */
  end?: boolean;
  /** Left out on a phone. */
  wide?: boolean;
  /** Only screen readers are told. */
  hidden?: boolean;
}

interface Props {
  caption: string;
  heads: readonly Head[];
  /** For many short rows: it is no higher than a part of the page. */
  small?: boolean;
  children: ReactNode;
}

export function Table({ caption, heads, small = false, children }: Props) {
  return (
    <div className={classes(css.around, small && css.small)} role="region" aria-label={caption} tabIndex={0}>
      <table className={css.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {heads.map(({ text, end, wide, hidden }, at) => (
              <th key={at} scope="col" className={classes(end && css.end, wide && css.wide)}>
                {hidden ? <span className="visually-hidden">{text}</span> : text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

export function Cell({ end, wide, quiet, children }: { end?: boolean; wide?: boolean; quiet?: boolean; children?: ReactNode }) {
  return <td className={classes(end && css.end, wide && css.wide, quiet && css.quiet)}>{children}</td>;
}

/** The cell that names its row. */
export function RowHead({ children }: { children: ReactNode }) {
  return (
    <th scope="row" className={css.rowHead}>
      {children}
    </th>
  );
}
