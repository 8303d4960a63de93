import { type FormEvent } from "react";

import { Refused } from "../../../api/problem.ts";
import type { ListedBoard } from "../../../api/schema.ts";
import { useEditPreferences } from "../../../data/boards.ts";
import { messages } from "../../../messages.ts";
import { toolTexts } from "../../../messages/board.ts";
import { Alert } from "../../../ui/alert.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { Form } from "../../../ui/form.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { COLORS } from "../../../colors.ts";
import css from "./tools.module.css";

interface Props {
  boardId: string;
  name: string;
  mine: ListedBoard["preferences"];
  onClose: () => void;
}

/** A board as one wants to see it oneself: with a colour, and by another name. */
export function Look({ boardId, name, mine, onClose }: Props) {
  const prefer = useEditPreferences(boardId);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [title, color] = [String(form.get("title")).trim(), String(form.get("color"))];
    prefer.mutate({ title: title || null, color: color || null }, { onSuccess: onClose });
  };
  const fields = prefer.error instanceof Refused ? prefer.error.fields : {};
  const known = ["", ...COLORS] as string[];
  const colors = mine.color === null || known.includes(mine.color) ? known : [...known, mine.color];
  return (
    <Dialog title={toolTexts.look} onClose={onClose}>
      <Form onSubmit={submit}>
        <p className={css.hint}>{toolTexts.lookHint}</p>
        <Field label={toolTexts.ownTitle} name="title" maxLength={255} placeholder={name} defaultValue={mine.title ?? ""} error={fields["title"]} />
        <fieldset className={css.colors}>
          <legend>{toolTexts.color}</legend>
          {colors.map((color, at) => (
            <label key={color} className={css.color} style={{ background: color || "transparent" }}>
              <input
                type="radio"
                name="color"
                value={color}
                defaultChecked={(mine.color ?? "") === color}
                aria-label={color === "" ? toolTexts.noColor : (toolTexts.colors[at - 1] ?? color)}
              />
              {color === "" && <Icon name="close" size={14} />}
            </label>
          ))}
        </fieldset>
        {!fields["title"] && <Alert error={prefer.error} />}
        <Button type="submit" look="primary" busy={prefer.isPending}>
          {messages.save}
        </Button>
      </Form>
    </Dialog>
  );
}
