// What the admin of the instance looks after. Others find nothing here, as the API would tell them nothing.

import { useUser } from "../../data/me.ts";
import { admin } from "../../messages/admin.ts";
import { Tabbed } from "../../shell/tabbed.tsx";
import Missing from "../missing/screen.tsx";

export default function Admin() {
  const { role } = useUser();
  if (role !== "admin") return <Missing />;
  return (
    <Tabbed
      title={admin.title}
      label={admin.tabs}
      tabs={[
        { to: "/admin/users", text: admin.users },
        { to: "/admin/jobs", text: admin.jobs },
        { to: "/admin/queues", text: admin.queues },
        { to: "/admin/schedules", text: admin.schedules },
        { to: "/admin/audit", text: admin.audit },
      ]}
    />
  );
}
