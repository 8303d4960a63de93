// Shortcuts of single keys. They mean nothing while one writes, or while something is open above the page; and they can be
// turned off, which who speaks to their computer needs.

import { useEffect, useRef, useState } from "react";

const SETTING = "single-keys";

/** What is open above the page. Notices are dialogs to assistive technology, and lie beside it. */
const OPEN = ":is([role=dialog], [role=alertdialog], [role=menu]):not([data-notice])";

const areOn = () => localStorage.getItem(SETTING) !== "off";

export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(areOn);
  const set = (next: boolean) => {
    if (next) localStorage.removeItem(SETTING);
    else localStorage.setItem(SETTING, "off");
    setOn(next);
  };
  return [on, set];
}

/** Calls what belongs to the key that is pressed, for as long as the component is there. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const now = useRef(keys);
  useEffect(() => {
    now.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = now.current[event.key];
      if (!act || !isFree(event) || !areOn()) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

/** Whether a key that was pressed is meant for nothing in particular. */
export function isFree({ defaultPrevented, ctrlKey, metaKey, altKey, isComposing, repeat, target }: KeyboardEvent): boolean {
  if (defaultPrevented || ctrlKey || metaKey || altKey || isComposing || repeat) return false;
  if (target instanceof Element && target.closest("input, textarea, select, [contenteditable], [role=menu]")) return false;
  return document.querySelector(OPEN) === null;
}
