// What was begun and not sent, for as long as the page is there: closing a card by mistake loses no words. With a draft goes
// what it was begun on, so that coming back to it overwrites nothing that was written in between. They are of whoever is signed in.

interface Draft<T> {
  readonly text: string;
  readonly base?: T | undefined;
}

const drafts = new Map<string, Draft<unknown>>();

export function draftOf<T>(of: string): Draft<T> | undefined {
  return drafts.get(of) as Draft<T> | undefined;
}

export function keepDraft<T>(of: string, text: string, base?: T): void {
  if (text.trim() === "") drafts.delete(of);
  else drafts.set(of, { text, base });
}

/** For who signs in next. */
export const forgetDrafts = (): void => drafts.clear();
