// Parts of one thing that have an address each. They are links, so that going back and opening in another tab work.

import { useEffect, useRef } from "react";

import { NavLink, useLocation } from "../navigation.tsx";
import css from "./tabs.module.css";

export interface Tab {
  to: string;
  text: string;
  /** Not also for what is below its address. */
  end?: boolean;
}

export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a phone not all of them fit: the one that is open is to be seen.
  useEffect(() => {
    nav.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [pathname]);
  return (
    <nav ref={nav} className={css.tabs} aria-label={label}>
      {tabs.map(({ to, text, end = false }) => (
        <NavLink key={to} to={to} end={end} className={css.tab!}>
          {text}
        </NavLink>
      ))}
    </nav>
  );
}
