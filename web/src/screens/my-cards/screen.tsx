// The cards that one works on, by how far they are; and, with other filters, any that one sees.

import { useState } from "react";

import { useCardList } from "../../data/card-list.ts";
import { myCards } from "../../messages/my-cards.ts";
import { useSearchParams } from "../../navigation.tsx";
import { Button } from "../../ui/button.tsx";
import { Page } from "../../ui/page.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { DEFAULT, type Filters, filtersOf, paramsOf, queryOf } from "./filters.ts";
import { Group } from "./group.tsx";
import css from "./my-cards.module.css";

const texts = myCards;

export default function MyCards() {
  const [params, setParams] = useSearchParams();
  const [now] = useState(Date.now);
  const [showsDone, setShowsDone] = useState(false);
  const filters = filtersOf(params);
  const change = (changed: Partial<Filters>) => setParams(paramsOf({ ...filters, ...changed }), { replace: true });
  const clear = () => setParams({}, { replace: true });
  const query = queryOf(filters, now);
  // Only where there is nothing begun either, nothing is to be done.
  const isIdle = useCardList({ ...query, status: "in_progress" }).data?.length === 0;
  const isFiltered = Object.keys(paramsOf({ ...filters, sort: DEFAULT.sort })).length > 0;
  return (
    <Page title={texts.title}>
      <div className={css.screen}>
        <FilterBar filters={filters} onChange={change} onClear={isFiltered ? clear : undefined} />
        <Group kind="in_progress" query={query} />
        <Group kind="todo" query={query} {...(isIdle && { none: isFiltered ? "filters" : "plate" })} />
        {showsDone && <Group kind="done" query={query} none="filters" />}
        <Button look="quiet" className={css.done} aria-expanded={showsDone} onClick={() => setShowsDone(!showsDone)}>
          {showsDone ? texts.hideDone : texts.showDone}
        </Button>
      </div>
    </Page>
  );
}
