// Making an account. The first one of a server on the internet needs the code that the server printed; it is asked for where
// the server asks for it.

import { type FormEvent, useState } from "react";

import { Refused } from "../../api/problem.ts";
import { useRegister } from "../../data/me.ts";
import { messages } from "../../messages.ts";
import { Link, useSearchParams } from "../../navigation.tsx";
import { Front } from "../../shell/front.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";

export default function Register() {
  const register = useRegister();
  const [search] = useSearchParams();
  const invite = search.get("invite");
  const [needsCode, setNeedsCode] = useState(false);
  const fields = register.error instanceof Refused ? register.error.fields : {};
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const body = {
      ...{ name: text("name"), email: text("email"), password: String(form.get("password")) },
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      ...(needsCode && { setup_code: text("setup_code") }),
      ...(invite && { invite }),
    };
    register.mutate(body, { onError: (error) => error instanceof Refused && "setup_code" in error.fields && setNeedsCode(true) });
  };
  const known = ["name", "email", "password", "setup_code"].some((name) => fields[name] !== undefined);
  const signIn = (
    <>
      {messages.register.haveAccount} <Link to={`/sign-in?${invite ? new URLSearchParams({ next: `/invites/${invite}` }) : search}`}>{messages.register.signIn}</Link>
    </>
  );
  return (
    <Front title={messages.register.title} below={signIn}>
      <Form onSubmit={submit}>
        <Field label={messages.register.name} name="name" autoComplete="name" required maxLength={255} autoFocus error={fields["name"]} />
        <Field label={messages.register.email} name="email" type="email" autoComplete="email" required error={fields["email"]} />
        <Field label={messages.register.password} name="password" type="password" autoComplete="new-password" required minLength={10} hint={messages.register.passwordHint} error={fields["password"]} />
        {needsCode && (
          <Field label={messages.register.setupCode} name="setup_code" autoComplete="off" required hint={messages.register.setupCodeHint} error={register.variables?.setup_code ? fields["setup_code"] : undefined} />
        )}
        {!known && <Alert error={register.error} />}
        <Button type="submit" look="primary" busy={register.isPending}>
          {messages.register.submit}
        </Button>
      </Form>
    </Front>
  );
}
