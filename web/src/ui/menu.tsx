// A menu behind a button. Items are moved through with the arrow keys and found by typing. All but the button is loaded when
// the menu is first wanted.

import { type ReactElement, type ReactNode, useState } from "react";

import { Later, useLater } from "./later.ts";
import type { MenuChoiceProps, MenuItemProps } from "./menu-parts.tsx";
import { opener } from "./opener.ts";
import { complain } from "./toast.tsx";
import { messages } from "../messages.ts";

const parts = new Later(() => import("./menu-parts.tsx"));

export function Menu({ trigger, children, align = "end" }: { trigger: ReactElement; children: ReactNode; align?: "start" | "end" }) {
  const [wanted, setWanted] = useState(false);
  const there = useLater(parts, wanted, (error) => (setWanted(false), complain(error, messages.problem.notOpened)));
  if (!there) return opener(trigger, "menu", parts, wanted, () => setWanted(true));
  return (
    <there.Menu trigger={trigger} align={align}>
      {children}
    </there.Menu>
  );
}

// These are drawn in an open menu only, which is loaded then.

export function MenuItem(props: MenuItemProps) {
  const there = parts.now();
  return there && <there.MenuItem {...props} />;
}

export function MenuChoice<T extends string>(props: MenuChoiceProps<T>) {
  const there = parts.now();
  return there && <there.MenuChoice {...props} />;
}

export function MenuLine() {
  const there = parts.now();
  return there && <there.MenuLine />;
}
