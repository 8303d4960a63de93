// What works by keyboard everywhere: finding, and the help. Neither is loaded before it is asked for.

import { lazy, Suspense, useEffect, useState } from "react";

import { useKeys } from "../ui/keys.ts";

const Palette = lazy(() => import("./palette.tsx"));
const Help = lazy(() => import("./help.tsx"));

type Open = "palette" | "help";
const OPENS = "boardwire-opens";

/** Opens one of the two from wherever a button for it is. */
export const openShortcut = (which: Open) => window.dispatchEvent(new CustomEvent<Open>(OPENS, { detail: which }));

export function Shortcuts() {
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  useKeys({ "/": () => setOpen("palette"), "?": () => setOpen("help") });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      setOpen("palette");
    };
    const hear = (event: Event) => setOpen((event as CustomEvent<Open>).detail);
    window.addEventListener("keydown", press);
    window.addEventListener(OPENS, hear);
    return () => {
      window.removeEventListener("keydown", press);
      window.removeEventListener(OPENS, hear);
    };
  }, []);
  return (
    <Suspense>
      {open === "palette" && <Palette onClose={close} />}
      {open === "help" && <Help onClose={close} />}
    </Suspense>
  );
}
