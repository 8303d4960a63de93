// A card's checklist. All of it works by keyboard: Tab goes through, Space ticks, a text is changed where it stands.

import type { Card } from "boardwire-client";
import { type FormEvent, type KeyboardEvent, useState } from "react";

import type { ChecklistItem } from "../../api/schema.ts";
import { useAddItem, useChangeItem, useChecklist } from "../../data/checklist.ts";
import { messages } from "../../messages.ts";
import { cardTexts } from "../../messages/card.ts";
import { Button } from "../../ui/button.tsx";
import { classes } from "../../ui/classes.ts";
import { Icon } from "../../ui/icon.tsx";
import { complain, tell } from "../../ui/toast.tsx";
import css from "./checklist.module.css";
import section from "./section.module.css";

export function Checklist({ card, mayEdit }: { card: Card; mayEdit: boolean }) {
  const { done, total } = card.checklist;
  const { data: items = [] } = useChecklist(card.id, total > 0);
  const add = useAddItem(card.id);
  const change = useChangeItem(card.id);
  const [text, setText] = useState("");
  const shown = total > 0 ? items : [];
  const say = { onError: (error: Error) => complain(error, messages.problem.undone) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = text.trim();
    if (wanted === "") return;
    setText("");
    add.mutate({ text: wanted }, { onError: (error) => (complain(error), setText((now) => now || wanted)) });
  };
  const remove = (item: ChecklistItem) => {
    const back = () => add.mutate({ text: item.text, done: item.done }, say);
    change.mutate({ id: item.id }, { ...say, onSuccess: () => tell(cardTexts.itemDeleted(item.text), back) });
  };
  if (!mayEdit && total === 0) return null;
  return (
    <section className={classes(section.section, css.checklist)}>
      <header className={section.head}>
        <h2>{cardTexts.checklist}</h2>
        {total > 0 && <progress className={css.progress} value={done} max={total} aria-label={cardTexts.progress(done, total)} />}
        {total > 0 && <span className={css.count}>{`${done}/${total}`}</span>}
      </header>
      <ul>
        {shown.map((item) => (
          <Item
            key={item.id}
            item={item}
            mayEdit={mayEdit}
            onTick={(done) => change.mutate({ id: item.id, body: { done } }, say)}
            onText={(text) => change.mutate({ id: item.id, body: { text } }, say)}
            onDelete={() => remove(item)}
          />
        ))}
      </ul>
      {mayEdit && (
        <form className={css.add} onSubmit={submit}>
          <Icon name="plus" size={14} />
          <input
            className={css.text}
            aria-label={cardTexts.addItem}
            placeholder={cardTexts.addItem}
            maxLength={1_000}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </form>
      )}
    </section>
  );
}

interface ItemProps {
  item: ChecklistItem;
  mayEdit: boolean;
  onTick: (done: boolean) => void;
  onText: (text: string) => void;
  onDelete: () => void;
}

function Item({ item, mayEdit, onTick, onText, onDelete }: ItemProps) {
  const [draft, setDraft] = useState<string>();
  const save = () => {
    const text = draft?.trim() ?? "";
    setDraft(undefined);
    if (text !== "" && text !== item.text) onText(text);
  };
  const key = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) save();
    else if (event.key === "Escape" && draft !== undefined) {
      event.stopPropagation();
      setDraft(undefined);
    }
  };
  return (
    <li className={css.item}>
      <input
        type="checkbox"
        checked={item.done}
        disabled={!mayEdit}
        aria-label={cardTexts.tick(item.text)}
        onChange={({ target }) => onTick(target.checked)}
      />
      <input
        className={classes(css.text, item.done && css.done)}
        aria-label={cardTexts.itemText(item.text)}
        readOnly={!mayEdit}
        maxLength={1_000}
        value={draft ?? item.text}
        onChange={({ target }) => setDraft(target.value)}
        onKeyDown={key}
        onBlur={save}
      />
      {mayEdit && (
        <Button look="quiet" icon className={css.delete} aria-label={cardTexts.deleteItem(item.text)} onClick={onDelete}>
          <Icon name="close" size={13} />
        </Button>
      )}
    </li>
  );
}
