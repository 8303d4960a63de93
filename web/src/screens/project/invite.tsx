// Inviting people to a project is inviting them to one of its boards: that is where they begin.

import type { Project } from "../../api/schema.ts";
import { useProjectBoards } from "../../data/boards.ts";
import { people } from "../../messages/people.ts";
import { projectParts } from "../../messages/project-parts.ts";
import { InviteDialog } from "../../shell/invite.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Spinner } from "../../ui/spinner.tsx";

export function InviteToProject({ project, onClose }: { project: Project; onClose: () => void }) {
  const { data: boards } = useProjectBoards(project.id);
  const title = people.inviteTo(project.name);
  if (!boards) {
    return (
      <Dialog title={title} onClose={onClose}>
        <Spinner />
      </Dialog>
    );
  }
  if (boards.length === 0) {
    return (
      <Dialog title={title} onClose={onClose}>
        <p>{projectParts.needsBoard}</p>
      </Dialog>
    );
  }
  const targets = boards.map(({ id, name }) => ({ target: { board: id }, name }));
  return <InviteDialog targets={targets} title={title} roles={people.projectRoles} hint={people.projectRolesHint} onClose={onClose} />;
}
