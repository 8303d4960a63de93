// Asks before something that cannot be undone, and says what is lost by it.

import type { ReactNode } from "react";

import { messages } from "../messages.ts";
import { Alert } from "./alert.tsx";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import css from "./ask-first.module.css";
import { filled } from "./filled.ts";
import { Field } from "./field.tsx";

interface Props {
  title: string;
  children: ReactNode;
  /** What the button says that does it. */
  action: string;
  /** To be typed first, where very much is lost. */
  word?: string;
  busy: boolean;
  error: unknown;
  onYes: () => void;
  onClose: () => void;
}

export function AskFirst({ title, children, action, word, busy, error, onYes, onClose }: Props) {
  return (
    <Dialog title={title} onClose={onClose}>
      <form className={css.ask} onSubmit={(event) => (filled(event), onYes())}>
        <div>{children}</div>
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
