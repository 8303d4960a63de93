// Signing in: address and password, then a code where the account has a second factor.

import { type FormEvent, useState } from "react";

import { Refused } from "../../api/problem.ts";
import { howItEnded, useSignIn } from "../../data/me.ts";
import { messages } from "../../messages.ts";
import { Link, useSearchParams } from "../../navigation.tsx";
import { Front } from "../../shell/front.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Providers } from "./providers.tsx";

interface Given {
  email: string;
  password: string;
}

export default function SignIn() {
  const signIn = useSignIn();
  const [search] = useSearchParams();
  /** What was given in the first step, once a code is asked for. */
  const [given, setGiven] = useState<Given>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const first = given ?? { email: text("email"), password: String(form.get("password")) };
    const body = given ? { ...given, totp: text("code") } : first;
    signIn.mutate(body, { onError: (error) => isCode(error, "totp_required") && setGiven(first) });
  };
  const next = search.get("next") ?? "/";
  const ended = howItEnded();
  const invite = /^\/invites\/([^/]+)$/.exec(next)?.[1];
  // Who follows an invitation was not signed in before.
  const why = ended ? messages.signIn.ended[ended] : next !== "/" && !invite && messages.signIn.toGoOn;
  const again = () => (setGiven(undefined), signIn.reset());
  const { error } = signIn;
  const wrong = isCode(error, "totp_required") ? undefined : error;
  if (given) {
    return (
      <Front title={messages.signIn.codeTitle} below={<Button onClick={again}>{messages.signIn.again}</Button>}>
        <Form key="code" onSubmit={submit}>
          <Field label={messages.signIn.code} name="code" hint={messages.signIn.codeHint} autoComplete="one-time-code" autoCapitalize="none" spellCheck={false} required autoFocus />
          <Alert error={wrong}>{isCode(wrong, "invalid_totp") ? messages.signIn.codeWrong : undefined}</Alert>
          <Button type="submit" look="primary" busy={signIn.isPending}>
            {messages.signIn.submit}
          </Button>
        </Form>
      </Front>
    );
  }
  const register = (
    <>
      {messages.signIn.noAccount} <Link to={`/register?${invite ? new URLSearchParams({ invite }) : search}`}>{messages.signIn.register}</Link>
    </>
  );
  return (
    <Front title={messages.signIn.title} below={register}>
      <Form key="password" onSubmit={submit}>
        {why && !wrong && <p>{why}</p>}
        <Field label={messages.signIn.email} name="email" autoComplete="username" autoCapitalize="none" required autoFocus />
        <Field label={messages.signIn.password} name="password" type="password" autoComplete="current-password" required />
        <Alert error={wrong}>{isCode(wrong, "invalid_credentials") ? messages.signIn.wrong : undefined}</Alert>
        <Button type="submit" look="primary" busy={signIn.isPending}>
          {messages.signIn.submit}
        </Button>
        <Providers next={next} />
        <Link to="/forgot-password">{messages.signIn.forgot}</Link>
      </Form>
    </Front>
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Refused && error.problem.code === code;
}
