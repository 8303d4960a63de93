// The frame around all screens of who is signed in: the way around at the left, a drawer on a phone.

import { Suspense, useRef, useState } from "react";

import { useNotificationStream } from "../live/notifications.ts";
import { messages } from "../messages.ts";
import { Outlet, useLocation } from "../navigation.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Later, useLater } from "../ui/later.ts";
import { opener } from "../ui/opener.ts";
import { Spinner } from "../ui/spinner.tsx";
import { complain } from "../ui/toast.tsx";
import { useArrival, Whereabouts } from "./arrival.tsx";
import { Bell } from "./bell.tsx";
import { Broken } from "./broken.tsx";
import { Connection } from "./connection.tsx";
import css from "./shell.module.css";
import { Shortcuts } from "./shortcuts.tsx";
import { Sidebar } from "./sidebar.tsx";

export default function Shell() {
  const status = useNotificationStream();
  const { pathname } = useLocation();
  const content = useRef<HTMLElement>(null);
  useArrival(pathname, content);
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#content">
        {messages.skipToContent}
      </a>
      <aside className={css.aside}>
        <Sidebar bell={<Bell />} />
      </aside>
      <header className={css.bar}>
        <Phone key={pathname} />
        <span className={css.name}>{messages.app}</span>
        <Bell />
      </header>
      <main ref={content} id="content" className={css.main} tabIndex={-1}>
        <Whereabouts />
        <Connection status={status}>
          <Broken at={pathname}>
            <Suspense fallback={<Spinner />}>
              <Outlet />
            </Suspense>
          </Broken>
        </Connection>
      </main>
      <Shortcuts />
    </div>
  );
}

const drawer = new Later(() => import("./drawer.tsx"));

/** The navigation behind a button; going somewhere closes it. */
function Phone() {
  const [open, setOpen] = useState(false);
  const there = useLater(drawer, open, (error) => (setOpen(false), complain(error, messages.problem.notOpened)));
  const trigger = (
    <Button look="quiet" icon aria-label={messages.shell.openMenu}>
      <Icon name="menu" />
    </Button>
  );
  if (!there) return opener(trigger, "dialog", drawer, open, () => setOpen(true));
  return (
    <there.Drawer trigger={trigger} open={open} onOpenChange={setOpen}>
      <Sidebar />
    </there.Drawer>
  );
}
