// Who one is to others, where mail goes, and how it all looks.

import { useState } from "react";

import { fieldsOf } from "../../api/problem.ts";
import { useDeleteMe, useUpdateMe, useUser } from "../../data/me.ts";
import { messages } from "../../messages.ts";
import { settings } from "../../messages/settings.ts";
import { type Theme, useTheme } from "../../shell/theme.ts";
import { AskFirst } from "../../ui/ask-first.tsx";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { filled } from "../../ui/filled.ts";
import { Form } from "../../ui/form.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Panel, Panels } from "../../ui/panel.tsx";
import { tell } from "../../ui/toast.tsx";
import { Email } from "./email.tsx";

const FIELDS = ["name", "handle", "time_zone", "locale"] as const;

export default function Profile() {
  return (
    <Panels>
      <About />
      <Email />
      <Appearance />
      <Delete />
    </Panels>
  );
}

function About() {
  const user = useUser();
  const update = useUpdateMe();
  const wrong = fieldsOf(update.error);
  // The browser leaves some out that are good all the same, such as UTC.
  const zones = [...new Set([user.time_zone, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();
  const save = (value: (name: string) => string) => {
    const body = { ...Object.fromEntries(FIELDS.map((name) => [name, value(name)])), version: user.version };
    update.mutate(body, { onSuccess: () => tell(settings.saved) });
  };
  return (
    <Panel title={settings.about}>
      <Form onSubmit={(event) => save(filled(event))}>
        <Field label={settings.name} name="name" defaultValue={user.name} autoComplete="name" required maxLength={255} error={wrong["name"]} />
        <Field label={settings.handle} name="handle" defaultValue={user.handle} autoComplete="nickname" autoCapitalize="none" spellCheck={false} required minLength={2} maxLength={39} hint={settings.handleHint} error={wrong["handle"]} />
        <Select label={settings.timeZone} name="time_zone" defaultValue={user.time_zone} hint={settings.timeZoneHint} error={wrong["time_zone"]}>
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </Select>
        <Field label={settings.language} name="locale" defaultValue={user.locale} autoCapitalize="none" spellCheck={false} required hint={settings.languageHint} error={wrong["locale"]} />
        <FormError error={update.error} fields={FIELDS} />
        <Button type="submit" look="primary" busy={update.isPending}>
          {messages.save}
        </Button>
      </Form>
    </Panel>
  );
}

function Appearance() {
  const [theme, setTheme] = useTheme();
  return (
    <Panel title={settings.appearance} about={settings.appearanceAbout}>
      <Form>
        <Select label={messages.shell.theme} hidesLabel value={theme} onChange={({ target }) => setTheme(target.value as Theme)}>
          {Object.entries(messages.shell.themes).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
      </Form>
    </Panel>
  );
}

function Delete() {
  const user = useUser();
  const [asking, setAsking] = useState(false);
  const remove = useDeleteMe();
  return (
    <Panel title={settings.deleteTitle} about={settings.deleteAbout} danger>
      <Button look="danger" onClick={() => setAsking(true)}>
        {settings.deleteAction}
      </Button>
      {asking && (
        <AskFirst title={settings.deleteTitle} action={settings.deleteAction} word={user.handle} onYes={() => remove.mutateAsync()} onClose={() => setAsking(false)}>
          {settings.deleteAsk}
        </AskFirst>
      )}
    </Panel>
  );
}
