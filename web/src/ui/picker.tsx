// Choosing some of many: a list of boxes to tick, found by typing. The arrow keys go through them, Enter in the field ticks
// the first that was found, or makes what was typed where that may be.

import { type KeyboardEvent, type ReactElement, type ReactNode, useRef, useState } from "react";

import { Icon } from "./icon.tsx";
import css from "./picker.module.css";
import { Popover } from "./popover.tsx";

export interface Choice {
  id: string;
  text: string;
  /** Found by this, too, and shown small. */
  hint?: string | undefined;
  mark?: ReactNode;
}

interface Props {
  trigger: ReactElement;
  title: string;
  /** What the field is for. */
  find: string;
  /** Where nothing is found. */
  none: string;
  choices: readonly Choice[];
  chosen: ReadonlySet<string>;
  onToggle: (id: string, on: boolean) => void;
  onOpen?: () => void;
  make?: { text: (typed: string) => string; onMake: (typed: string) => void };
}

export function Picker({ trigger, title, onOpen, ...rest }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Popover trigger={trigger} title={title} open={open} onOpenChange={(next) => (setOpen(next), next && onOpen?.())}>
      <Choices {...rest} />
    </Popover>
  );
}

type ChoicesProps = Omit<Props, "trigger" | "title" | "onOpen">;

function Choices({ find, none, choices, chosen, onToggle, make }: ChoicesProps) {
  const [typed, setTyped] = useState("");
  const frame = useRef<HTMLDivElement>(null);
  const found = choices.filter((one) => matches(one, typed));
  const name = typed.trim();
  const makes = make && name !== "" && !choices.some(({ text }) => text.toLocaleLowerCase() === name.toLocaleLowerCase());
  const doMake = () => {
    make?.onMake(name);
    setTyped("");
  };
  const enter = () => {
    const [first] = found;
    if (name === "") return;
    if (first) onToggle(first.id, !chosen.has(first.id));
    else if (makes) doMake();
    setTyped("");
  };
  const key = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const all = [...(frame.current?.querySelectorAll<HTMLElement>("input, button") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[Math.min(all.length - 1, Math.max(0, at + step))]?.focus();
  };
  return (
    <div ref={frame} className={css.picker} onKeyDown={key}>
      <input
        className={css.find}
        aria-label={find}
        placeholder={find}
        autoComplete="off"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => event.key === "Enter" && !event.nativeEvent.isComposing && (event.preventDefault(), enter())}
      />
      <ul className={css.list}>
        {found.map((one) => (
          <li key={one.id}>
            <label className={css.choice}>
              <input type="checkbox" checked={chosen.has(one.id)} onChange={({ target }) => onToggle(one.id, target.checked)} />
              {one.mark}
              <span className={css.text}>{one.text}</span>
              {one.hint && <span className={css.hint}>{one.hint}</span>}
            </label>
          </li>
        ))}
      </ul>
      {makes ? (
        <button type="button" className={css.make} onClick={doMake}>
          <Icon name="plus" size={14} /> {make.text(name)}
        </button>
      ) : (
        found.length === 0 && <p className={css.none}>{none}</p>
      )}
    </div>
  );
}

export function matches({ text, hint = "" }: Choice, typed: string): boolean {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const all = `${text} ${hint}`.toLocaleLowerCase();
  return words.every((word) => all.includes(word.replace(/^@/, "")));
}
