import { type FormEvent } from "react";

import { Refused } from "../../api/problem.ts";
import type { Schemas } from "../../api/schema.ts";
import { useCreateColumn } from "../../data/columns.ts";
import { messages } from "../../messages.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";

const KINDS = ["todo", "in_progress", "done"] as const;

/** Making a column: what being in it means is asked for, since reports and reminders go by it. */
export function NewColumn({ boardId, onClose }: { boardId: string; onClose: () => void }) {
  const create = useCreateColumn(boardId);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { name: String(form.get("name")).trim(), kind: form.get("kind") as Schemas["ColumnKind"] };
    create.mutate(body, { onSuccess: onClose });
  };
  const fields = create.error instanceof Refused ? create.error.fields : {};
  return (
    <Dialog title={messages.board.addColumn} onClose={onClose}>
      <Form onSubmit={submit}>
        <Field label={messages.board.columnName} name="name" required maxLength={255} error={fields["name"]} />
        <Select label={messages.board.columnKind} name="kind" defaultValue="in_progress" hint={messages.board.columnKindHint}>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {messages.board.kinds[kind]}
            </option>
          ))}
        </Select>
        {!fields["name"] && <Alert error={create.error} />}
        <Button type="submit" look="primary" busy={create.isPending}>
          {messages.board.addColumn}
        </Button>
      </Form>
    </Dialog>
  );
}
