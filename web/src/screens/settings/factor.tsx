// The second factor: set up with a QR code and a code of the app, and the recovery codes, which are seen once.

import { lazy, Suspense, useState } from "react";

import { fieldsOf } from "../../api/problem.ts";
import type { Schemas } from "../../api/schema.ts";
import { askWhoAgain, useUser } from "../../data/me.ts";
import { useConfirm, useEnrol, useRemoveFactor } from "../../data/second-factor.ts";
import { messages } from "../../messages.ts";
import { settings } from "../../messages/settings.ts";
import { Button } from "../../ui/button.tsx";
import { Copied } from "../../ui/copied.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { filled } from "../../ui/filled.ts";
import { Form } from "../../ui/form.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Panel } from "../../ui/panel.tsx";
import { complain, tell } from "../../ui/toast.tsx";
import css from "./settings.module.css";

const Qr = lazy(() => import("./qr.tsx"));

type Open = { kind: "enrol"; made: Schemas["NewTotp"] } | { kind: "codes"; codes: string[] } | { kind: "remove" };

export function Factor() {
  const user = useUser();
  const enrol = useEnrol();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const begin = () => enrol.mutate(undefined, { onSuccess: (made) => setOpen({ kind: "enrol", made }), onError: (error) => complain(error) });
  const button = user.totp_enabled ? (
    <Button look="danger" onClick={() => setOpen({ kind: "remove" })}>
      {settings.removeFactor}
    </Button>
  ) : (
    <Button busy={enrol.isPending} onClick={begin}>
      {settings.setUp}
    </Button>
  );
  const title = user.totp_enabled ? `${settings.factor}: ${settings.factorOn}` : settings.factor;
  return (
    <Panel title={title} about={settings.factorAbout} actions={button}>
      {open?.kind === "enrol" && <Enrol made={open.made} onDone={(codes) => setOpen({ kind: "codes", codes })} onClose={close} />}
      {open?.kind === "codes" && <Codes codes={open.codes} onClose={() => (close(), askWhoAgain())} />}
      {open?.kind === "remove" && <Remove onClose={close} />}
    </Panel>
  );
}

function Enrol({ made, onDone, onClose }: { made: Schemas["NewTotp"]; onDone: (codes: string[]) => void; onClose: () => void }) {
  const confirm = useConfirm();
  return (
    <Dialog title={settings.factor} onClose={onClose}>
      <Form onSubmit={(event) => confirm.mutate(filled(event)("code"), { onSuccess: ({ recovery_codes }) => onDone(recovery_codes) })}>
        <p>{settings.scan}</p>
        <div className={css.qr}>
          <Suspense>
            <Qr text={made.otpauth_url} />
          </Suspense>
        </div>
        <Copied label={settings.secret} text={made.secret} />
        <Field label={settings.code} name="code" inputMode="numeric" autoComplete="one-time-code" required error={fieldsOf(confirm.error)["code"]} />
        <FormError error={confirm.error} fields={["code"]} />
        <Button type="submit" look="primary" busy={confirm.isPending}>
          {settings.confirm}
        </Button>
      </Form>
    </Dialog>
  );
}

function Codes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const copy = () => void navigator.clipboard.writeText(codes.join("\n")).then(() => tell(messages.shared.copied), () => undefined);
  return (
    <Dialog title={settings.recoveryTitle} onClose={onClose}>
      <Form onSubmit={(event) => (filled(event), onClose())}>
        <p>{settings.recovery}</p>
        <ul className={css.codes}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <Button onClick={copy}>{settings.copyCodes}</Button>
        <Button type="submit" look="primary">
          {settings.recoveryKept}
        </Button>
      </Form>
    </Dialog>
  );
}

function Remove({ onClose }: { onClose: () => void }) {
  const remove = useRemoveFactor();
  const done = () => (onClose(), tell(settings.factorRemoved));
  return (
    <Dialog title={settings.removeFactor} onClose={onClose}>
      <Form onSubmit={(event) => remove.mutate(filled(event)("code"), { onSuccess: done })}>
        <Field label={settings.code} name="code" autoComplete="one-time-code" autoCapitalize="none" spellCheck={false} required hint={settings.removeFactorAbout} error={fieldsOf(remove.error)["code"]} />
        <FormError error={remove.error} fields={["code"]} />
        <Button type="submit" look="danger" busy={remove.isPending}>
          {settings.removeFactor}
        </Button>
      </Form>
    </Dialog>
  );
}
