// What a project is called, what state it is in and who sees it; and its end.

import { useState } from "react";

import { fieldsOf, Refused } from "../../api/problem.ts";
import type { Schemas } from "../../api/schema.ts";
import { useDeleteProject, useUpdateProject } from "../../data/projects.ts";
import { messages } from "../../messages.ts";
import { people } from "../../messages/people.ts";
import { projectParts } from "../../messages/project-parts.ts";
import { useNavigate } from "../../navigation.tsx";
import { Alert } from "../../ui/alert.tsx";
import { AskFirst } from "../../ui/ask-first.tsx";
import { Button } from "../../ui/button.tsx";
import { Field, Select, TextArea } from "../../ui/field.tsx";
import { filled } from "../../ui/filled.ts";
import { Form } from "../../ui/form.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Panel, Panels } from "../../ui/panel.tsx";
import { tell } from "../../ui/toast.tsx";
import { useOpenProject } from "./context.ts";

const FIELDS = ["name", "description", "status", "deadline", "visibility"];

export default function Settings() {
  return (
    <Panels>
      <General />
      <Delete />
    </Panels>
  );
}

function General() {
  const { project } = useOpenProject();
  const update = useUpdateProject(project.id);
  const wrong = fieldsOf(update.error);
  // What was seen when one began to write: not what came meanwhile.
  const [version, setVersion] = useState(project.version);
  const save = (value: (name: string) => string) => {
    const body = {
      ...{ name: value("name"), description: value("description"), deadline: value("deadline") || null, version },
      ...{ status: value("status") as Schemas["ProjectStatus"], visibility: value("visibility") as Schemas["Visibility"] },
    };
    update.mutate(body, {
      onSuccess: (saved) => (setVersion(saved.version), tell(projectParts.saved)),
      onError: (error) => isConflict(error) && setVersion((error.problem.current as Schemas["Project"]).version),
    });
  };
  return (
    <Panel title={projectParts.general}>
      <Form onSubmit={(event) => save(filled(event))}>
        <Field label={people.name} name="name" defaultValue={project.name} required maxLength={255} error={wrong["name"]} />
        <TextArea label={people.description} name="description" defaultValue={project.description} rows={4} error={wrong["description"]} />
        <Select label={projectParts.status} name="status" defaultValue={project.status} error={wrong["status"]}>
          <Options of={projectParts.statuses} />
        </Select>
        <Field label={projectParts.deadlineLabel} name="deadline" type="date" defaultValue={project.deadline ?? ""} error={wrong["deadline"]} />
        <Select label={projectParts.visibility} name="visibility" defaultValue={project.visibility} error={wrong["visibility"]}>
          <Options of={projectParts.visibilities} />
        </Select>
        {isConflict(update.error) ? <Alert>{projectParts.conflict}</Alert> : <FormError error={update.error} fields={FIELDS} />}
        <Button type="submit" look="primary" busy={update.isPending}>
          {messages.save}
        </Button>
      </Form>
    </Panel>
  );
}

const isConflict = (error: unknown): error is Refused => error instanceof Refused && error.problem.code === "version_conflict";

function Options({ of }: { of: Readonly<Record<string, string>> }) {
  return Object.entries(of).map(([value, text]) => (
    <option key={value} value={value}>
      {text}
    </option>
  ));
}

function Delete() {
  const { project } = useOpenProject();
  const remove = useDeleteProject(project.id);
  const goTo = useNavigate();
  const [asking, setAsking] = useState(false);
  const yes = () => remove.mutateAsync().then(() => (tell(projectParts.deleted(project.name)), goTo("/")));
  return (
    <Panel title={projectParts.deleteTitle} about={projectParts.deleteAbout} danger>
      <Button look="danger" onClick={() => setAsking(true)}>
        {projectParts.deleteTitle}
      </Button>
      {asking && (
        <AskFirst title={projectParts.deleteTitle} action={projectParts.deleteTitle} word={project.key} onYes={yes} onClose={() => setAsking(false)}>
          {projectParts.deleteAsk}
        </AskFirst>
      )}
    </Panel>
  );
}
