// A new password, by the token of a link that was mailed. It signs out everywhere, here as well.

import { fieldsOf } from "../../api/problem.ts";
import { askWhoAgain } from "../../data/me.ts";
import { useResetPassword } from "../../data/passwords.ts";
import { messages } from "../../messages.ts";
import { people } from "../../messages/people.ts";
import { settings } from "../../messages/settings.ts";
import { Link, useParams } from "../../navigation.tsx";
import { Front } from "../../shell/front.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { filled, typed } from "../../ui/filled.ts";
import { Form } from "../../ui/form.tsx";
import { FormError } from "../../ui/form-error.tsx";

export default function Reset() {
  const { token = "" } = useParams();
  const reset = useResetPassword();
  const wrong = fieldsOf(reset.error);
  if (reset.isSuccess) {
    return (
      <Front title={people.resetDone} below={<Link to="/sign-in">{messages.register.signIn}</Link>}>
        <p role="status">{people.resetDoneText}</p>
      </Front>
    );
  }
  return (
    <Front title={people.resetTitle} below={<Link to="/forgot-password">{messages.signIn.forgot}</Link>}>
      <Form
        onSubmit={(event) => {
          filled(event);
          reset.mutate({ token, password: typed(event, "password") }, { onSuccess: askWhoAgain });
        }}
      >
        <p>{people.resetAbout}</p>
        <Field label={settings.newPassword} name="password" type="password" autoComplete="new-password" required minLength={10} autoFocus hint={messages.register.passwordHint} error={wrong["password"]} />
        {wrong["token"] ? <Alert>{people.linkOver}</Alert> : <FormError error={reset.error} fields={["password"]} />}
        <Button type="submit" look="primary" busy={reset.isPending}>
          {people.resetSubmit}
        </Button>
      </Form>
    </Front>
  );
}
