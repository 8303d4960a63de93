import { Select } from "../../ui/field.tsx";

interface Props {
  label: string;
  /** What it is called that all are shown. */
  any: string;
  value: string;
  values: Record<string, string>;
  onChange: (value: string) => void;
}

/** A filter: one of these, or any. */
export function SelectOne({ label, any, value, values, onChange }: Props) {
  return (
    <Select label={label} value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">{any}</option>
      {Object.entries(values).map(([one, text]) => (
        <option key={one} value={one}>
          {text}
        </option>
      ))}
    </Select>
  );
}
