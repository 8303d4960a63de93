// One's own reminders of a card.

import type { Card } from "boardwire-client";
import { type FormEvent, useState } from "react";

import { Refused } from "../../api/problem.ts";
import type { Reminder } from "../../api/schema.ts";
import { useAddReminder, useDeleteReminder, useReminders } from "../../data/reminders.ts";
import { due } from "../../dates.ts";
import { messages } from "../../messages.ts";
import { instantOf, span, wallAt } from "../../moments.ts";
import { cardTexts } from "../../messages/card.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Popover } from "../../ui/popover.tsx";
import { complain } from "../../ui/toast.tsx";
import { Change, Fact } from "./fact.tsx";
import css from "./facts.module.css";

const SPANS = ["PT0S", "PT1H", "P1D", "P2D", "P1W"] as const;

export function Reminders({ card }: { card: Card }) {
  const { data: reminders = [] } = useReminders(card.id);
  const remove = useDeleteReminder(card.id);
  const [open, setOpen] = useState(false);
  const change = (
    <Popover open={open} onOpenChange={setOpen} title={cardTexts.addReminder} trigger={<Change aria-label={cardTexts.addReminder} />}>
      <New card={card} onEnd={() => setOpen(false)} />
    </Popover>
  );
  return (
    <Fact title={cardTexts.reminders} change={change}>
      {reminders.length === 0 ? (
        <p className={css.none}>{cardTexts.noReminders}</p>
      ) : (
        <ul className={css.reminders}>
          {reminders.map((one) => (
            <li key={one.id}>
              <span>{words(one)}</span>
              <Change icon="close" aria-label={cardTexts.removeReminder(words(one))} onClick={() => remove.mutate(one.id, { onError: (error) => complain(error) })} />
            </li>
          ))}
        </ul>
      )}
    </Fact>
  );
}

function words({ at, before_due, remind_at }: Reminder): string {
  if (at !== null) return due(at, at);
  const text = cardTexts.beforeDue(span(before_due ?? ""));
  return remind_at === null ? `${text}, ${cardTexts.waitsForDue}` : text;
}

function New({ card, onEnd }: { card: Card; onEnd: () => void }) {
  const add = useAddReminder(card.id);
  const [when, setWhen] = useState<string>(card.due ? "P1D" : "at");
  const fields = add.error instanceof Refused ? Object.values(add.error.fields) : [];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const at = () => instantOf({ date: String(form.get("date")), time: String(form.get("time")) });
    add.mutate(when === "at" ? { at: at() } : { before_due: when }, { onSuccess: onEnd });
  };
  const tomorrow = wallAt(Date.now() + 86_400_000).date;
  return (
    <div className={css.form}>
      <Form onSubmit={submit}>
        <Select label={cardTexts.remindWhen} hint={cardTexts.remindersHint} value={when} onChange={({ target }) => setWhen(target.value)}>
          {SPANS.map((one) => (
            <option key={one} value={one}>
              {cardTexts.beforeDue(span(one))}
            </option>
          ))}
          <option value="at">{cardTexts.remindAt}</option>
        </Select>
        {when === "at" && (
          <div className={css.pair}>
            <Field label={cardTexts.remindDay} name="date" type="date" required defaultValue={tomorrow} />
            <Field label={cardTexts.remindTime} name="time" type="time" required defaultValue="09:00" />
          </div>
        )}
        <Alert error={add.error}>{fields[0]}</Alert>
        <Button type="submit" look="primary" busy={add.isPending}>
          {messages.save}
        </Button>
      </Form>
    </div>
  );
}
