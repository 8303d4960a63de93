// Settings: one's own account, in parts that have an address each.

import { messages } from "../../messages.ts";
import { settings } from "../../messages/settings.ts";
import { Outlet } from "../../navigation.tsx";
import { Page } from "../../ui/page.tsx";
import { Tabs } from "../../ui/tabs.tsx";

const TABS = [
  { to: "/settings", text: settings.profile, end: true },
  { to: "/settings/security", text: settings.security },
  { to: "/settings/notifications", text: settings.notifications },
  { to: "/settings/programs", text: settings.programs },
];

export default function Settings() {
  return (
    <Page title={messages.shared.settings}>
      <Tabs label={messages.shared.settings} tabs={TABS} />
      <Outlet />
    </Page>
  );
}
