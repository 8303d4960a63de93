import type { ReactNode } from "react";

import css from "./feedback.module.css";

/** In the place of a list with nothing in it: why, and what to do about it. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={css.empty}>
      <p className={css.emptyTitle}>{title}</p>
      {children && <p>{children}</p>}
      {action && <div className={css.emptyAction}>{action}</div>}
    </div>
  );
}
