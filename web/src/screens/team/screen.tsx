// A team: its projects, its people, what happened in it.

import { useState } from "react";

import { isRefusal } from "../../api/problem.ts";
import { useUser } from "../../data/me.ts";
import { type Team, useTeam } from "../../data/teams.ts";
import { messages } from "../../messages.ts";
import { people } from "../../messages/people.ts";
import { Outlet, useOutletContext, useParams } from "../../navigation.tsx";
import { InviteDialog } from "../../shell/invite.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Page } from "../../ui/page.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import Missing from "../missing/screen.tsx";
import { rightsIn, type Rights } from "./rights.ts";

export interface OpenTeam {
  team: Team;
  rights: Rights;
}

export const useOpenTeam = () => useOutletContext<OpenTeam>();

export default function TeamScreen() {
  const { teamId = "" } = useParams();
  const { data: team, error } = useTeam(teamId);
  const me = useUser();
  const [inviting, setInviting] = useState(false);
  if (isRefusal(error, 404)) return <Missing />;
  if (!team) return error ? <Alert error={error} /> : <Spinner />;
  const opened: OpenTeam = { team, rights: rightsIn(team.role, me.role) };
  const at = (text: string, part: string) => ({ text, to: `/teams/${team.id}/${part}` });
  const tabs = [{ text: people.projects, to: `/teams/${team.id}`, end: true }, at(people.members, "people"), at(people.activity, "activity"), at(people.settings, "settings")];
  const roles = Object.fromEntries(Object.entries(people.teamRoles).filter(([role]) => role !== "owner" || opened.rights.owns));
  return (
    <Page title={team.name} actions={opened.rights.manages && <Button onClick={() => setInviting(true)}>{messages.shared.invite}</Button>}>
      <Tabs label={messages.shared.team} tabs={tabs} />
      <Outlet context={opened} />
      {inviting && <InviteDialog targets={[{ target: { team: team.id }, name: team.name }]} title={people.inviteTo(team.name)} roles={roles} hint={people.teamRolesHint} onClose={() => setInviting(false)} />}
    </Page>
  );
}
