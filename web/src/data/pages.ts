// Lists that come in pages: what `useInfiniteQuery` needs for them, once.

interface OnePage<T> {
  items: T[];
  next_cursor: string | null;
}

export const inPages = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next_cursor }: OnePage<unknown>) => next_cursor ?? undefined,
};

/** The page's part of a query: nothing for the first, as `undefined` is no value of a parameter. */
export const after = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });

/** One list of all pages. What moved from one to the next while they were read is in it once. */
export function allOf<T extends { id: string }>({ pages }: { pages: OnePage<T>[] }): T[] {
  return [...new Map(pages.flatMap(({ items }) => items).map((item) => [item.id, item])).values()];
}
