// An invitation: what it leads to, and the way in. Who has no account makes one and is there; who has one signs in and comes
// back.

import { isRefusal } from "../../api/problem.ts";
import type { Schemas } from "../../api/schema.ts";
import { useAcceptInvite, useInvite } from "../../data/invites.ts";
import { useMe } from "../../data/me.ts";
import { people } from "../../messages/people.ts";
import { Link, useNavigate, useParams } from "../../navigation.tsx";
import { Front } from "../../shell/front.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Form } from "../../ui/form.tsx";
import { filled } from "../../ui/filled.ts";
import { Spinner } from "../../ui/spinner.tsx";
import css from "./invite.module.css";

export default function Invite() {
  const { token = "" } = useParams();
  const { data: info, error } = useInvite(token);
  if (info) return <Invited token={token} info={info} />;
  if (isRefusal(error, 404) || isRefusal(error, 410)) {
    return (
      <Front title={people.over} below={<Link to="/">{people.home}</Link>}>
        <p>{people.overText}</p>
      </Front>
    );
  }
  return error ? (
    <Front title={people.invitation}>
      <Alert error={error} />
    </Front>
  ) : (
    <Spinner />
  );
}

function Invited({ token, info }: { token: string; info: Schemas["InviteInfo"] }) {
  const { data: me } = useMe();
  const accept = useAcceptInvite();
  const goTo = useNavigate();
  const { board, project, team } = info;
  const there = board ? `/boards/${board.id}` : `/teams/${team.id}`;
  const roles: Record<string, string> = board ? people.projectRoles : people.teamRoles;
  // Registering with it joins, so that accepting it again might be one too many.
  const register = `/register?${new URLSearchParams({ invite: token, next: there })}`;
  const signIn = `/sign-in?${new URLSearchParams({ next: `/invites/${token}` })}`;
  return (
    <Front title={people.invited(info.invited_by.name, board?.name ?? team.name)} below={me && people.acceptAs(me.name)}>
      <p>{board ? people.inProject(project?.name ?? "", team.name) : people.asTeam}</p>
      <p className={css.role}>{people.yourRole(roles[info.role] ?? info.role)}</p>
      {me ? (
        <Form onSubmit={(event) => (filled(event), accept.mutate(token, { onSuccess: () => void goTo(there) }))}>
          <Alert error={accept.error} />
          <Button type="submit" look="primary" busy={accept.isPending}>
            {people.accept}
          </Button>
        </Form>
      ) : (
        <div className={css.ways}>
          <Link to={register} className={css.register!}>
            {people.register}
          </Link>
          <Link to={signIn} className={css.signIn!}>
            {people.haveOne}
          </Link>
        </div>
      )}
    </Front>
  );
}
