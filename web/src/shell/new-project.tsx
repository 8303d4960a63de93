// Making a project, which leads to its first board.

import { type FormEvent } from "react";

import { api, done } from "../api/client.ts";
import { Refused } from "../api/problem.ts";
import { useCreateProject } from "../data/projects.ts";
import { useTeams } from "../data/teams.ts";
import { messages } from "../messages.ts";
import { useNavigate } from "../navigation.tsx";
import { Alert } from "../ui/alert.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, Select } from "../ui/field.tsx";
import { filled } from "../ui/filled.ts";
import { Form } from "../ui/form.tsx";

/** In the team with this id; else in one that is chosen where there are several. */
export function NewProject({ onClose, team }: { onClose: () => void; team?: string }) {
  const create = useCreateProject();
  const { data: teams = [] } = useTeams();
  const goTo = useNavigate();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    const value = filled(event);
    const team_id = team ?? value("team_id");
    // In a team of several a project is for them; in one's own there is nobody else.
    const shared = teams.some(({ id, personal }) => id === team_id && !personal);
    const project = await create.mutateAsync({ name: value("name"), ...(team_id && { team_id }), ...(shared && { visibility: "team" }) });
    const boards = await done(api.GET("/api/v1/projects/{project_id}/boards", { params: { path: { project_id: project.id } } }));
    onClose();
    const [board] = boards.items;
    void goTo(board ? `/boards/${board.id}` : `/projects/${project.id}`);
  };
  // Guests may make none.
  const mine = teams.filter(({ role }) => role !== "guest");
  const fields = create.error instanceof Refused ? create.error.fields : {};
  return (
    <Dialog title={messages.shell.newProject} onClose={onClose}>
      <Form onSubmit={(event) => void submit(event).catch(() => undefined)}>
        <Field label={messages.project.name} name="name" required maxLength={255} placeholder={messages.project.namePlaceholder} error={fields["name"]} />
        {team === undefined && mine.length > 1 && (
          <Select label={messages.shared.team} name="team_id" error={fields["team_id"]}>
            {mine.map(({ id, name, personal }) => (
              <option key={id} value={id}>
                {personal ? `${name} (${messages.shared.personal})` : name}
              </option>
            ))}
          </Select>
        )}
        {!fields["name"] && <Alert error={create.error} />}
        <Button type="submit" look="primary" busy={create.isPending}>
          {messages.project.create}
        </Button>
      </Form>
    </Dialog>
  );
}
