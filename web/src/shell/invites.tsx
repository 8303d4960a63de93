// The invitations to a board or a team that are not over, and taking them back.

import { type Invite, type Target, useInvites, useRevokeInvite } from "../data/invites.ts";
import { ago, full } from "../dates.ts";
import { people } from "../messages/people.ts";
import { Alert } from "../ui/alert.tsx";
import { Button } from "../ui/button.tsx";
import { Panel, Row, Rows, Tag } from "../ui/panel.tsx";
import { complain, tell } from "../ui/toast.tsx";

export function Invites({ target, title, roles }: { target: Target; title: string; roles: Readonly<Record<string, string>> }) {
  const { data: invites, error } = useInvites(target);
  const revoke = useRevokeInvite(target);
  const end = (invite: Invite) => revoke.mutate(invite.id, { onSuccess: () => tell(people.revoked), onError: (why) => complain(why) });
  return (
    <Panel title={title}>
      <Alert error={error} />
      {invites?.length === 0 && <p>{people.noInvitations}</p>}
      <Rows>
        {invites?.map((invite) => {
          const whose = invite.email ?? people.byLink;
          const about = people.inviteLine(roles[invite.role] ?? invite.role, full(invite.expires_at), people.used(invite.uses, invite.max_uses), invite.created_by.name);
          return (
            <Row key={invite.id} name={<>{whose} {invite.state !== "open" && <Tag>{people.states[invite.state]}</Tag>}</>} about={<span title={ago(invite.created_at)}>{about}</span>}>
              <Button look="quiet" aria-label={people.revokeOf(whose)} onClick={() => end(invite)}>
                {people.revoke}
              </Button>
            </Row>
          );
        })}
      </Rows>
    </Panel>
  );
}
