// Inviting people to a board or a team: by mail where an address is given, and by a link in any case.

import { useState } from "react";

import { fieldsOf } from "../api/problem.ts";
import { inApp, type Invite, type NewInvite, type Target, useCreateInvite } from "../data/invites.ts";
import { people } from "../messages/people.ts";
import { Button } from "../ui/button.tsx";
import { Copied } from "../ui/copied.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, Select } from "../ui/field.tsx";
import { filled } from "../ui/filled.ts";
import { Form } from "../ui/form.tsx";
import { FormError } from "../ui/form-error.tsx";

const DAY = 86_400_000;
const FIELDS = ["email", "role", "expires_at", "max_uses"];

interface Props {
  /** Where they may be invited to; which one is asked where there are several. */
  targets: readonly { target: Target; name: string }[];
  title: string;
  roles: Readonly<Record<string, string>>;
  hint: string;
  onClose: () => void;
}

export function InviteDialog({ title, onClose, ...rest }: Props) {
  const [made, setMade] = useState<Invite>();
  return (
    <Dialog title={made && made.email === null ? people.linkReady : title} onClose={onClose}>
      {made ? <Made made={made} onMore={() => setMade(undefined)} onClose={onClose} /> : <Ask {...rest} onMade={setMade} />}
    </Dialog>
  );
}

function Ask({ targets, roles, hint, onMade }: Pick<Props, "targets" | "roles" | "hint"> & { onMade: (made: Invite) => void }) {
  const create = useCreateInvite();
  const [byMail, setByMail] = useState(false);
  const wrong = fieldsOf(create.error);
  const send = (value: (name: string) => string) => {
    const chosen = targets[Number(value("target") || 0)];
    if (!chosen) return;
    const [email, uses] = [value("email"), Number(value("max_uses"))];
    const expires_at = new Date(Date.now() + Number(value("days")) * DAY).toISOString();
    const body = { role: value("role"), expires_at, ...(email && { email }), ...(!email && uses > 0 && { max_uses: uses }) } as NewInvite;
    create.mutate({ target: chosen.target, body }, { onSuccess: onMade });
  };
  return (
    <Form onSubmit={(event) => send(filled(event))}>
      <Field label={people.email} name="email" type="email" autoComplete="off" hint={people.emailHint} error={wrong["email"]} onChange={({ target }) => setByMail(target.value.trim() !== "")} />
      {targets.length > 1 && (
        <Select label={people.board} name="target">
          {targets.map(({ name }, at) => (
            <option key={at} value={at}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <Select label={people.role} name="role" defaultValue="member" hint={hint} error={wrong["role"]}>
        <Options of={roles} />
      </Select>
      <Select label={people.expires} name="days" defaultValue="7" error={wrong["expires_at"]}>
        <Options of={people.expiresIn} />
      </Select>
      {!byMail && (
        <Select label={people.uses} name="max_uses" error={wrong["max_uses"]}>
          <Options of={people.usesOf} />
        </Select>
      )}
      <FormError error={create.error} fields={FIELDS} />
      <Button type="submit" look="primary" busy={create.isPending}>
        {byMail ? people.mailIt : people.makeLink}
      </Button>
    </Form>
  );
}

function Options({ of }: { of: Readonly<Record<string, string>> }) {
  return Object.entries(of).map(([value, text]) => (
    <option key={value} value={value}>
      {text}
    </option>
  ));
}

function Made({ made, onMore, onClose }: { made: Invite; onMore: () => void; onClose: () => void }) {
  return (
    <Form onSubmit={(event) => (filled(event), onClose())}>
      {made.email !== null && <p role="status">{people.mailed(made.email)}</p>}
      <Copied label={people.link} text={inApp(made.url ?? "")} hint={people.linkHint} />
      <Button onClick={onMore}>{people.inviteMore}</Button>
      <Button type="submit" look="primary">
        {people.done}
      </Button>
    </Form>
  );
}
