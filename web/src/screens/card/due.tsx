// When a card is due: a day, or a time on a day, as the clock on the wall says it in the account's zone.

import type { Card } from "boardwire-client";
import { type FormEvent, useState } from "react";

import { due, full, zoneHere } from "../../dates.ts";
import { messages } from "../../messages.ts";
import { instantOf, wallAt } from "../../moments.ts";
import { cardTexts } from "../../messages/card.ts";
import { Button } from "../../ui/button.tsx";
import { classes } from "../../ui/classes.ts";
import { Field } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Popover } from "../../ui/popover.tsx";
import { complain } from "../../ui/toast.tsx";
import type { OpenBoard } from "../board/context.ts";
import { Change, Fact } from "./fact.tsx";
import css from "./facts.module.css";
import { kept } from "./saving.ts";

export function Due({ card, opened, mayEdit }: { card: Card; opened: OpenBoard; mayEdit: boolean }) {
  const [open, setOpen] = useState(false);
  const late = card.due_at !== null && card.completed_at === null && Date.parse(card.due_at) < Date.now();
  const set = (due: string | null) => {
    setOpen(false);
    opened.board.update(card.id, { due }).then(kept, (error: unknown) => complain(error, messages.problem.undone));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [date, time] = [String(form.get("date")), String(form.get("time"))];
    set(time === "" ? date : instantOf({ date, time }));
  };
  const isTimed = card.due !== null && card.due.length > 10;
  const wall = isTimed ? wallAt(Date.parse(card.due_at ?? "")) : { date: card.due ?? "", time: "" };
  const change = mayEdit && (
    <Popover
      open={open}
      onOpenChange={setOpen}
      title={cardTexts.setDue}
      trigger={<Change icon={card.due ? "pencil" : "plus"} aria-label={card.due ? cardTexts.changeDue : cardTexts.setDue} />}
    >
      <div className={css.form}>
        <Form onSubmit={submit}>
          <Field label={cardTexts.dueDate} name="date" type="date" required defaultValue={wall.date} />
          <Field label={cardTexts.dueTime} name="time" type="time" hint={cardTexts.dueTimeHint(zoneHere())} defaultValue={wall.time} />
          <div className={css.row}>
            <Button type="submit" look="primary">
              {messages.save}
            </Button>
            {card.due && (
              <Button look="quiet" onClick={() => set(null)}>
                {cardTexts.removeDue}
              </Button>
            )}
          </div>
        </Form>
      </div>
    </Popover>
  );
  return (
    <Fact title={messages.card.due} change={change}>
      {card.due && card.due_at ? (
        <time className={classes(css.due, late && css.late)} dateTime={card.due_at} title={full(card.due_at)}>
          <Icon name="clock" size={14} />
          {late ? messages.board.overdue(due(card.due, card.due_at)) : due(card.due, card.due_at)}
        </time>
      ) : (
        <p className={css.none}>{cardTexts.noDue}</p>
      )}
    </Fact>
  );
}
