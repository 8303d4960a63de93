// The navigation on a phone, which slides in over the screen; loaded when it is first wanted.

import { Dialog } from "@base-ui/react/dialog";
import type { ReactElement, ReactNode } from "react";

import { messages } from "../messages.ts";
import css from "./shell.module.css";

interface Props {
  trigger: ReactElement;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}

export function Drawer({ trigger, open, onOpenChange, children }: Props) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Trigger render={trigger} />
      <Dialog.Portal>
        <Dialog.Backdrop className={css.shade} />
        <Dialog.Popup className={css.drawer} aria-label={messages.shell.navigation}>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
