// What toast.tsx loads: notices that are read out, wait while they are pointed at, and are reached by F6.

import { Toast as Base } from "@base-ui/react/toast";
import { useEffect } from "react";

import { messages } from "../messages.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import css from "./toast.module.css";
import type { Notice, Showing } from "./toast.tsx";

const manager = Base.createToastManager();

function show({ text, undo, failed }: Notice): void {
  const actionProps = undo && { children: messages.undo, onClick: () => (manager.close(id), undo()) };
  // Not of high priority, even what failed: Base UI hides such from assistive technology while its buttons can be reached.
  const timeout = failed ? 10_000 : undo ? 8_000 : 4_000;
  const id = manager.add({ title: text, timeout, ...(failed && { type: "error" }), ...(actionProps && { actionProps }) });
}

/** `begin` is called when they can be shown, and gives what ends that. */
export function Toasts({ begin }: { begin: (show: Showing) => () => void }) {
  useEffect(() => begin(show), [begin]);
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <Base.Viewport className={css.viewport} aria-label={messages.notices}>
          <List />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function List() {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className={css.toast} data-notice swipeDirection={["down", "right"]}>
      <Base.Content className={css.content}>
        {toast.type === "error" && (
          <span className={css.sign}>
            <Icon name="warning" />
          </span>
        )}
        <Base.Title className={css.text} render={<p />} />
        <Base.Action className={css.action} />
        <Base.Close render={<Button look="quiet" icon aria-label={messages.dismiss} />}>
          <Icon name="close" />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
