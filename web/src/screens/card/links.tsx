// Where links of a text may lead, and its mentions.

import type { ReactNode } from "react";

import css from "./markdown.module.css";

/** The address, where it is one that may be followed: of the web, of a mail, or within these pages. */
export function addressOf(href: string, here = location.origin): string | undefined {
  try {
    const url = new URL(href, `${here}/`);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** `@ada` stands out; `ada@example.org` does not. */
export function withMentions(text: string): ReactNode {
  const parts = text.split(/((?<![\p{L}\p{N}_.@-])@[a-z0-9_-]{2,39}(?![\p{L}\p{N}_@-]))/iu);
  if (parts.length === 1) return text;
  return parts.map((part, at) =>
    at % 2 === 1 ? (
      <span key={at} className={css.mention}>
        {part}
      </span>
    ) : (
      part
    ),
  );
}
