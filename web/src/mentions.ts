// Finding the mention that is being written, and finishing it; and finding those that were.

/** Who can be mentioned. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
}

/** What is typed after an `@` before the caret, and where the `@` is. An address such as `ada@example.org` has none. */
export function mentionAt(text: string, caret: number): { at: number; typed: string } | undefined {
  const typed = /(?:^|[^\p{L}\p{N}@_.-])@([\p{L}\p{N}_-]*)$/u.exec(text.slice(0, caret))?.[1];
  return typed === undefined ? undefined : { at: caret - typed.length - 1, typed };
}

/** Those who may be meant: handles that begin so first, then names of which a word does. */
export function meant<P extends Person>(people: readonly P[], typed: string, most = 6): P[] {
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
  const rest = text.slice(caret).replace(/^[\p{L}\p{N}_-]*/u, "");
  const mention = `@${handle} `;
  return { text: text.slice(0, found.at) + mention + rest.replace(/^ /, ""), caret: found.at + mention.length };
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
