// Everyone with an account.

import { useState } from "react";

import type { User } from "../../api/schema.ts";
import { useUser } from "../../data/me.ts";
import { useUsers } from "../../data/admin/users.ts";
import { ago, full } from "../../dates.ts";
import { admin } from "../../messages/admin.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { classes } from "../../ui/classes.ts";
import { Field } from "../../ui/field.tsx";
import { Cell, RowHead, Table } from "../../ui/table.tsx";
import { useTyped } from "../../ui/typed.ts";
import css from "./admin.module.css";
import { known, useFilters } from "./filter.ts";
import { Listed } from "./listed.tsx";
import { SelectOne } from "./select-one.tsx";
import { DeleteUser, EditUser } from "./user-dialogs.tsx";
import { UserMenu } from "./user-menu.tsx";

const texts = admin.user;

type Opened = { what: "edit" | "delete"; user: User };

export default function Users() {
  const [filter, change] = useFilters();
  const [q, setQ] = useTyped(filter("q"), (typed) => change({ q: typed }));
  const [opened, setOpened] = useState<Opened>();
  const role = known(filter("role"), texts.roles);
  const users = useUsers({ ...(filter("q").trim() && { q: filter("q").trim() }), ...(role && { role }) });
  const heads = [
    { text: texts.name },
    { text: texts.email, wide: true },
    { text: texts.role },
    { text: texts.state },
    { text: texts.since, wide: true },
    { text: admin.actionsHead, hidden: true, end: true },
  ];
  return (
    <>
      <search className={css.filters}>
        <Field type="search" label={texts.search} placeholder={texts.searchHint} value={q} onChange={({ target }) => setQ(target.value)} />
        <SelectOne label={texts.role} any={texts.anyRole} value={role ?? ""} values={texts.roles} onChange={(value) => change({ role: value })} />
      </search>
      <Listed query={users} none={texts.nobody}>
        <Table caption={admin.users} heads={heads}>
          {users.data?.map((user) => (
            <Row key={user.id} user={user} onOpen={(what) => setOpened({ what, user })} />
          ))}
        </Table>
      </Listed>
      {opened?.what === "edit" && <EditUser user={opened.user} onClose={() => setOpened(undefined)} />}
      {opened?.what === "delete" && <DeleteUser user={opened.user} onClose={() => setOpened(undefined)} />}
    </>
  );
}

function Row({ user, onOpen }: { user: User; onOpen: (what: Opened["what"]) => void }) {
  const isMe = useUser().id === user.id;
  return (
    <tr>
      <RowHead>
        <span className={css.person}>
          <Avatar id={user.id} name={user.name} size={26} />
          <span>
            {user.name} {isMe && <span className={css.quiet}>({texts.you})</span>}
            <span className={css.under}>@{user.handle}</span>
          </span>
        </span>
      </RowHead>
      <Cell wide>{user.email}</Cell>
      <Cell>{texts.roles[user.role]}</Cell>
      <Cell>
        <States user={user} />
      </Cell>
      <Cell wide quiet>
        <time dateTime={user.created_at} title={full(user.created_at)}>
          {ago(user.created_at)}
        </time>
      </Cell>
      <Cell end>
        <UserMenu user={user} isMe={isMe} onOpen={onOpen} />
      </Cell>
    </tr>
  );
}

function States({ user }: { user: User }) {
  const suppressed = user.email_suppressed;
  return (
    <span className={css.states}>
      <span className={classes(css.state, user.disabled ? css.bad : css.good)}>{user.disabled ? texts.disabled : texts.active}</span>
      {!user.email_verified && <span className={classes(css.state, css.warn)}>{texts.unverified}</span>}
      {suppressed && (
        <span className={classes(css.state, css.bad)} title={texts.suppressedText(suppressed.answer)}>
          {texts.suppressed}
        </span>
      )}
      {user.totp_enabled && <span className={classes(css.state, css.quiet)}>{texts.secondFactor}</span>}
    </span>
  );
}
