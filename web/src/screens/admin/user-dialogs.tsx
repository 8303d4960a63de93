// Changing who somebody is, and deleting an account, which asks first.

import type { FormEvent } from "react";

import { Refused } from "../../api/problem.ts";
import type { User } from "../../api/schema.ts";
import { useDeleteUser, useEditUser } from "../../data/admin/users.ts";
import { messages } from "../../messages.ts";
import { admin } from "../../messages/admin.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { tell } from "../../ui/toast.tsx";
import css from "./admin.module.css";

const texts = admin.user;

export function EditUser({ user, onClose }: { user: User; onClose: () => void }) {
  const edit = useEditUser();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = { name: String(form.get("name")).trim(), email: String(form.get("email")).trim() };
    // An address that is sent counts as changed, and is told so.
    const change = { ...(said.name !== user.name && { name: said.name }), ...(said.email !== user.email && { email: said.email }) };
    edit.mutate({ user, change }, { onSuccess: ({ name }) => (tell(texts.saved(name)), onClose()) });
  };
  const fields = edit.error instanceof Refused ? edit.error.fields : {};
  return (
    <Dialog title={texts.editTitle(user.name)} onClose={onClose}>
      <Form onSubmit={submit}>
        <Field label={texts.name} name="name" required maxLength={255} defaultValue={user.name} error={fields["name"]} />
        <Field label={texts.email} name="email" type="email" required defaultValue={user.email} hint={texts.emailHint} error={fields["email"]} />
        {Object.keys(fields).length === 0 && <Alert error={edit.error} />}
        <Button type="submit" look="primary" busy={edit.isPending}>
          {messages.save}
        </Button>
      </Form>
    </Dialog>
  );
}

export function DeleteUser({ user, onClose }: { user: User; onClose: () => void }) {
  const remove = useDeleteUser();
  const go = () => remove.mutate(user, { onSuccess: () => (tell(texts.removed(user.name)), onClose()) });
  return (
    <Dialog title={texts.removeTitle(user.name)} onClose={onClose}>
      <p className={css.text}>{texts.removeText}</p>
      <Alert error={remove.error} />
      <div className={css.buttons}>
        <Button onClick={onClose}>{messages.cancel}</Button>
        <Button look="danger" busy={remove.isPending} onClick={go}>
          {texts.removeConfirm}
        </Button>
      </div>
    </Dialog>
  );
}
