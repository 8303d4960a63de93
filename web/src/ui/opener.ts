// A button that stands for a menu or a popover until what it opens is loaded. Pointing at it, or coming to it by keyboard,
// brings that, so that it is there when the button is pressed.

import { cloneElement, type KeyboardEvent, type MouseEvent, type ReactElement } from "react";

import type { Later } from "./later.ts";

type Given = Record<string, unknown>;

/** `waits`: it was pressed, and what it opens is on its way. */
export function opener(trigger: ReactElement, opens: "menu" | "dialog", part: Later<unknown>, waits: boolean, onOpen: () => void) {
  const { onClick } = trigger.props as { onClick?: (event: MouseEvent) => void };
  const handlers: Given = {
    onPointerEnter: part.hint,
    onFocus: part.hint,
    onClick: (event: MouseEvent) => (onClick?.(event), event.defaultPrevented || onOpen()),
    onKeyDown: (event: KeyboardEvent) => {
      if (opens !== "menu" || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
      event.preventDefault();
      onOpen();
    },
  };
  return cloneElement(trigger as ReactElement<Given>, { ...handlers, "aria-haspopup": opens, "aria-expanded": false, "aria-busy": waits || undefined });
}
