// People with their roles: changing those, and taking someone out. What may not be done is not offered.

import { useState } from "react";

import type { Person } from "../api/schema.ts";
import { useUser } from "../data/me.ts";
import { messages } from "../messages.ts";
import { people } from "../messages/people.ts";
import { AskFirst } from "../ui/ask-first.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { Select } from "../ui/field.tsx";
import { Row, Rows, Tag } from "../ui/panel.tsx";
import css from "./members.module.css";

interface Props<R extends string> {
  members: readonly { user: Person; role: R }[];
  roles: Readonly<Record<R, string>>;
  mayChange: (role: R) => boolean;
  /** The roles that may be given. */
  mayGive: (role: R) => boolean;
  onRole: (user: Person, role: R) => void;
  onRemove: (user: Person) => Promise<unknown>;
  leave: string;
}

export function Members<R extends string>({ members, roles, mayChange, mayGive, onRole, onRemove, leave }: Props<R>) {
  const me = useUser();
  const [asked, setAsked] = useState<Person>();
  const action = (user: Person) => (user.id === me.id ? leave : people.remove(user.name));
  return (
    <>
      <Rows label={people.members}>
        {members.map(({ user, role }) => {
          const mine = user.id === me.id;
          const given = (Object.entries(roles) as [R, string][]).filter(([one]) => one === role || mayGive(one));
          return (
            <Row key={user.id} sign={<Avatar {...user} size={28} title={false} />} name={<>{user.name} {mine && <Tag>{messages.shared.you}</Tag>}</>} about={`@${user.handle}`}>
              {mayChange(role) ? (
                <div className={css.role}>
                  <Select label={people.roleOf(user.name)} hidesLabel value={role} onChange={({ target }) => onRole(user, target.value as R)}>
                    {given.map(([value, text]) => (
                      <option key={value} value={value}>
                        {text}
                      </option>
                    ))}
                  </Select>
                </div>
              ) : (
                <span>{roles[role]}</span>
              )}
              {(mine || mayChange(role)) && (
                <Button look="quiet" className={css.out} aria-label={action(user)} onClick={() => setAsked(user)}>
                  {mine ? people.leaveShort : messages.shared.remove}
                </Button>
              )}
            </Row>
          );
        })}
      </Rows>
      {asked && (
        <AskFirst title={action(asked)} action={asked.id === me.id ? leave : messages.shared.remove} onYes={() => onRemove(asked)} onClose={() => setAsked(undefined)}>
          {asked.id === me.id ? people.leaveAbout : people.removeAsk(asked.name)}
        </AskFirst>
      )}
    </>
  );
}
