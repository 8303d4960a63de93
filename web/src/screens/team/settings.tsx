// What a team is called, and its end.

import { useState } from "react";

import { fieldsOf } from "../../api/problem.ts";
import { useDeleteTeam, useUpdateTeam } from "../../data/teams.ts";
import { messages } from "../../messages.ts";
import { people } from "../../messages/people.ts";
import { useNavigate } from "../../navigation.tsx";
import { AskFirst } from "../../ui/ask-first.tsx";
import { Button } from "../../ui/button.tsx";
import { Field, TextArea } from "../../ui/field.tsx";
import { filled } from "../../ui/filled.ts";
import { Form } from "../../ui/form.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Panel, Panels } from "../../ui/panel.tsx";
import { tell } from "../../ui/toast.tsx";
import { useOpenTeam } from "./screen.tsx";

export default function Settings() {
  const { team, rights } = useOpenTeam();
  return (
    <Panels>
      <General />
      {rights.owns && !team.personal && <Delete />}
    </Panels>
  );
}

function General() {
  const { team, rights } = useOpenTeam();
  const update = useUpdateTeam(team.id);
  const wrong = fieldsOf(update.error);
  return (
    <Panel title={messages.shared.team}>
      <Form
        onSubmit={(event) => {
          const value = filled(event);
          update.mutate({ name: value("name"), description: value("description"), version: team.version }, { onSuccess: () => tell(people.teamSaved) });
        }}
      >
        <Field label={people.name} name="name" defaultValue={team.name} required maxLength={255} readOnly={!rights.manages} error={wrong["name"]} />
        <TextArea label={people.description} name="description" defaultValue={team.description} rows={3} readOnly={!rights.manages} error={wrong["description"]} />
        <FormError error={update.error} fields={["name", "description"]} />
        {rights.manages && (
          <Button type="submit" look="primary" busy={update.isPending}>
            {messages.save}
          </Button>
        )}
      </Form>
    </Panel>
  );
}

function Delete() {
  const { team } = useOpenTeam();
  const remove = useDeleteTeam(team.id);
  const goTo = useNavigate();
  const [asking, setAsking] = useState(false);
  return (
    <Panel title={people.deleteTeam} about={people.deleteTeamAbout} danger>
      <Button look="danger" onClick={() => setAsking(true)}>
        {people.deleteTeam}
      </Button>
      {asking && (
        <AskFirst title={people.deleteTeam} action={people.deleteTeam} word={team.name} onYes={() => remove.mutateAsync().then(() => goTo("/teams"))} onClose={() => setAsking(false)}>
          {people.deleteTeamAsk}
        </AskFirst>
      )}
    </Panel>
  );
}
