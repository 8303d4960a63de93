import type { ReactNode } from "react";

import { admin } from "../../messages/admin.ts";
import { Alert } from "../../ui/alert.tsx";
import { Empty } from "../../ui/empty.tsx";
import { More, moreOf } from "../../ui/more.tsx";
import { Spinner } from "../../ui/spinner.tsx";

type Query = Parameters<typeof moreOf>[0] & { data: readonly unknown[] | undefined; error: unknown };

/** What is around a list that is asked for in pages: on its way, refused, empty, more of it. */
export function Listed({ query, none, noneText, children }: { query: Query; none: string; noneText?: string; children: ReactNode }) {
  if (!query.data) return query.error ? <Alert error={query.error} /> : <Spinner />;
  if (query.data.length === 0) return <Empty title={none || admin.nothing}>{noneText}</Empty>;
  return (
    <>
      {children}
      <More {...moreOf(query)} />
    </>
  );
}
