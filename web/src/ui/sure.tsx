// Asks before something is done that cannot be undone.

import { type ReactNode, useState } from "react";

import { messages } from "../messages.ts";
import { Alert } from "./alert.tsx";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import css from "./sure.module.css";

interface Props {
  title: string;
  children?: ReactNode;
  /** What the button says: the deed, and not “yes”. */
  deed: string;
  onClose: () => void;
  /** It is closed when this is done, and says why it is not. */
  onSure: () => Promise<unknown>;
}

export function Sure({ title, children, deed, onClose, onSure }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const act = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onSure();
      onClose();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <div className={css.text}>{children}</div>
      <Alert error={error} />
      <div className={css.row}>
        <Button look="quiet" onClick={onClose}>
          {messages.cancel}
        </Button>
        <Button look="danger" busy={busy} onClick={() => void act()}>
          {deed}
        </Button>
      </div>
    </Dialog>
  );
}
