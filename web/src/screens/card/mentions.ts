// Finding the mention that is being written, and finishing it.

import type { Person } from "../../api/schema.ts";

/** What is typed after an `@` before the caret, and where the `@` is. An address such as `ada@example.org` has none. */
export function mentionAt(text: string, caret: number): { at: number; typed: string } | undefined {
  const found = /(^|[^\p{L}\p{N}_.@-])@([a-z0-9_-]*)$/iu.exec(text.slice(0, caret));
  if (!found) return undefined;
  const typed = found[2] ?? "";
  return { at: caret - typed.length - 1, typed };
}

/** Those who may be meant: handles that begin so first, then names of which a word does. */
export function meant(people: readonly Person[], typed: string, most = 6): Person[] {
  const wanted = typed.toLocaleLowerCase();
  const byHandle = people.filter(({ handle }) => handle.startsWith(wanted));
  const byName = people.filter(({ name, handle }) => {
    return !handle.startsWith(wanted) && name.toLocaleLowerCase().split(/\s+/).some((word) => word.startsWith(wanted));
  });
  return [...byHandle, ...byName].slice(0, most);
}

/** With the mention finished, and the caret behind it. */
export function withMention(text: string, caret: number, handle: string): { text: string; caret: number } {
  const found = mentionAt(text, caret);
  if (!found) return { text, caret };
  const rest = text.slice(caret).replace(/^[a-z0-9_-]*/i, "");
  const mention = `@${handle} `;
  return { text: text.slice(0, found.at) + mention + rest.replace(/^ /, ""), caret: found.at + mention.length };
}
