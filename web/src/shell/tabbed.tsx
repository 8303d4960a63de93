// A screen of parts with an address each, below its own. Whoever comes to none of them gets to the first.

import { Navigate, Outlet, useLocation } from "../navigation.tsx";
import { Page } from "../ui/page.tsx";
import { type Tab, Tabs } from "../ui/tabs.tsx";
import css from "./tabbed.module.css";

interface Props {
  title: string;
  label: string;
  tabs: readonly [Tab, ...Tab[]];
}

export function Tabbed({ title, label, tabs }: Props) {
  const { pathname } = useLocation();
  const tab = tabs.find(({ to }) => pathname.startsWith(to));
  if (!tab) return <Navigate to={tabs[0].to} replace />;
  return (
    <Page title={`${title}: ${tab.text}`} heading={title} full>
      <Tabs label={label} tabs={tabs} />
      <div className={css.body}>
        <Outlet />
      </div>
    </Page>
  );
}
