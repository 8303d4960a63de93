// A part of a screen that is about one thing: what it is, and what can be done about it. `danger` is what cannot be undone.

import { type ReactNode, useId } from "react";

import css from "./panel.module.css";
import { classes } from "./classes.ts";

interface Props {
  title: string;
  about?: ReactNode;
  actions?: ReactNode;
  danger?: boolean;
  children?: ReactNode;
}

export function Panel({ title, about, actions, danger = false, children }: Props) {
  const id = useId();
  return (
    <section className={classes(css.panel, danger && css.danger)} aria-labelledby={id}>
      <header className={css.header}>
        <h2 id={id}>{title}</h2>
        {actions && <div className={css.actions}>{actions}</div>}
        {about && <p className={css.about}>{about}</p>}
      </header>
      {children}
    </section>
  );
}

/** Panels under each other. */
export function Panels({ children }: { children: ReactNode }) {
  return <div className={css.panels}>{children}</div>;
}

/** A list with lines between. */
export function Rows({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <ul className={css.rows} aria-label={label}>
      {children}
    </ul>
  );
}

/** One of it: a sign, a name with what is less important under it, and what can be done. */
export function Row({ sign, name, about, children }: { sign?: ReactNode; name: ReactNode; about?: ReactNode; children?: ReactNode }) {
  return (
    <li className={css.row}>
      {sign}
      <div className={css.words}>
        <div className={css.name}>{name}</div>
        {about && <div className={css.quiet}>{about}</div>}
      </div>
      {children && <div className={css.actions}>{children}</div>}
    </li>
  );
}

/** A small word beside a name. */
export function Tag({ children, good = false }: { children: ReactNode; good?: boolean }) {
  return <span className={classes(css.tag, good && css.good)}>{children}</span>;
}
