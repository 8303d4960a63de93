// The filter of the board that is open. It is kept here as well as in the address, since the address follows a moment later,
// which is too late for a field that is typed in.

import { useEffect, useState } from "react";

import { useNavigationType, useSearchParams } from "../../navigation.tsx";
import { type Filter, filterIn, withFilter } from "./filter.ts";

export function useFilter(): [Filter, (filter: Filter) => void] {
  const [address, setAddress] = useSearchParams();
  const went = useNavigationType();
  const [filter, setFilter] = useState(() => filterIn(address));
  useEffect(() => {
    // What is written from here replaces; whatever else leads here says itself what is shown.
    if (went !== "REPLACE") setFilter(filterIn(address));
  }, [address, went]);
  const set = (next: Filter) => {
    setFilter(next);
    setAddress((before) => withFilter(before, next), { replace: true });
  };
  return [filter, set];
}
