// Finding anything by a few letters: boards and projects among those that are known, cards by asking the server.

import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useId, useState } from "react";

import { useBoards } from "../data/boards.ts";
import { useFoundCards } from "../data/cards.ts";
import { useProjects } from "../data/projects.ts";
import { messages } from "../messages.ts";
import { useNavigate } from "../navigation.tsx";
import { shortcutTexts as texts } from "../messages/shortcuts.ts";
import { Alert } from "../ui/alert.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import option from "../ui/option.module.css";
import css from "./palette.module.css";

interface Entry {
  id: string;
  to: string;
  group: keyof typeof texts.groups;
  icon: ReactNode;
  text: string;
  hint: string;
}

/** For how long typing must rest before the server is asked. */
const RESTS_MS = 160;

export default function Palette({ onClose }: { onClose: () => void }) {
  const id = useId();
  const goTo = useNavigate();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const { entries, error, isAsking } = useEntries(typed.trim());
  const at = Math.min(chosen, entries.length - 1);
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [id, at]);
  const groups = (["boards", "projects", "cards"] as const).flatMap((group) => {
    const own = entries.filter((entry) => entry.group === group);
    return own[0] ? [{ group, from: entries.indexOf(own[0]), entries: own }] : [];
  });
  const go = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    void goTo(entry.to);
  };
  const key = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      setChosen((at + step + entries.length) % entries.length);
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      go(entries[at]);
    }
  };
  return (
    <Dialog label={texts.palette} onClose={onClose}>
      <div className={css.palette}>
        <div className={css.field}>
          <Icon name="search" />
          <input
            className={css.input}
            role="combobox"
            aria-label={texts.palette}
            aria-expanded={entries.length > 0}
            aria-controls={entries.length > 0 ? `${id}-list` : undefined}
            aria-activedescendant={entries.length > 0 ? `${id}-${at}` : undefined}
            aria-autocomplete="list"
            placeholder={texts.placeholder}
            maxLength={200}
            value={typed}
            onChange={({ target }) => (setTyped(target.value), setChosen(0))}
            onKeyDown={key}
          />
        </div>
        <Alert error={error} />
        {entries.length > 0 && (
          <div id={`${id}-list`} className={css.list} role="listbox" aria-label={texts.palette}>
            {groups.map(({ group, from, entries }) => (
              <div key={group} role="group" aria-label={texts.groups[group]}>
                <p className={css.group} aria-hidden="true">
                  {texts.groups[group]}
                </p>
                {entries.map((entry, index) => (
                  <div
                    key={entry.id}
                    id={`${id}-${from + index}`}
                    role="option"
                    aria-selected={from + index === at}
                    className={option.option}
                    onPointerMove={() => setChosen(from + index)}
                    onClick={() => go(entry)}
                  >
                    <span className={css.icon}>{entry.icon}</span>
                    <span className={css.text}>{entry.text}</span>
                    <span className={css.hint}>{entry.hint}</span>
                  </div>
                ))}
              </div>
            ))}
          </div>
        )}
        <p role="status" className={entries.length > 0 ? "visually-hidden" : css.nothing}>
          {isAsking ? messages.loading : entries.length > 0 ? texts.found(entries.length) : typed.trim() === "" ? texts.begin : texts.nothing}
        </p>
      </div>
    </Dialog>
  );
}

function useEntries(typed: string) {
  const [asked, setAsked] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed), typed === "" ? 0 : RESTS_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data: boards = [] } = useBoards();
  const { data: projects = [] } = useProjects();
  const { data: cards = [], error, isFetching } = useFoundCards(asked);
  const words = useDeferredValue(typed).toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string) => words.every((word) => text.toLocaleLowerCase().includes(word));
  const projectOf = (id: string) => projects.find((one) => one.id === id)?.name ?? "";
  const nameOf = (board: (typeof boards)[number]) => board.preferences.title ?? board.name;
  const entries: Entry[] = [
    ...boards
      .filter((board) => has(nameOf(board)))
      .slice(0, words.length === 0 ? 8 : 4)
      .map((board) => ({
        ...{ id: board.id, to: `/boards/${board.id}`, group: "boards" as const },
        ...{ icon: <Icon name="board" size={14} />, text: nameOf(board), hint: projectOf(board.project_id) },
      })),
    ...projects
      .filter(({ name }) => words.length > 0 && has(name))
      .slice(0, 3)
      .map(({ id, name, key }) => ({ id, to: `/projects/${id}`, group: "projects" as const, icon: <Icon name="project" size={14} />, text: name, hint: key })),
    ...(words.length === 0 ? [] : cards).map((card) => ({
      ...{ id: card.id, to: `/boards/${card.board_id}/cards/${card.id}`, group: "cards" as const },
      ...{ icon: <Icon name="check" size={14} />, text: card.title, hint: card.key },
    })),
  ];
  return { entries, error, isAsking: isFetching || asked !== typed };
}
