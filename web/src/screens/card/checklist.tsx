// A card's checklist. All of it works by keyboard: Tab goes through, Space ticks, a text is changed where it stands, the
// arrow keys move it: on its handle by themselves, elsewhere with Alt.

import { closestCenter, DndContext, MouseSensor, TouchSensor, useSensor, useSensors } from "@dnd-kit/core";
import { SortableContext, verticalListSortingStrategy } from "@dnd-kit/sortable";
import type { Card } from "boardwire-client";
import { type FormEvent, type ReactNode, useState } from "react";

import type { ChecklistItem } from "../../api/schema.ts";
import { useAddItem, useChangeItem, useChecklist } from "../../data/checklist.ts";
import { messages } from "../../messages.ts";
import { cardTexts } from "../../messages/card.ts";
import { classes } from "../../ui/classes.ts";
import { Icon } from "../../ui/icon.tsx";
import { complain, tell } from "../../ui/toast.tsx";
import css from "./checklist.module.css";
import { Item } from "./checklist-item.tsx";
import section from "./section.module.css";

export function Checklist({ card, mayEdit }: { card: Card; mayEdit: boolean }) {
  const { done, total } = card.checklist;
  const { data: items = [] } = useChecklist(card.id, total > 0);
  const add = useAddItem(card.id);
  const change = useChangeItem(card.id);
  const [text, setText] = useState("");
  const [moved, setMoved] = useState("");
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
  const moveTo = (id: string, at: number) => {
    const from = shown.findIndex((one) => one.id === id);
    const there = shown[at];
    if (from === -1 || !there || from === at) return;
    change.mutate({ id, body: at < from ? { before: there.id } : { after: there.id } }, say);
    setMoved(messages.drag.dropped(shown[from]!.text, cardTexts.checklist, at + 1, shown.length));
  };
  if (!mayEdit && total === 0) return null;
  return (
    <section className={classes(section.section, css.checklist)}>
      <header className={section.head}>
        <h2>{cardTexts.checklist}</h2>
        {total > 0 && <progress className={css.progress} value={done} max={total} aria-label={cardTexts.progress(done, total)} />}
        {total > 0 && <span className={css.count}>{`${done}/${total}`}</span>}
      </header>
      <Sorted items={shown} onMove={moveTo}>
        <ul>
          {shown.map((item, at) => (
            <Item
              key={item.id}
              item={item}
              mayEdit={mayEdit}
              isFirst={at === 0}
              isLast={at === shown.length - 1}
              onTick={(done) => change.mutate({ id: item.id, body: { done } }, say)}
              onText={(text) => change.mutate({ id: item.id, body: { text } }, say)}
              onMove={(by) => moveTo(item.id, at + by)}
              onDelete={() => remove(item)}
            />
          ))}
        </ul>
      </Sorted>
      <p role="status" className="visually-hidden">
        {moved}
      </p>
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

interface SortedProps {
  items: readonly ChecklistItem[];
  onMove: (id: string, at: number) => void;
  children: ReactNode;
}

/** Around items that are carried by their handles, by mouse and by finger; their keys are their own. */
function Sorted({ items, onMove, children }: SortedProps) {
  const sensors = useSensors(useSensor(MouseSensor, { activationConstraint: { distance: 3 } }), useSensor(TouchSensor));
  const ids = items.map(({ id }) => id);
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={({ active, over }) => over && onMove(String(active.id), ids.indexOf(String(over.id)))}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        {children}
      </SortableContext>
    </DndContext>
  );
}
