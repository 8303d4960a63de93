// Asking for a new password. What it says is the same whether there is such an account or not.

import { fieldsOf } from "../../api/problem.ts";
import { useForgotPassword } from "../../data/passwords.ts";
import { messages } from "../../messages.ts";
import { people } from "../../messages/people.ts";
import { Link } from "../../navigation.tsx";
import { Front } from "../../shell/front.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { filled } from "../../ui/filled.ts";
import { Form } from "../../ui/form.tsx";
import { FormError } from "../../ui/form-error.tsx";

export default function Forgot() {
  const forgot = useForgotPassword();
  const back = <Link to="/sign-in">{people.backToSignIn}</Link>;
  if (forgot.isSuccess) {
    return (
      <Front title={people.forgotSent} below={back}>
        <p role="status">{people.forgotSentText}</p>
      </Front>
    );
  }
  return (
    <Front title={people.forgotTitle} below={back}>
      <Form onSubmit={(event) => forgot.mutate(filled(event)("email"))}>
        <p>{people.forgotAbout}</p>
        <Field label={messages.register.email} name="email" type="email" autoComplete="email" required autoFocus error={fieldsOf(forgot.error)["email"]} />
        <FormError error={forgot.error} fields={["email"]} />
        <Button type="submit" look="primary" busy={forgot.isPending}>
          {people.forgotSubmit}
        </Button>
      </Form>
    </Front>
  );
}
