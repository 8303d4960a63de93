import { lazy, Suspense } from "react";

import css from "./markdown.module.css";

const Markdown = lazy(() => import("./markdown.tsx"));

/** A text in Markdown: as it was written until what draws it has come. */
export function Words({ text }: { text: string }) {
  return (
    <Suspense fallback={<div className={css.plain}>{text}</div>}>
      <Markdown text={text} />
    </Suspense>
  );
}
