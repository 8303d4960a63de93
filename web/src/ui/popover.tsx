import { messages } from "../messages.ts";
import { Later, useLater } from "./later.ts";
import { opener } from "./opener.ts";
import type { PopoverProps } from "./popover-parts.tsx";
import { complain } from "./toast.tsx";

const parts = new Later(() => import("./popover-parts.tsx"));

/** Something beside a button that holds more than a menu. All but the button is loaded when it is first wanted. */
export function Popover(props: PopoverProps) {
  const { trigger, open, onOpenChange } = props;
  const there = useLater(parts, open, (error) => (onOpenChange(false), complain(error, messages.problem.notOpened)));
  return there ? <there.Popover {...props} /> : opener(trigger, "dialog", parts, open, () => onOpenChange(true));
}
