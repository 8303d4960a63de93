// From card to card by the arrow keys: within a column, and into the next one at the same height.

import type { KeyboardEvent } from "react";

export function walk(event: KeyboardEvent<HTMLElement>): void {
  const card = (event.target as Element).closest<HTMLElement>("[data-card]");
  const column = card?.closest<HTMLElement>("[data-column]");
  if (!card || !column || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const cards = cardsOf(column);
  const at = cards.indexOf(card);
  const steps: Record<string, () => HTMLElement | undefined> = {
    ArrowUp: () => cards[at - 1],
    ArrowDown: () => cards[at + 1],
    ArrowLeft: () => beside(event.currentTarget, column, -1, at),
    ArrowRight: () => beside(event.currentTarget, column, 1, at),
  };
  const next = steps[event.key]?.();
  if (!next) return;
  event.preventDefault();
  next.querySelector("a")?.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

const cardsOf = (column: Element) => [...column.querySelectorAll<HTMLElement>("[data-card]")];

/** In the nearest column to that side which holds any. */
function beside(frame: Element, column: Element, step: number, at: number): HTMLElement | undefined {
  const columns = [...frame.querySelectorAll("[data-column]")];
  for (let index = columns.indexOf(column) + step; columns[index]; index += step) {
    const cards = cardsOf(columns[index]!);
    if (cards.length > 0) return cards[Math.min(at, cards.length - 1)];
  }
  return undefined;
}
