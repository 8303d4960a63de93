// Who is in a team, and who is invited to it.

import type { Person, Schemas } from "../../api/schema.ts";
import { useUser } from "../../data/me.ts";
import { gone, usePutTeamMember, useRemoveTeamMember, useTeamMembers } from "../../data/teams.ts";
import { people } from "../../messages/people.ts";
import { useNavigate } from "../../navigation.tsx";
import { Invites } from "../../shell/invites.tsx";
import { Members } from "../../shell/members.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Panel, Panels } from "../../ui/panel.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { complain, tell } from "../../ui/toast.tsx";
import { useOpenTeam } from "./screen.tsx";

type TeamRole = Schemas["TeamRole"];

export default function People() {
  const { team, rights } = useOpenTeam();
  const { data: members, error } = useTeamMembers(team.id);
  const put = usePutTeamMember(team.id);
  const remove = useRemoveTeamMember(team.id);
  const me = useUser();
  const goTo = useNavigate();
  if (!members) return error ? <Alert error={error} /> : <Spinner />;
  const may = (role: TeamRole) => (role === "owner" ? rights.owns : rights.manages);
  const onRole = (user: Person, role: TeamRole) => put.mutate({ user: user.id, role }, { onError: (why) => complain(why) });
  const left = () => (tell(people.left(team.name)), gone(), void goTo("/teams"));
  const onRemove = async (user: Person) => {
    await remove.mutateAsync(user.id);
    if (user.id === me.id) left();
    else tell(people.removed(user.name));
  };
  return (
    <Panels>
      <Panel title={people.members} about={people.teamRolesHint}>
        <Members members={members} roles={people.teamRoles} mayChange={may} mayGive={may} onRole={onRole} onRemove={onRemove} leave={people.leave} />
      </Panel>
      {rights.manages && <Invites target={{ team: team.id }} title={people.invitations} roles={people.teamRoles} />}
    </Panels>
  );
}
