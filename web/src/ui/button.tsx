// Buttons. `primary` is what one most likely came to do, once on a screen; `quiet` has no frame until it is pointed at.

import type { ComponentProps } from "react";

import css from "./button.module.css";
import { classes } from "./classes.ts";

type Look = "plain" | "primary" | "quiet" | "danger";

export interface ButtonProps extends ComponentProps<"button"> {
  look?: Look;
  /** Does not take another click, and says that it is at it. */
  busy?: boolean;
  /** Has nothing in it but an icon: needs an aria-label. */
  icon?: boolean;
}

export function Button({ look = "plain", busy = false, icon = false, className, type = "button", disabled, ...rest }: ButtonProps) {
  const all = classes(css.button, css[look], icon && css.icon, busy && css.busy, className);
  return <button type={type} className={all} aria-busy={busy || undefined} disabled={disabled || busy} {...rest} />;
}
