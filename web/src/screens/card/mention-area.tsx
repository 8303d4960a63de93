// A field for Markdown in which an `@` brings up the people of the board: the arrow keys choose one, Enter or Tab takes them,
// Escape goes on without. Ctrl+Enter sends.

import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";

import { useBoardMembers } from "../../data/board-members.ts";
import { cardTexts } from "../../messages/card.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { TextArea } from "../../ui/field.tsx";
import css from "./mention-area.module.css";
import { meant, mentionAt, withMention } from "./mentions.ts";

interface Props {
  boardId: string;
  label: string;
  hint?: string;
  placeholder?: string;
  rows: number;
  autoFocus?: boolean;
  value: string;
  onChange: (text: string) => void;
  onSend: () => void;
  onCancel?: () => void;
}

export function MentionArea({ boardId, label, value, onChange, onSend, onCancel, ...rest }: Props) {
  const id = useId();
  const area = useRef<HTMLDivElement>(null);
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  /** Where the mention begins that one goes on without. */
  const [left, setLeft] = useState<number>();
  const goTo = useRef<number>(undefined);
  const found = mentionAt(value, caret);
  const isOpen = found !== undefined && found.at !== left;
  const { data: people = [] } = useBoardMembers(boardId, isOpen);
  const choices = isOpen ? meant(people, found.typed) : [];
  const at = Math.min(chosen, choices.length - 1);
  const field = () => area.current?.querySelector("textarea");

  useLayoutEffect(() => {
    if (goTo.current === undefined) return;
    field()?.setSelectionRange(goTo.current, goTo.current);
    setCaret(goTo.current);
    goTo.current = undefined;
  }, [value]);
  const take = (handle: string) => {
    const next = withMention(value, caret, handle);
    goTo.current = next.caret;
    onChange(next.text);
    field()?.focus();
  };
  const key = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const choice = choices[at];
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend();
    } else if (choice && step !== 0) {
      event.preventDefault();
      setChosen((at + step + choices.length) % choices.length);
    } else if (choice && (event.key === "Enter" || event.key === "Tab")) {
      event.preventDefault();
      take(choice.handle);
    } else if (event.key === "Escape") {
      // Neither of the two closes the card.
      if (choice) setLeft(found?.at);
      else onCancel?.();
      if (choice || onCancel) event.stopPropagation();
    }
  };
  const follow = (target: HTMLTextAreaElement) => {
    setCaret(target.selectionStart);
    setChosen(0);
  };
  return (
    <div ref={area} className={css.area}>
      <TextArea
        {...rest}
        label={label}
        hidesLabel
        maxLength={100_000}
        value={value}
        aria-autocomplete="list"
        aria-controls={choices.length > 0 ? id : undefined}
        aria-activedescendant={choices.length > 0 ? `${id}-${at}` : undefined}
        onChange={({ target }) => (follow(target), setLeft(undefined), onChange(target.value))}
        onSelect={({ currentTarget }) => currentTarget.selectionStart !== caret && follow(currentTarget)}
        onBlur={() => setLeft(found?.at)}
        onFocus={() => setLeft(undefined)}
        onKeyDown={key}
      />
      {choices.length > 0 && (
        <ul id={id} className={css.list} role="listbox" aria-label={cardTexts.people}>
          {choices.map((person, index) => (
            <li
              key={person.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              className={css.choice}
              onPointerDown={(event) => (event.preventDefault(), take(person.handle))}
            >
              <Avatar {...person} title={false} />
              {person.name} <span className={css.handle}>@{person.handle}</span>
            </li>
          ))}
        </ul>
      )}
      <span className="visually-hidden" role="status">
        {cardTexts.suggestions(choices.length)}
      </span>
    </div>
  );
}
