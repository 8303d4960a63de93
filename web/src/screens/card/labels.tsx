// A card's labels: choosing among the project's, and making one by its name.

import type { Card } from "boardwire-client";
import { useState } from "react";

import { useCardLabels, useMakeLabel } from "../../data/card-labels.ts";
import { messages } from "../../messages.ts";
import { cardTexts } from "../../messages/card.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Picker } from "../../ui/picker.tsx";
import { complain } from "../../ui/toast.tsx";
import type { OpenBoard } from "../board/context.ts";
import { nextColor } from "../../colors.ts";
import css from "./facts.module.css";

export function Labels({ card, opened, mayEdit }: { card: Card; opened: OpenBoard; mayEdit: boolean }) {
  const [wanted, setWanted] = useState(false);
  const { data: labels = card.labels } = useCardLabels(card.project_id, wanted);
  const make = useMakeLabel(card.project_id);
  const wear = (label: Card["labels"][number], on: boolean) => {
    opened.board.label(card.id, label, on).catch((error: unknown) => complain(error, messages.problem.undone));
  };
  const toggle = (id: string, on: boolean) => {
    const label = labels.find((one) => one.id === id);
    if (label) wear(label, on);
  };
  const makeOne = (name: string) => {
    make.mutate({ name, color: nextColor(labels) }, { onSuccess: (label) => wear(label, true), onError: (error) => complain(error) });
  };
  return (
    <section className={css.fact} aria-label={messages.card.labels}>
      <header className={css.head}>
        <h2>{messages.card.labels}</h2>
        {mayEdit && (
          <Picker
            trigger={
              <Button look="quiet" icon className={css.change} aria-label={cardTexts.chooseLabels}>
                <Icon name="plus" size={14} />
              </Button>
            }
            title={cardTexts.chooseLabels}
            find={cardTexts.findLabel}
            none={cardTexts.noLabel}
            onOpen={() => setWanted(true)}
            choices={labels.map(({ id, name, color }) => ({ id, text: name, mark: <span className={css.dot} style={{ background: color }} /> }))}
            chosen={new Set(card.labels.map(({ id }) => id))}
            onToggle={toggle}
            make={{ text: cardTexts.makeLabel, onMake: makeOne }}
          />
        )}
      </header>
      {card.labels.length === 0 ? (
        <p className={css.none}>{cardTexts.noLabels}</p>
      ) : (
        <ul className={css.labels}>
          {card.labels.map(({ id, name, color }) => (
            <li key={id} className={css.label}>
              <span className={css.dot} style={{ background: color }} /> {name}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
