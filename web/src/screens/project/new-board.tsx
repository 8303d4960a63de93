import { fieldsOf } from "../../api/problem.ts";
import { useCreateBoard } from "../../data/boards.ts";
import { messages } from "../../messages.ts";
import { useNavigate } from "../../navigation.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { filled } from "../../ui/filled.ts";
import { Form } from "../../ui/form.tsx";
import { FormError } from "../../ui/form-error.tsx";

/** Making a board, which leads to it. */
export function NewBoard({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const create = useCreateBoard(projectId);
  const goTo = useNavigate();
  return (
    <Dialog title={messages.board.newTitle} onClose={onClose}>
      <Form onSubmit={(event) => create.mutate({ name: filled(event)("name") }, { onSuccess: (board) => void goTo(`/boards/${board.id}`) })}>
        <Field label={messages.board.name} name="name" required maxLength={255} error={fieldsOf(create.error)["name"]} />
        <FormError error={create.error} fields={["name"]} />
        <Button type="submit" look="primary" busy={create.isPending}>
          {messages.board.create}
        </Button>
      </Form>
    </Dialog>
  );
}
