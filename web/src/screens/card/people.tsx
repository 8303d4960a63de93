// Whose card it is, and who hears of it.

import type { Card } from "boardwire-client";
import { useMemo, useState } from "react";

import { useBoardMembers } from "../../data/board-members.ts";
import { setWatching, useCard } from "../../data/cards.ts";
import { useUser } from "../../data/me.ts";
import { messages } from "../../messages.ts";
import { cardTexts } from "../../messages/card.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { complain, tell } from "../../ui/toast.tsx";
import type { OpenBoard } from "../board/context.ts";
import { Change, Chosen, Fact } from "./fact.tsx";
import css from "./facts.module.css";

const TEXTS = { choose: cardTexts.assign, find: cardTexts.findPerson, notFound: cardTexts.noPerson, none: cardTexts.nobody };

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
    <Chosen
      title={messages.card.assignees}
      mayEdit={mayEdit}
      texts={TEXTS}
      onOpen={() => setWanted(true)}
      choices={people.map((person) => ({
        id: person.id,
        text: person.name,
        hint: person.id === me.id ? cardTexts.you : `@${person.handle}`,
        mark: <Avatar {...person} title={false} />,
      }))}
      onToggle={toggle}
      chosen={card.assignees}
      className={css.people}
      draw={(person) => (
        <>
          <Avatar {...person} title={false} /> {person.name}
        </>
      )}
    />
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
  const change = (
    <Menu trigger={<Change icon="eye" aria-label={cardTexts.watchMenu} />}>
      <MenuItem onSelect={() => void watch(true)}>{cardTexts.watch}</MenuItem>
      <MenuItem onSelect={() => void watch(false)}>{cardTexts.unwatch}</MenuItem>
    </Menu>
  );
  return (
    <Fact title={cardTexts.watching} change={change}>
      <p className={css.none}>{cardTexts.watchers(asked.watchers_count)}</p>
    </Fact>
  );
}
