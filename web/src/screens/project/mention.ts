// Finds the mention that is being written in a text, and completes it.

import type { Person } from "../../api/schema.ts";

export interface Begun {
  /** Where its @ is. */
  at: number;
  said: string;
}

/** What is before the caret: an @ at the beginning or after something that is no part of a word, as in an address it is not. */
export function mentionAt(text: string, caret: number): Begun | undefined {
  const found = /(?:^|[^\p{L}\p{N}@_.-])@([\p{L}\p{N}_-]*)$/u.exec(text.slice(0, caret));
  const said = found?.[1];
  return said === undefined ? undefined : { at: caret - said.length - 1, said };
}

/** Those whose handle or a part of whose name begins so, and no more than fit. */
export function matching(people: readonly Person[], said: string, most = 6): Person[] {
  const begin = said.toLocaleLowerCase();
  const fits = ({ handle, name }: Person) => [handle, ...name.split(/\s+/)].some((word) => word.toLocaleLowerCase().startsWith(begin));
  return people.filter(fits).slice(0, most);
}

/** The text with it, and where the caret is then. */
export function completed(text: string, caret: number, { at }: Begun, person: Person): { text: string; caret: number } {
  const before = `${text.slice(0, at)}@${person.handle} `;
  return { text: before + text.slice(caret).replace(/^ /, ""), caret: before.length };
}

/** A text in pieces; those that mention someone who is there have them. */
export function pieces(text: string, people: readonly Person[]): { text: string; person?: Person }[] {
  const byHandle = new Map(people.map((person) => [person.handle, person]));
  const parts: { text: string; person?: Person }[] = [];
  let from = 0;
  for (const found of text.matchAll(/(?<![\p{L}\p{N}@_.-])@([a-z0-9_-]{2,39})/gu)) {
    const person = byHandle.get(found[1] ?? "");
    if (!person) continue;
    if (found.index > from) parts.push({ text: text.slice(from, found.index) });
    parts.push({ text: found[0], person });
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}
