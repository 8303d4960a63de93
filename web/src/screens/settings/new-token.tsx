// Making a token, and seeing it, this once.

import { fieldsOf } from "../../api/problem.ts";
import type { Schemas } from "../../api/schema.ts";
import { useUser } from "../../data/me.ts";
import { useCreateToken } from "../../data/programs.ts";
import { messages } from "../../messages.ts";
import { settings } from "../../messages/settings.ts";
import { Button } from "../../ui/button.tsx";
import { Copied } from "../../ui/copied.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { filled } from "../../ui/filled.ts";
import { Form } from "../../ui/form.tsx";
import { FormError } from "../../ui/form-error.tsx";

const DAY = 86_400_000;

export function NewToken({ onClose }: { onClose: () => void }) {
  const user = useUser();
  const create = useCreateToken();
  const wrong = fieldsOf(create.error);
  if (create.data) {
    return (
      <Dialog title={settings.tokenMade} onClose={onClose}>
        <Form onSubmit={(event) => (filled(event), onClose())}>
          <Copied label={create.data.name} text={create.data.token} hint={settings.tokenMadeAbout} />
          <Button type="submit">{messages.close}</Button>
        </Form>
      </Dialog>
    );
  }
  const make = (value: (name: string) => string) => {
    const expires_at = new Date(Date.now() + Number(value("days")) * DAY).toISOString();
    create.mutate({ name: value("name"), scope: value("scope") as Schemas["TokenScope"], expires_at });
  };
  const scopes = Object.entries(settings.scopes).filter(([scope]) => scope !== "admin" || user.role === "admin");
  return (
    <Dialog title={settings.newToken} onClose={onClose}>
      <Form onSubmit={(event) => make(filled(event))}>
        <Field label={settings.tokenName} name="name" required maxLength={255} error={wrong["name"]} />
        <Select label={settings.tokenScope} name="scope" error={wrong["scope"]}>
          {scopes.map(([scope, text]) => (
            <option key={scope} value={scope}>
              {text}
            </option>
          ))}
        </Select>
        <Select label={settings.tokenExpires} name="days" defaultValue="90" error={wrong["expires_at"]}>
          {Object.entries(settings.expiresIn).map(([days, text]) => (
            <option key={days} value={days}>
              {text}
            </option>
          ))}
        </Select>
        <FormError error={create.error} fields={["name", "scope", "expires_at"]} />
        <Button type="submit" look="primary" busy={create.isPending}>
          {settings.createToken}
        </Button>
      </Form>
    </Dialog>
  );
}
