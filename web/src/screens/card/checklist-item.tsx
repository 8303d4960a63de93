// One item of a checklist: a handle to carry it by, a box to tick, its text, and a menu for those who do not drag.

import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { type KeyboardEvent, useState } from "react";

import type { ChecklistItem } from "../../api/schema.ts";
import { cardTexts } from "../../messages/card.ts";
import { Button } from "../../ui/button.tsx";
import { classes } from "../../ui/classes.ts";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import css from "./checklist.module.css";

interface Props {
  item: ChecklistItem;
  mayEdit: boolean;
  isFirst: boolean;
  isLast: boolean;
  onTick: (done: boolean) => void;
  onText: (text: string) => void;
  /** By so many places down. */
  onMove: (by: 1 | -1) => void;
  onDelete: () => void;
}

export function Item({ item, mayEdit, isFirst, isLast, onTick, onText, onMove, onDelete }: Props) {
  const [draft, setDraft] = useState<string>();
  const { listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: item.id, disabled: !mayEdit });
  const save = () => {
    const text = draft?.trim() ?? "";
    setDraft(undefined);
    if (text !== "" && text !== item.text) onText(text);
  };
  const key = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      save();
    } else if (event.key === "Escape" && draft !== undefined) {
      event.stopPropagation();
      setDraft(undefined);
    }
  };
  const move = (event: KeyboardEvent) => {
    const isOnHandle = (event.target as Element).closest("[data-handle]") !== null;
    if (!mayEdit || !(event.altKey || isOnHandle) || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onMove(event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <li
      ref={setNodeRef}
      className={classes(css.item, isDragging && css.carried)}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      onKeyDown={move}
    >
      {mayEdit && (
        <button ref={setActivatorNodeRef} type="button" className={css.handle} aria-label={cardTexts.moveItem(item.text)} data-handle {...listeners}>
          <Icon name="grip" size={14} />
        </button>
      )}
      <input type="checkbox" checked={item.done} disabled={!mayEdit} aria-label={cardTexts.tick(item.text)} onChange={({ target }) => onTick(target.checked)} />
      <textarea
        className={classes(css.text, item.done && css.done)}
        aria-label={cardTexts.itemText(item.text)}
        rows={1}
        readOnly={!mayEdit}
        maxLength={1_000}
        value={draft ?? item.text}
        onChange={({ target }) => setDraft(target.value.replaceAll("\n", " "))}
        onKeyDown={key}
        onBlur={save}
      />
      {mayEdit && (
        <Menu
          trigger={
            <Button look="quiet" icon className={css.more} aria-label={cardTexts.itemActions(item.text)}>
              <Icon name="dots" size={13} />
            </Button>
          }
        >
          {!isFirst && <MenuItem onSelect={() => onMove(-1)}>{cardTexts.moveUp}</MenuItem>}
          {!isLast && <MenuItem onSelect={() => onMove(1)}>{cardTexts.moveDown}</MenuItem>}
          <MenuItem danger onSelect={onDelete}>
            {cardTexts.delete}
          </MenuItem>
        </Menu>
      )}
    </li>
  );
}
