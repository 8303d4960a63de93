import type { Column, ColumnKind } from "boardwire-client";
import { type FormEvent, useState } from "react";

import { Refused } from "../../../api/problem.ts";
import { conflict } from "../../../data/cards.ts";
import { useEditColumn } from "../../../data/columns.ts";
import { messages } from "../../../messages.ts";
import { toolTexts } from "../../../messages/board.ts";
import { Alert } from "../../../ui/alert.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field, Select } from "../../../ui/field.tsx";
import { Form } from "../../../ui/form.tsx";

/** A column's name, what being in it means, and how many cards it should hold. */
export function EditColumn({ column, onClose }: { column: Column; onClose: () => void }) {
  const [version, setVersion] = useState(column.version);
  const edit = useEditColumn(column.id);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const limit = String(form.get("wip_limit"));
    const body = { name: String(form.get("name")).trim(), kind: form.get("kind") as ColumnKind, wip_limit: limit === "" ? null : Number(limit) };
    edit.mutate({ ...body, version }, { onSuccess: onClose, onError: (error) => setVersion((seen) => conflict(error)?.version ?? seen) });
  };
  const fields = edit.error instanceof Refused ? edit.error.fields : {};
  return (
    <Dialog title={toolTexts.editColumn} onClose={onClose}>
      <Form onSubmit={submit}>
        <Field label={messages.board.columnName} name="name" required maxLength={255} defaultValue={column.name} error={fields["name"]} />
        <Select label={messages.board.columnKind} name="kind" defaultValue={column.kind} hint={messages.board.columnKindHint}>
          {Object.entries(messages.board.kinds).map(([kind, text]) => (
            <option key={kind} value={kind}>
              {text}
            </option>
          ))}
        </Select>
        <Field
          label={toolTexts.limit}
          name="wip_limit"
          type="number"
          min={1}
          max={10_000}
          defaultValue={column.wip_limit ?? ""}
          hint={toolTexts.limitHint}
          error={fields["wip_limit"]}
        />
        {Object.keys(fields).length === 0 && <Alert error={edit.error}>{conflict(edit.error) ? toolTexts.changedMeanwhile(column.name) : undefined}</Alert>}
        <Button type="submit" look="primary" busy={edit.isPending}>
          {messages.save}
        </Button>
      </Form>
    </Dialog>
  );
}
