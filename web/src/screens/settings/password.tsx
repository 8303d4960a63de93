import { fieldsOf } from "../../api/problem.ts";
import { useUser } from "../../data/me.ts";
import { useChangePassword } from "../../data/passwords.ts";
import { messages } from "../../messages.ts";
import { settings } from "../../messages/settings.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { filled, typed } from "../../ui/filled.ts";
import { Form } from "../../ui/form.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Panel } from "../../ui/panel.tsx";
import { tell } from "../../ui/toast.tsx";

export function Password() {
  const user = useUser();
  const change = useChangePassword();
  const wrong = fieldsOf(change.error);
  return (
    <Panel title={settings.password} about={settings.passwordAbout}>
      <Form
        onSubmit={(event) => {
          filled(event);
          const form = event.currentTarget;
          const body = { current_password: typed(event, "current_password"), new_password: typed(event, "new_password") };
          change.mutate(body, { onSuccess: () => (form.reset(), tell(settings.passwordChanged)) });
        }}
      >
        {/* Password managers go by it. */}
        <input type="hidden" name="username" autoComplete="username" value={user.email} />
        <Field label={settings.currentPassword} name="current_password" type="password" autoComplete="current-password" required error={wrong["current_password"]} />
        <Field label={settings.newPassword} name="new_password" type="password" autoComplete="new-password" required minLength={10} hint={messages.register.passwordHint} error={wrong["new_password"]} />
        <FormError error={change.error} fields={["current_password", "new_password"]} />
        <Button type="submit" busy={change.isPending}>
          {settings.changePassword}
        </Button>
      </Form>
    </Panel>
  );
}
