// What programs get in by.

import { useState } from "react";

import { useCreateCalendar } from "../../data/programs.ts";
import { settings } from "../../messages/settings.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Copied } from "../../ui/copied.tsx";
import { Panel, Panels } from "../../ui/panel.tsx";
import { NewToken } from "./new-token.tsx";
import { Tokens } from "./tokens.tsx";

export default function Programs() {
  const [making, setMaking] = useState(false);
  return (
    <Panels>
      <Panel title={settings.tokens} about={settings.tokensAbout} actions={<Button onClick={() => setMaking(true)}>{settings.newToken}</Button>}>
        <Tokens />
        {making && <NewToken onClose={() => setMaking(false)} />}
      </Panel>
      <Calendar />
    </Panels>
  );
}

function Calendar() {
  const create = useCreateCalendar();
  const button = (
    <Button busy={create.isPending} onClick={() => create.mutate()}>
      {settings.makeCalendar}
    </Button>
  );
  return (
    <Panel title={settings.calendar} about={settings.calendarAbout} actions={button}>
      <Alert error={create.error} />
      {create.data && <Copied label={settings.calendarAddress} text={create.data.url} hint={settings.calendarHint} />}
    </Panel>
  );
}
