// Asks before something that cannot be undone, and says what is lost by it.

import { type FormEvent, type ReactNode, useState } from "react";

import { messages } from "../messages.ts";
import { Alert } from "./alert.tsx";
import css from "./ask-first.module.css";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { Field } from "./field.tsx";

interface Props {
  title: string;
  /** What is lost, or what is to be chosen. */
  children?: ReactNode;
  /** What the button says that does it: the deed, and not “yes”. */
  action: string;
  /** To be typed first, where very much is lost. */
  word?: string;
  /** It is closed when this is done, and says why it is not. */
  onYes: () => Promise<unknown>;
  onClose: () => void;
}

export function AskFirst({ title, children, action, word, onYes, onClose }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await onYes();
      onClose();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className={css.ask} onSubmit={(event) => void submit(event)}>
        <div className={css.text}>{children}</div>
        {word !== undefined && <Field label={messages.shared.typeToConfirm(word)} name="word" autoComplete="off" required pattern={escaped(word)} />}
        <Alert error={error} />
        <div className={css.buttons}>
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" look="danger" busy={busy}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** For a pattern, which is a regular expression with the flag `v`. */
const escaped = (word: string) => word.replace(/[\\^$.*+?()[\]{}|/&!#%,:;<=>@`~-]/g, "\\$&");
