import type { ReactNode } from "react";

import { Link } from "../../navigation.tsx";
import css from "./home.module.css";

interface Props {
  title: string;
  /** Where there is more of it, and what that is called. */
  more?: readonly [to: string, text: string];
  children: ReactNode;
}

export function Section({ title, more, children }: Props) {
  return (
    <section className={css.section}>
      <header className={css.heading}>
        <h2>{title}</h2>
        {more && <Link to={more[0]}>{more[1]}</Link>}
      </header>
      {children}
    </section>
  );
}
