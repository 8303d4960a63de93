// One of a few, side by side: radio buttons that look like one control.

import { useId } from "react";

import css from "./segments.module.css";

interface Props<T extends string> {
  label: string;
  value: T;
  values: Record<T, string>;
  onChange: (value: T) => void;
}

export function Segments<T extends string>({ label, value, values, onChange }: Props<T>) {
  const name = useId();
  return (
    <fieldset className={css.segments}>
      <legend className="visually-hidden">{label}</legend>
      {(Object.entries(values) as [T, string][]).map(([one, text]) => (
        <label key={one} className={css.segment}>
          <input type="radio" className={css.input} name={name} checked={one === value} onChange={() => onChange(one)} />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
