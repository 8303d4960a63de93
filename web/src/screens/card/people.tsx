// Whose card it is, and who hears of it.

import type { Card } from "boardwire-client";
import { useMemo, useState } from "react";

import { useBoardMembers } from "../../data/board-members.ts";
import { setWatching, useCard } from "../../data/cards.ts";
import { useUser } from "../../data/me.ts";
import { messages } from "../../messages.ts";
import { cardTexts } from "../../messages/card.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { Picker } from "../../ui/picker.tsx";
import { complain, tell } from "../../ui/toast.tsx";
import type { OpenBoard } from "../board/context.ts";
import css from "./facts.module.css";

export function Assignees({ card, opened, mayEdit }: { card: Card; opened: OpenBoard; mayEdit: boolean }) {
  const me = useUser();
  const [wanted, setWanted] = useState(false);
  const { data: members = [] } = useBoardMembers(card.board_id, wanted);
  const people = useMemo(() => {
    // Oneself first, then those who are on it already.
    const known = [...members, ...card.assignees.filter(({ id }) => !members.some((one) => one.id === id))];
    return known.sort((a, b) => Number(b.id === me.id) - Number(a.id === me.id) || a.name.localeCompare(b.name));
  }, [members, card.assignees, me.id]);
  const toggle = (id: string, on: boolean) => {
    const person = people.find((one) => one.id === id);
    if (person) opened.board.assign(card.id, person, on).catch((error: unknown) => complain(error, messages.problem.undone));
  };
  return (
    <section className={css.fact} aria-label={messages.card.assignees}>
      <header className={css.head}>
        <h2>{messages.card.assignees}</h2>
        {mayEdit && (
          <Picker
            trigger={
              <Button look="quiet" icon className={css.change} aria-label={cardTexts.assign}>
                <Icon name="plus" size={14} />
              </Button>
            }
            title={cardTexts.assign}
            find={cardTexts.findPerson}
            none={cardTexts.noPerson}
            onOpen={() => setWanted(true)}
            choices={people.map((person) => ({
              id: person.id,
              text: person.name,
              hint: person.id === me.id ? cardTexts.you : `@${person.handle}`,
              mark: <Avatar {...person} title={false} />,
            }))}
            chosen={new Set(card.assignees.map(({ id }) => id))}
            onToggle={toggle}
          />
        )}
      </header>
      {card.assignees.length === 0 ? (
        <p className={css.none}>{cardTexts.nobody}</p>
      ) : (
        <ul className={css.people}>
          {card.assignees.map((person) => (
            <li key={person.id}>
              <Avatar {...person} title={false} /> {person.name}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The contract tells how many watch, and not who: so both ways are offered. */
export function Watchers({ card }: { card: Card }) {
  const me = useUser();
  // Watching is no news to a board: how many there are is asked for.
  const { data: asked = card } = useCard(card.id);
  const watch = async (on: boolean) => {
    try {
      await setWatching(card.id, me.id, on);
      tell(on ? cardTexts.watched : cardTexts.unwatched);
    } catch (error) {
      complain(error);
    }
  };
  return (
    <section className={css.fact} aria-label={cardTexts.watching}>
      <header className={css.head}>
        <h2>{cardTexts.watching}</h2>
        <Menu
          trigger={
            <Button look="quiet" icon className={css.change} aria-label={cardTexts.watchMenu}>
              <Icon name="eye" size={14} />
            </Button>
          }
        >
          <MenuItem onSelect={() => void watch(true)}>{cardTexts.watch}</MenuItem>
          <MenuItem onSelect={() => void watch(false)}>{cardTexts.unwatch}</MenuItem>
        </Menu>
      </header>
      <p className={css.none}>{cardTexts.watchers(asked.watchers_count)}</p>
    </section>
  );
}
