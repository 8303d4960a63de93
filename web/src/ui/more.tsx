// The end of a list of which there is more: it is asked for when one gets there, and by a button.

import { useEffect, useRef } from "react";

import { messages } from "../messages.ts";
import { Button } from "./button.tsx";
import css from "./more.module.css";

interface Props {
  has: boolean;
  busy: boolean;
  /** It could not be had: then only the button asks again. */
  failed: boolean;
  onMore: () => void;
}

export function More({ has, busy, failed, onMore }: Props) {
  const end = useRef<HTMLDivElement>(null);
  const ask = useRef(onMore);
  ask.current = onMore;
  const waits = has && !busy && !failed;
  useEffect(() => {
    if (!waits || !end.current) return undefined;
    const watch = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && ask.current());
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [waits]);
  if (!has) return null;
  return (
    <div ref={end} className={css.more}>
      <Button look="quiet" busy={busy} onClick={onMore}>
        {failed ? messages.retry : busy ? messages.loading : messages.more}
      </Button>
    </div>
  );
}

/** What `More` wants, of an infinite query. */
export function moreOf(query: {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => unknown;
}): Props {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  return { has: hasNextPage, busy: isFetchingNextPage, failed: isFetchNextPageError, onMore: () => void fetchNextPage() };
}
