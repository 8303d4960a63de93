// Where one writes to a chat. Enter sends; after an @ people are offered, whom the arrow keys choose.

import { type KeyboardEvent, useId, useRef, useState } from "react";

import type { Person } from "../../api/schema.ts";
import { projectParts } from "../../messages/project-parts.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { TextArea } from "../../ui/field.tsx";
import css from "./chat.module.css";
import { completed, matching, mentionAt } from "./mention.ts";

interface Props {
  text: string;
  onText: (text: string) => void;
  people: readonly Person[];
  onSend: (text: string) => void;
}

export function Say({ text, onText, people, onSend }: Props) {
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  /** The mention for which Escape said that nobody is meant. */
  const [closed, setClosed] = useState<number>();
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const begun = mentionAt(text, caret);
  const offered = begun && begun.at !== closed ? matching(people, begun.said) : [];
  const open = offered.length > 0;
  const send = () => text.trim() && onSend(text.trim());
  const choose = (person: Person) => {
    if (!begun) return;
    const made = completed(text, caret, begun, person);
    onText(made.text);
    setCaret(made.caret);
    requestAnimationFrame(() => (area.current?.focus(), area.current?.setSelectionRange(made.caret, made.caret)));
  };
  const key = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const person = offered[Math.min(chosen, offered.length - 1)];
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      setChosen((at) => (at + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length);
    } else if (person && (event.key === "Enter" || event.key === "Tab") && !event.shiftKey) {
      event.preventDefault();
      choose(person);
    } else if (open && event.key === "Escape") {
      event.preventDefault();
      setClosed(begun?.at);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    }
  };
  // A text of several lines is a textbox and no combobox; it may point at what is offered all the same.
  const offers = { "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": open ? id : undefined } as const;
  return (
    <form className={css.say} onSubmit={(event) => (event.preventDefault(), send())}>
      {open && (
        <ul id={id} role="listbox" aria-label={projectParts.mention} className={css.offered}>
          {offered.map((person, at) => (
            <li key={person.id} id={`${id}-${at}`} role="option" aria-selected={at === chosen} onMouseDown={(event) => (event.preventDefault(), choose(person))}>
              <Avatar {...person} title={false} /> {person.name} <span className={css.handle}>@{person.handle}</span>
            </li>
          ))}
        </ul>
      )}
      <TextArea
        {...offers}
        ref={area}
        label={projectParts.say}
        hidesLabel
        placeholder={projectParts.say}
        hint={projectParts.sayHint}
        rows={2}
        maxLength={4_000}
        className={css.area}
        value={text}
        aria-activedescendant={open ? `${id}-${Math.min(chosen, offered.length - 1)}` : undefined}
        onChange={({ target }) => (onText(target.value), setCaret(target.selectionStart), setChosen(0), setClosed(undefined))}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
        onKeyDown={key}
      />
      <Button type="submit" look="primary" disabled={text.trim() === ""}>
        {projectParts.send}
      </Button>
    </form>
  );
}
