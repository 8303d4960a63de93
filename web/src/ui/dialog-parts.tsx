// What dialog.tsx loads.

import { Dialog as Base } from "@base-ui/react/dialog";
import { type ReactNode, useRef } from "react";

import { messages } from "../messages.ts";
import { Button } from "./button.tsx";
import { classes } from "./classes.ts";
import css from "./dialog.module.css";
import { Icon } from "./icon.tsx";

export interface DialogProps {
  onClose: () => void;
  title?: ReactNode;
  label?: string;
  wide?: boolean;
  children: ReactNode;
}

export function Dialog({ onClose, title, label, wide = false, children }: DialogProps) {
  // What is opened to be read gets the focus as a whole, and not in its first field: on a phone that would bring up the keys.
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop forceRender className={css.shade} />
        <Base.Viewport className={css.viewport}>
          <Base.Popup ref={popup} {...(wide && { initialFocus: popup })} className={classes(css.dialog, wide && css.wide)} aria-label={title ? undefined : label}>
            {title && (
              <header className={css.header}>
                <Base.Title className={css.title}>{title}</Base.Title>
              </header>
            )}
            {children}
            <Base.Close className={css.close} render={<Button look="quiet" icon aria-label={messages.close} />}>
              <Icon name="close" />
            </Base.Close>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
