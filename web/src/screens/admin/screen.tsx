// What the admin of the instance looks after. Others find nothing here, as the API would tell them nothing.

import { useUser } from "../../data/me.ts";
import { admin } from "../../messages/admin.ts";
import { Navigate, Outlet, useLocation } from "../../navigation.tsx";
import { Page } from "../../ui/page.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import Missing from "../missing/screen.tsx";
import css from "./admin.module.css";

const texts = admin;
const TABS = [
  { to: "/admin/users", text: texts.users },
  { to: "/admin/jobs", text: texts.jobs },
  { to: "/admin/queues", text: texts.queues },
  { to: "/admin/schedules", text: texts.schedules },
  { to: "/admin/audit", text: texts.audit },
];

export default function Admin() {
  const { role } = useUser();
  const { pathname } = useLocation();
  const tab = TABS.find(({ to }) => pathname.startsWith(to));
  if (role !== "admin") return <Missing />;
  if (!tab) return <Navigate to="/admin/users" replace />;
  return (
    <Page title={`${texts.title}: ${tab.text}`} heading={texts.title} full>
      <Tabs label={texts.tabs} tabs={TABS} />
      <div className={css.body}>
        <Outlet />
      </div>
    </Page>
  );
}
