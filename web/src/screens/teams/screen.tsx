// The teams that one is in, and making one.

import { useState } from "react";

import { fieldsOf } from "../../api/problem.ts";
import { useCreateTeam, useTeams } from "../../data/teams.ts";
import { messages } from "../../messages.ts";
import { people } from "../../messages/people.ts";
import { Link, useNavigate } from "../../navigation.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field, TextArea } from "../../ui/field.tsx";
import { filled } from "../../ui/filled.ts";
import { Form } from "../../ui/form.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Page } from "../../ui/page.tsx";
import { Panels, Row, Rows, Tag } from "../../ui/panel.tsx";
import { Spinner } from "../../ui/spinner.tsx";

export default function Teams() {
  const { data: teams, error } = useTeams();
  const [making, setMaking] = useState(false);
  return (
    <Page title={messages.shared.teams} actions={<Button onClick={() => setMaking(true)}>{people.newTeam}</Button>}>
      {!teams && (error ? <Alert error={error} /> : <Spinner />)}
      <Panels>
        <p>{people.noTeamsText}</p>
        <Rows>
          {teams?.map(({ id, name, description, personal, role }) => (
            <Row key={id} sign={<Avatar id={id} name={name} size={28} title={false} />} name={<><Link to={`/teams/${id}`}>{name}</Link> {personal && <Tag>{messages.shared.personal}</Tag>}</>} about={description || undefined}>
              {role && people.teamRoles[role]}
            </Row>
          ))}
        </Rows>
      </Panels>
      {making && <NewTeam onClose={() => setMaking(false)} />}
    </Page>
  );
}

function NewTeam({ onClose }: { onClose: () => void }) {
  const create = useCreateTeam();
  const goTo = useNavigate();
  const wrong = fieldsOf(create.error);
  return (
    <Dialog title={people.newTeam} onClose={onClose}>
      <Form
        onSubmit={(event) => {
          const value = filled(event);
          create.mutate({ name: value("name"), description: value("description") }, { onSuccess: ({ id }) => void goTo(`/teams/${id}/people`) });
        }}
      >
        <Field label={people.teamName} name="name" required maxLength={255} error={wrong["name"]} />
        <TextArea label={people.description} name="description" rows={3} error={wrong["description"]} />
        <FormError error={create.error} fields={["name", "description"]} />
        <Button type="submit" look="primary" busy={create.isPending}>
          {people.createTeam}
        </Button>
      </Form>
    </Dialog>
  );
}
