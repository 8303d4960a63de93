// Going from screen to screen without loading pages, as it would be with: the focus goes to what came, so that the next Tab is
// in it, and a screen reader says where one is.

import { type RefObject, useEffect, useRef, useState } from "react";

import { placeOf } from "./place.ts";

/** Puts the focus on the content when one has gone elsewhere, unless what came has it already. */
export function useArrival(pathname: string, content: RefObject<HTMLElement | null>): void {
  const place = placeOf(pathname);
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    const holder = document.activeElement;
    if (content.current?.contains(holder) || holder?.closest("[role=dialog]")) return;
    content.current?.focus({ preventScroll: true });
  }, [place, content]);
}

/** Says the title of the page whenever it is another one. */
export function Whereabouts() {
  const [title, setTitle] = useState("");
  useEffect(() => {
    const watch = new MutationObserver(() => setTitle(document.title));
    watch.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => watch.disconnect();
  }, []);
  return (
    <p role="status" className="visually-hidden">
      {title}
    </p>
  );
}
