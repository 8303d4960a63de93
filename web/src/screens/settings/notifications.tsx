// What to tell, where and when. Every change is kept at once.

import { useChangeWishes, useWishes, type Wishes } from "../../data/wishes.ts";
import { messages } from "../../messages.ts";
import { settings } from "../../messages/settings.ts";
import { Alert } from "../../ui/alert.tsx";
import { Panel, Panels } from "../../ui/panel.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { complain } from "../../ui/toast.tsx";
import { Matrix } from "./matrix.tsx";
import { Muted } from "./muted.tsx";
import { Times } from "./times.tsx";

export type Change = ReturnType<typeof useChangeWishes>["variables"] & {};

export default function Notifications() {
  const { data: wishes, error } = useWishes();
  if (!wishes) return error ? <Alert error={error} /> : <Spinner />;
  return <Open wishes={wishes} />;
}

function Open({ wishes }: { wishes: Wishes }) {
  const { mutate } = useChangeWishes();
  const change = (what: Change) => mutate(what, { onError: (error) => complain(error, messages.problem.undone) });
  return (
    <Panels>
      <Panel title={settings.channels}>
        <Matrix wishes={wishes} change={change} />
      </Panel>
      <Panel title={settings.mail}>
        <Times wishes={wishes} change={change} />
      </Panel>
      <Panel title={settings.muted} about={settings.mutedAbout}>
        <Muted wishes={wishes} change={change} />
      </Panel>
    </Panels>
  );
}
