// Setting the filter. What it takes effect on is seen while it is set.

import type { BoardState } from "boardwire-client";
import { type ReactNode, useId, useMemo } from "react";

import { useUser } from "../../../data/me.ts";
import { messages } from "../../../messages.ts";
import { toolTexts } from "../../../messages/board.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { Button } from "../../../ui/button.tsx";
import { Field, Select } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { countOf, DUES, type Filter, NO_FILTER } from "../filter.ts";
import css from "./tools.module.css";

interface Props {
  state: BoardState;
  shown: BoardState;
  filter: Filter;
  onFilter: (filter: Filter) => void;
  filtering: boolean;
  onFiltering: (open: boolean) => void;
}

export function FilterButton({ state, shown, filter, onFilter, filtering, onFiltering }: Props) {
  const count = countOf(filter);
  const trigger = (
    <Button look="quiet" className={css.filter} aria-label={count === 0 ? toolTexts.filter : toolTexts.filterOn(count)}>
      <Icon name="filter" />
      {count > 0 && <span className={css.count}>{count}</span>}
    </Button>
  );
  const clear = count > 0 && (
    <Button look="quiet" onClick={() => onFilter(NO_FILTER)}>
      {messages.board.showAll}
    </Button>
  );
  return (
    <>
      <Popover trigger={trigger} title={toolTexts.filterTitle} actions={clear} open={filtering} onOpenChange={onFiltering}>
        <Fields state={state} filter={filter} onFilter={onFilter} />
      </Popover>
      <span role="status" className="visually-hidden">
        {count > 0 && messages.board.shown(Object.keys(shown.cards).length, Object.keys(state.cards).length)}
      </span>
    </>
  );
}

function Fields({ state, filter, onFilter }: Pick<Props, "state" | "filter" | "onFilter">) {
  const me = useUser();
  const { people, labels } = useMemo(() => whatThereIs(state), [state]);
  const others = people.filter(({ id }) => id !== me.id);
  const face = (person: { id: string; name: string }) => <Avatar {...person} size={20} title={false} />;
  const persons = [
    { id: me.id, text: toolTexts.me(me.name), mark: face(me) },
    ...others.map((person) => ({ id: person.id, text: person.name, mark: face(person) })),
    { id: "none", text: toolTexts.nobody, mark: undefined },
  ];
  const dot = (color: string) => <span className={css.dot} style={{ background: color }} />;
  return (
    <div className={css.fields}>
      <Field label={toolTexts.filterText} type="search" value={filter.text} onChange={({ target }) => onFilter({ ...filter, text: target.value })} />
      <Select label={toolTexts.filterDue} value={filter.due} onChange={({ target }) => onFilter({ ...filter, due: target.value as Filter["due"] })}>
        {(["", ...DUES] as const).map((due) => (
          <option key={due} value={due}>
            {toolTexts.dues[due]}
          </option>
        ))}
      </Select>
      <Boxes title={toolTexts.filterPeople} all={persons} chosen={filter.people} onChange={(people) => onFilter({ ...filter, people })} />
      <Boxes
        title={toolTexts.filterLabels}
        all={labels.map(({ id, name, color }) => ({ id, text: name, mark: dot(color) }))}
        chosen={filter.labels}
        onChange={(labels) => onFilter({ ...filter, labels })}
      />
      <Boxes
        title={toolTexts.filterPriority}
        all={Object.entries(messages.card.priorities).map(([id, text]) => ({ id, text, mark: undefined }))}
        chosen={filter.priorities}
        onChange={(priorities) => onFilter({ ...filter, priorities })}
      />
    </div>
  );
}

interface BoxesProps {
  title: string;
  all: readonly { id: string; text: string; mark: ReactNode }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

function Boxes({ title, all, chosen, onChange }: BoxesProps) {
  const id = useId();
  if (all.length === 0) return null;
  return (
    <div role="group" aria-labelledby={id}>
      <p id={id} className={css.title}>
        {title}
      </p>
      <div className={css.boxes}>
        {all.map((one) => (
          <label key={one.id} className={css.box}>
            <input
              type="checkbox"
              checked={chosen.includes(one.id)}
              onChange={({ target }) => onChange(target.checked ? [...chosen, one.id] : chosen.filter((other) => other !== one.id))}
            />
            {one.mark}
            {one.text}
          </label>
        ))}
      </div>
    </div>
  );
}

/** The people and labels of the board's cards, by name. */
function whatThereIs(state: BoardState) {
  const cards = Object.values(state.cards);
  const once = <T extends { id: string; name: string }>(all: T[]) =>
    [...new Map(all.map((one) => [one.id, one])).values()].sort((a, b) => a.name.localeCompare(b.name));
  return { people: once(cards.flatMap(({ assignees }) => assignees)), labels: once(cards.flatMap(({ labels }) => labels)) };
}
