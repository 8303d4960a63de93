// Devices that are signed in, with what ends them.

import { useEndSessions, useSessions } from "../../data/sessions.ts";
import { ago, full } from "../../dates.ts";
import { settings } from "../../messages/settings.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Panel, Row, Rows, Tag } from "../../ui/panel.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { complain, tell } from "../../ui/toast.tsx";
import { deviceOf } from "./device.ts";

export function Sessions() {
  const { data: sessions, error } = useSessions();
  const end = useEndSessions();
  const others = (sessions ?? []).filter(({ current }) => !current).map(({ id }) => id);
  const endAll = () => end.mutate(others, { onSuccess: () => tell(settings.othersOut), onError: (why) => complain(why) });
  const all = others.length > 0 && (
    <Button busy={end.isPending} onClick={endAll}>
      {settings.signOutOthers}
    </Button>
  );
  return (
    <Panel title={settings.sessions} actions={all}>
      {!sessions && (error ? <Alert error={error} /> : <Spinner />)}
      <Rows>
        {sessions?.map((session) => {
          const device = deviceOf(session.user_agent ?? "") ?? settings.unknownDevice;
          const used = <span title={full(session.last_used_at)}>{settings.lastUsed(ago(session.last_used_at), session.address ?? "")}</span>;
          return (
            <Row key={session.id} name={<>{device} {session.current && <Tag good>{settings.thisDevice}</Tag>}</>} about={used}>
              {!session.current && (
                <Button look="quiet" aria-label={settings.signOutOf(device)} onClick={() => end.mutate([session.id], { onError: (why) => complain(why) })}>
                  {settings.signOut}
                </Button>
              )}
            </Row>
          );
        })}
      </Rows>
    </Panel>
  );
}
