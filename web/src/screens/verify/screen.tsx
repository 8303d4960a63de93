// Confirming an address. It waits for a click, because what looks through mail follows every link in it.

import { fieldsOf } from "../../api/problem.ts";
import { askWhoAgain } from "../../data/me.ts";
import { useVerifyEmail } from "../../data/passwords.ts";
import { people } from "../../messages/people.ts";
import { Link, useParams } from "../../navigation.tsx";
import { Front } from "../../shell/front.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { filled } from "../../ui/filled.ts";
import { Form } from "../../ui/form.tsx";

export default function Verify() {
  const { token = "" } = useParams();
  const verify = useVerifyEmail();
  const home = <Link to="/">{people.home}</Link>;
  if (verify.isSuccess) {
    return (
      <Front title={people.verified}>
        <p role="status">{home}</p>
      </Front>
    );
  }
  return (
    <Front title={people.verifyTitle} below={home}>
      <Form onSubmit={(event) => (filled(event), verify.mutate(token, { onSuccess: askWhoAgain }))}>
        <Alert error={verify.error}>{fieldsOf(verify.error)["token"] ? people.linkOver : undefined}</Alert>
        <Button type="submit" look="primary" busy={verify.isPending}>
          {people.verifySubmit}
        </Button>
      </Form>
    </Front>
  );
}
