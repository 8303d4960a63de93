import { useState } from "react";

import type { Days } from "../../data/reports.ts";
import { reports } from "../../messages/reports.ts";
import { Field, Select } from "../../ui/field.tsx";
import { areDays, lastDays, rangeOf } from "./days.ts";

const texts = reports;

/** The last so many days, or own ones. */
export function ChooseDays({ days, today, onChange }: { days: Days; today: string; onChange: (days: Days) => void }) {
  const [own, setOwn] = useState(() => rangeOf(days, today) === "own");
  const [typed, setTyped] = useState(days);
  const change = (changed: Partial<Days>) => {
    const next = { ...typed, ...changed };
    setTyped(next);
    if (areDays(next)) onChange(next);
  };
  const choose = (range: string) => {
    setOwn(range === "own");
    if (range === "own") setTyped(days);
    else onChange(lastDays(Number(range), today));
  };
  const day = (name: keyof Days, label: string, error?: string) => (
    <Field type="date" label={label} value={typed[name]} max={today} error={error} onChange={({ target }) => change({ [name]: target.value })} />
  );
  return (
    <>
      <Select label={texts.range} value={own ? "own" : String(rangeOf(days, today))} onChange={({ target }) => choose(target.value)}>
        {Object.entries(texts.ranges).map(([range, text]) => (
          <option key={range} value={range}>
            {text}
          </option>
        ))}
      </Select>
      {own && day("from", texts.from)}
      {own && day("to", texts.to, areDays(typed) ? undefined : texts.wrongDays)}
    </>
  );
}
