// The address: whether it is confirmed, and taking another.

import { useState } from "react";

import { fieldsOf } from "../../api/problem.ts";
import { useUpdateMe, useUser } from "../../data/me.ts";
import { useResendVerification } from "../../data/passwords.ts";
import { settings } from "../../messages/settings.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { filled, typed } from "../../ui/filled.ts";
import { Form } from "../../ui/form.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Panel, Row, Rows, Tag } from "../../ui/panel.tsx";
import { complain, tell } from "../../ui/toast.tsx";

export function Email() {
  const user = useUser();
  const [changing, setChanging] = useState(false);
  const resend = useResendVerification();
  const open = !user.email_verified || user.new_email !== null;
  const again = () => resend.mutate(undefined, { onSuccess: () => tell(settings.resent), onError: (error) => complain(error) });
  const verified = <Tag good={user.email_verified}>{user.email_verified ? settings.verified : settings.unverified}</Tag>;
  return (
    <Panel title={settings.email}>
      <Rows>
        <Row name={<>{user.email} {verified}</>} about={user.new_email === null ? undefined : settings.waiting(user.new_email)}>
          {open && (
            <Button look="quiet" busy={resend.isPending} onClick={again}>
              {settings.resend}
            </Button>
          )}
          <Button onClick={() => setChanging(true)}>{settings.changeEmail}</Button>
        </Row>
      </Rows>
      {user.email_suppressed && <Alert>{settings.suppressed}</Alert>}
      {changing && <Change onClose={() => setChanging(false)} />}
    </Panel>
  );
}

function Change({ onClose }: { onClose: () => void }) {
  const update = useUpdateMe();
  const wrong = fieldsOf(update.error);
  return (
    <Dialog title={settings.changeEmail} onClose={onClose}>
      <Form
        onSubmit={(event) => {
          const email = filled(event)("email");
          update.mutate({ email, current_password: typed(event, "current_password") }, { onSuccess: onClose });
        }}
      >
        <Field label={settings.newEmail} name="email" type="email" autoComplete="email" required hint={settings.newEmailHint} error={wrong["email"]} />
        <Field label={settings.currentPassword} name="current_password" type="password" autoComplete="current-password" required error={wrong["current_password"]} />
        <FormError error={update.error} fields={["email", "current_password"]} />
        <Button type="submit" look="primary" busy={update.isPending}>
          {settings.changeEmail}
        </Button>
      </Form>
    </Dialog>
  );
}
