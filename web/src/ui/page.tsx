// The frame of a screen: its title (the document's, too), what is beside it, and the content.

import { type ReactNode, useEffect } from "react";

import { messages } from "../messages.ts";
import { classes } from "./classes.ts";
import css from "./page.module.css";

export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · ${messages.app}` : messages.app;
  }, [title]);
}

interface Props {
  title: string;
  /** In the place of the title as it is shown. */
  heading?: ReactNode;
  actions?: ReactNode;
  /** The content scrolls by itself and reaches to the edges, as a board does. */
  full?: boolean;
  children: ReactNode;
}

export function Page({ title, heading, actions, full = false, children }: Props) {
  useTitle(title);
  return (
    <>
      <header className={css.header}>
        <h1 className={css.title}>{heading ?? title}</h1>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      <div className={classes(css.content, full ? css.full : css.text)}>{children}</div>
    </>
  );
}
