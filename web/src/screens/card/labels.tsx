// A card's labels: choosing among the project's, and making one by its name.

import type { Card } from "boardwire-client";
import { useState } from "react";

import { nextColor } from "../../colors.ts";
import { useCardLabels, useMakeLabel } from "../../data/card-labels.ts";
import { messages } from "../../messages.ts";
import { cardTexts } from "../../messages/card.ts";
import { complain } from "../../ui/toast.tsx";
import type { OpenBoard } from "../board/context.ts";
import { Chosen } from "./fact.tsx";
import css from "./facts.module.css";

const TEXTS = { choose: cardTexts.chooseLabels, find: cardTexts.findLabel, notFound: cardTexts.noLabel, none: cardTexts.noLabels };

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
    <Chosen
      title={messages.card.labels}
      mayEdit={mayEdit}
      texts={TEXTS}
      onOpen={() => setWanted(true)}
      choices={labels.map(({ id, name, color }) => ({ id, text: name, mark: <Dot color={color} /> }))}
      onToggle={toggle}
      make={{ text: cardTexts.makeLabel, onMake: makeOne }}
      chosen={card.labels}
      className={css.labels}
      draw={({ name, color }) => (
        <span className={css.label}>
          <Dot color={color} /> {name}
        </span>
      )}
    />
  );
}

const Dot = ({ color }: { color: string }) => <span className={css.dot} style={{ background: color }} />;
