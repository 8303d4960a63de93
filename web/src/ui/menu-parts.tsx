// What menu.tsx loads: a menu that is open at first.

import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";

import css from "./popup.module.css";
import { Icon } from "./icon.tsx";

export function Menu({ trigger, children, align }: { trigger: ReactElement; children: ReactNode; align: "start" | "end" }) {
  return (
    <Base.Root modal={false} defaultOpen>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={css.positioner} align={align} sideOffset={4} collisionPadding={8}>
          <Base.Popup className={css.menu}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface MenuItemProps {
  onSelect: () => void;
  danger?: boolean;
  children: ReactNode;
}

export function MenuItem({ onSelect, danger, children }: MenuItemProps) {
  return (
    <Base.Item className={css.item} data-danger={danger || undefined} onClick={onSelect}>
      {children}
    </Base.Item>
  );
}

export interface MenuChoiceProps<T extends string> {
  label: string;
  value: T;
  values: Record<T, string>;
  onChange: (value: T) => void;
}

export function MenuChoice<T extends string>({ label, value, values, onChange }: MenuChoiceProps<T>) {
  return (
    <Base.Group>
      <Base.GroupLabel className={css.label}>{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
        {Object.entries<string>(values).map(([one, text]) => (
          <Base.RadioItem key={one} value={one} className={css.item} closeOnClick={false}>
            <span className={css.mark}>
              <Base.RadioItemIndicator>
                <Icon name="check" size={14} />
              </Base.RadioItemIndicator>
            </span>
            {text}
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

export function MenuLine() {
  return <Base.Separator className={css.line} />;
}
