// How much of something there is, as bars that rise; its name is for screen readers and for who points at it.

import { classes } from "./classes.ts";
import css from "./level.module.css";

export function Level({ value, of, name, high = false }: { value: number; of: number; name: string; high?: boolean }) {
  return (
    <span className={classes(css.level, high && css.high)} title={name}>
      {Array.from({ length: of }, (_, at) => (
        <span key={at} className={classes(css.bar, at >= value && css.off)} style={{ height: 4 + at * 2.5 }} />
      ))}
      <span className="visually-hidden">{name}</span>
    </span>
  );
}
