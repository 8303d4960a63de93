// Who is in a project, who could be, and who is invited.

import type { Schemas } from "../../api/schema.ts";
import { useProjectBoards } from "../../data/boards.ts";
import { useUser } from "../../data/me.ts";
import { useProjectPeople, usePutProjectPerson, useRemoveProjectPerson } from "../../data/project-people.ts";
import { gone, useTeamMembers } from "../../data/teams.ts";
import { messages } from "../../messages.ts";
import { people } from "../../messages/people.ts";
import { Invites } from "../../shell/invites.tsx";
import { Members } from "../../shell/members.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Panel, Panels, Row, Rows } from "../../ui/panel.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { complain, tell } from "../../ui/toast.tsx";
import { useOpenProject } from "./context.ts";

export default function People() {
  const { project } = useOpenProject();
  const { data: members, error } = useProjectPeople(project.id);
  const put = usePutProjectPerson(project.id);
  const remove = useRemoveProjectPerson(project.id);
  const me = useUser();
  const manages = project.permissions.includes("user_manage");
  if (!members) return error ? <Alert error={error} /> : <Spinner />;
  const onRole = (user: Schemas["Person"], role: Schemas["ProjectRole"]) => put.mutate({ user: user.id, role }, { onError: (why) => complain(why) });
  const onRemove = async (user: Schemas["Person"]) => {
    await remove.mutateAsync(user.id);
    if (user.id === me.id) gone();
    else tell(people.removed(user.name));
  };
  return (
    <Panels>
      <Panel title={people.members} about={people.projectRolesHint}>
        <Members members={members} roles={people.projectRoles} mayChange={() => manages} mayGive={() => manages} onRole={onRole} onRemove={onRemove} leave={people.leaveProject} />
      </Panel>
      {manages && <FromTeam members={members.map(({ user }) => user.id)} />}
      {manages && <Invitations />}
    </Panels>
  );
}

function FromTeam({ members }: { members: readonly string[] }) {
  const { project } = useOpenProject();
  const { data: team = [] } = useTeamMembers(project.team_id);
  const put = usePutProjectPerson(project.id);
  const others = team.filter(({ user }) => !members.includes(user.id));
  if (others.length === 0) return null;
  const add = (user: Schemas["Person"]) =>
    put.mutate({ user: user.id, role: "member" }, { onSuccess: () => tell(people.added(user.name)), onError: (why) => complain(why) });
  return (
    <Panel title={people.fromTeam} about={people.fromTeamAbout}>
      <Rows>
        {others.map(({ user }) => (
          <Row key={user.id} sign={<Avatar {...user} size={28} title={false} />} name={user.name} about={`@${user.handle}`}>
            <Button aria-label={people.addName(user.name)} onClick={() => add(user)}>
              {messages.shared.add}
            </Button>
          </Row>
        ))}
      </Rows>
    </Panel>
  );
}

function Invitations() {
  const { project } = useOpenProject();
  const { data: boards = [] } = useProjectBoards(project.id);
  return boards.map(({ id, name }) => (
    <Invites key={id} target={{ board: id }} title={boards.length === 1 ? people.invitations : people.invitationsTo(name)} roles={people.projectRoles} />
  ));
}
