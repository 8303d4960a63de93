// Dialogs: they hold the focus, close by Escape and give the focus back. `label` names one that shows no title. What they are
// made of is loaded with the first one.

import { messages } from "../messages.ts";
import type { DialogProps } from "./dialog-parts.tsx";
import { Later, useLater } from "./later.ts";
import { complain } from "./toast.tsx";

const parts = new Later(() => import("./dialog-parts.tsx"));

/** It is open for as long as it is rendered. */
export function Dialog(props: DialogProps) {
  const there = useLater(parts, true, (error) => (props.onClose(), complain(error, messages.problem.notOpened)));
  return there && <there.Dialog {...props} />;
}

/** Brings what dialogs are made of while something else is on its way. */
export const expectDialog = parts.hint;
