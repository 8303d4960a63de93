// What popover.tsx loads.

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";

import css from "./popup.module.css";

export interface PopoverProps {
  trigger: ReactElement;
  title: string;
  /** Beside the title. */
  actions?: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}

export function Popover({ trigger, title, actions, open, onOpenChange, children }: PopoverProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={css.positioner} align="end" sideOffset={4} collisionPadding={8}>
          <Base.Popup className={css.popover}>
            <header className={css.header}>
              <Base.Title className={css.title}>{title}</Base.Title>
              {actions}
            </header>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
