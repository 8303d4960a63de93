import { useProjects } from "../../data/projects.ts";
import { messages } from "../../messages.ts";
import { myCards } from "../../messages/my-cards.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { useTyped } from "../../ui/typed.ts";
import { DEFAULT, type Filters } from "./filters.ts";
import css from "./my-cards.module.css";

const texts = myCards;

interface Props {
  filters: Filters;
  onChange: (changed: Partial<Filters>) => void;
  onClear: (() => void) | undefined;
}

export function FilterBar({ filters, onChange, onClear }: Props) {
  const { data: projects = [] } = useProjects();
  const [q, setQ] = useTyped(filters.q, (typed) => onChange({ q: typed }));
  const choice = <T extends keyof Filters>(name: T, label: string, values: Record<string, string>) => (
    <Select label={label} value={String(filters[name])} onChange={({ target }) => onChange({ [name]: target.value as Filters[T] })}>
      {Object.entries(values).map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </Select>
  );
  const names = Object.fromEntries(projects.map(({ id, name }) => [id, name]));
  return (
    <search className={css.filters} aria-label={texts.filters}>
      <Field type="search" label={texts.search} placeholder={texts.searchHint} value={q} onChange={({ target }) => setQ(target.value)} />
      {choice("whose", texts.whose, texts.whoseValues)}
      {choice("project", texts.project, { "": texts.anyProject, ...names })}
      {choice("priority", texts.priority, { "": texts.anyPriority, ...messages.card.priorities })}
      {choice("due", texts.due, texts.dueValues)}
      {choice("sort", texts.sort, texts.sortValues)}
      <label className={css.check}>
        <input type="checkbox" checked={filters.archived} onChange={({ target }) => onChange({ archived: target.checked })} />
        {texts.archived}
      </label>
      {onClear && (
        <Button look="quiet" className={css.clear} onClick={() => (setQ(DEFAULT.q), onClear())}>
          {texts.clear}
        </Button>
      )}
    </search>
  );
}
