// A field in which an `@` brings up people: the arrow keys choose one, Enter or Tab takes them, Escape goes on without.

import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";

import { meant, mentionAt, type Person, withMention } from "../mentions.ts";
import { messages } from "../messages.ts";
import { Avatar } from "./avatar.tsx";
import { classes } from "./classes.ts";
import { TextArea } from "./field.tsx";
import css from "./mention-area.module.css";
import option from "./option.module.css";

export interface MentionAreaProps {
  people: readonly Person[];
  /** Somebody is about to be mentioned: from now on people are wanted. */
  onMention?: () => void;
  label: string;
  hint?: string;
  placeholder?: string;
  rows: number;
  maxLength?: number;
  autoFocus?: boolean;
  value: string;
  onChange: (text: string) => void;
  /** By Ctrl+Enter; with `sendsByEnter` by Enter alone, as in a chat, which is at the end of its page: people are offered above. */
  onSend: () => void;
  sendsByEnter?: boolean;
  onCancel?: () => void;
}

export function MentionArea({ people, onMention, label, value, onChange, onSend, sendsByEnter = false, onCancel, ...rest }: MentionAreaProps) {
  const id = useId();
  const area = useRef<HTMLDivElement>(null);
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  /** Where the mention begins that one goes on without. */
  const [left, setLeft] = useState<number>();
  const goTo = useRef<number>(undefined);
  const found = mentionAt(value, caret);
  const isOpen = found !== undefined && found.at !== left;
  useEffect(() => {
    if (isOpen) onMention?.();
  });
  const choices = isOpen ? meant(people, found.typed) : [];
  const at = Math.min(chosen, choices.length - 1);
  const field = () => area.current?.querySelector("textarea");

  useLayoutEffect(() => {
    if (goTo.current === undefined) return;
    field()?.setSelectionRange(goTo.current, goTo.current);
    setCaret(goTo.current);
    goTo.current = undefined;
  }, [value]);
  const offers = choices.length > 0;
  useEffect(() => {
    // Near the end of a small screen it would begin below it.
    if (offers) area.current?.querySelector("[role=listbox]")?.scrollIntoView({ block: "nearest" });
  }, [offers]);
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
    } else if (choice && (event.key === "Enter" || event.key === "Tab") && !event.shiftKey) {
      event.preventDefault();
      take(choice.handle);
    } else if (sendsByEnter && event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      onSend();
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
        maxLength={100_000}
        {...rest}
        label={label}
        hidesLabel
        value={value}
        aria-autocomplete="list"
        aria-controls={offers ? id : undefined}
        aria-activedescendant={offers ? `${id}-${at}` : undefined}
        onChange={({ target }) => (follow(target), setLeft(undefined), onChange(target.value))}
        onSelect={({ currentTarget }) => currentTarget.selectionStart !== caret && follow(currentTarget)}
        onBlur={() => setLeft(found?.at)}
        onFocus={() => setLeft(undefined)}
        onKeyDown={key}
      />
      {offers && (
        <ul id={id} className={classes(css.list, sendsByEnter && css.above)} role="listbox" aria-label={messages.shared.toMention}>
          {choices.map((person, index) => (
            <li
              key={person.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              className={option.option}
              onPointerDown={(event) => (event.preventDefault(), take(person.handle))}
            >
              <Avatar {...person} title={false} />
              {person.name} <span className={css.handle}>@{person.handle}</span>
            </li>
          ))}
        </ul>
      )}
      <span className="visually-hidden" role="status">
        {messages.shared.mentions(choices.length)}
      </span>
    </div>
  );
}
