import type { Board, WipMode } from "boardwire-client";
import { type FormEvent, useState } from "react";

import { Refused } from "../../../api/problem.ts";
import { useEditBoard } from "../../../data/boards.ts";
import { conflict } from "../../../data/cards.ts";
import { messages } from "../../../messages.ts";
import { toolTexts } from "../../../messages/board.ts";
import { Alert } from "../../../ui/alert.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field, Select, TextArea } from "../../../ui/field.tsx";
import { Form } from "../../../ui/form.tsx";

/** A board as everyone sees it. Who changed it meanwhile is not overwritten unseen. */
export function EditBoard({ board, onClose }: { board: Board; onClose: () => void }) {
  const [version, setVersion] = useState(board.version);
  const edit = useEditBoard(board.id);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { name: String(form.get("name")).trim(), description: String(form.get("description")), wip_mode: form.get("wip_mode") as WipMode };
    edit.mutate({ ...body, version }, { onSuccess: onClose, onError: (error) => setVersion((seen) => conflict(error)?.version ?? seen) });
  };
  const fields = edit.error instanceof Refused ? edit.error.fields : {};
  return (
    <Dialog title={toolTexts.edit} onClose={onClose}>
      <Form onSubmit={submit}>
        <Field label={toolTexts.name} name="name" required maxLength={255} defaultValue={board.name} error={fields["name"]} />
        <TextArea label={toolTexts.description} name="description" rows={3} maxLength={100_000} defaultValue={board.description} />
        <Select label={toolTexts.wipMode} name="wip_mode" defaultValue={board.wip_mode}>
          {Object.entries(toolTexts.wipModes).map(([mode, text]) => (
            <option key={mode} value={mode}>
              {text}
            </option>
          ))}
        </Select>
        {!fields["name"] && <Alert error={edit.error}>{conflict(edit.error) ? toolTexts.changedMeanwhile(board.name) : undefined}</Alert>}
        <Button type="submit" look="primary" busy={edit.isPending}>
          {messages.save}
        </Button>
      </Form>
    </Dialog>
  );
}
