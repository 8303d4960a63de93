import { people } from "../messages/people.ts";
import { InviteDialog } from "./invite.tsx";

/** Inviting people to one board, and so to its project. */
export default function InviteToBoard({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const targets = [{ target: { board: id }, name }];
  return <InviteDialog targets={targets} title={people.inviteTo(name)} roles={people.projectRoles} hint={people.projectRolesHint} onClose={onClose} />;
}
