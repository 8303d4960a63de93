// Cards that others move glide to where they now are. Places are read before and after each change; not while a card is
// carried here, which is animated by the hand that carries it.

import { type RefObject, useLayoutEffect, useRef } from "react";

const GLIDE: KeyframeAnimationOptions = { duration: 220, easing: "cubic-bezier(0.2, 0, 0, 1)" };

type Spot = { left: number; top: number };

export function useFlip(frame: RefObject<HTMLElement | null>, layout: unknown, paused: boolean): void {
  const spots = useRef(new Map<string, Spot>());
  const skip = useRef(true);
  useLayoutEffect(() => {
    if (paused) {
      skip.current = true;
      return;
    }
    const before = spots.current;
    spots.current = new Map();
    const still = skip.current || matchMedia("(prefers-reduced-motion: reduce)").matches;
    skip.current = false;
    for (const card of frame.current?.querySelectorAll<HTMLElement>("[data-card]") ?? []) {
      const id = card.dataset["card"] ?? "";
      const now = spotOf(card);
      spots.current.set(id, now);
      const then = before.get(id);
      if (still || !then || (then.left === now.left && then.top === now.top)) continue;
      card.animate([{ transform: `translate(${then.left - now.left}px, ${then.top - now.top}px)` }, { transform: "none" }], GLIDE);
    }
  }, [frame, layout, paused]);
}

/** Where it is on the board, whatever glides at the moment. */
function spotOf(card: HTMLElement): Spot {
  const list = card.closest<HTMLElement>("[data-list]");
  return { left: card.offsetLeft, top: card.offsetTop - (list?.scrollTop ?? 0) };
}
