// What was begun here and has not been answered yet. It would be lost with the page: while there is any, leaving asks first.

let count = 0;
const listeners = new Set<() => void>();

const ask = (event: BeforeUnloadEvent) => event.preventDefault();

function change(by: 1 | -1): void {
  count += by;
  // Only while it is needed: browsers keep no page that listens to this for going back.
  if (count === 0) removeEventListener("beforeunload", ask);
  else addEventListener("beforeunload", ask);
  for (const listener of listeners) listener();
}

export function whilePending<T>(work: Promise<T>): Promise<T> {
  change(1);
  return work.finally(() => change(-1));
}

export const pending = (): number => count;

export function onPending(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
