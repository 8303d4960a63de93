// The frame of the screens before one is signed in.

import type { ReactNode } from "react";

import { messages } from "../messages.ts";
import { useTitle } from "../ui/page.tsx";
import css from "./front.module.css";

export function Front({ title, children, below }: { title: string; children: ReactNode; below?: ReactNode }) {
  useTitle(title);
  return (
    <main className={css.front}>
      <div className={css.box}>
        <img src={`${import.meta.env.BASE_URL}icon.svg`} width={36} height={36} alt={messages.app} />
        <h1 className={css.title}>{title}</h1>
        {children}
        {below && <p className={css.below}>{below}</p>}
      </div>
    </main>
  );
}
