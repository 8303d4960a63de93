// A project's labels: making, renaming, recolouring and deleting them.

import { useState } from "react";

import { fieldsOf } from "../../api/problem.ts";
import { type Label, useDeleteProjectLabel, useProjectLabels, useSaveLabel } from "../../data/project-labels.ts";
import { messages } from "../../messages.ts";
import { projectParts } from "../../messages/project-parts.ts";
import { Alert } from "../../ui/alert.tsx";
import { AskFirst } from "../../ui/ask-first.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Field } from "../../ui/field.tsx";
import { filled } from "../../ui/filled.ts";
import { Form } from "../../ui/form.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Panel, Panels, Row, Rows } from "../../ui/panel.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { Colors } from "./colors.tsx";
import { useOpenProject } from "./context.ts";
import css from "./project.module.css";

type Open = { kind: "edit"; label?: Label } | { kind: "delete"; label: Label };

export default function Labels() {
  const { project } = useOpenProject();
  const { data: labels, error } = useProjectLabels(project.id);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const mayWrite = project.permissions.includes("board_write");
  if (!labels) return error ? <Alert error={error} /> : <Spinner />;
  return (
    <Panels>
      <Panel title={projectParts.labels} actions={mayWrite && <Button onClick={() => setOpen({ kind: "edit" })}>{projectParts.newLabel}</Button>}>
        {labels.length === 0 && <Empty title={projectParts.noLabels}>{projectParts.noLabelsText}</Empty>}
        <Rows>
          {labels.map((label) => (
            <Row key={label.id} sign={<span className={css.swatch} style={{ background: label.color }} />} name={label.name}>
              {mayWrite && (
                <>
                  <Button look="quiet" aria-label={projectParts.editLabel(label.name)} onClick={() => setOpen({ kind: "edit", label })}>
                    {projectParts.edit}
                  </Button>
                  <Button look="quiet" aria-label={projectParts.deleteLabel(label.name)} onClick={() => setOpen({ kind: "delete", label })}>
                    {messages.shared.delete}
                  </Button>
                </>
              )}
            </Row>
          ))}
        </Rows>
      </Panel>
      {open?.kind === "edit" && <Edit label={open.label} onClose={close} />}
      {open?.kind === "delete" && <Delete label={open.label} onClose={close} />}
    </Panels>
  );
}

function Edit({ label, onClose }: { label: Label | undefined; onClose: () => void }) {
  const { project } = useOpenProject();
  const save = useSaveLabel(project.id);
  const wrong = fieldsOf(save.error);
  return (
    <Dialog title={label ? projectParts.editLabel(label.name) : projectParts.newLabel} onClose={onClose}>
      <Form
        onSubmit={(event) => {
          const value = filled(event);
          save.mutate({ id: label?.id, name: value("name"), color: value("color") }, { onSuccess: onClose });
        }}
      >
        <Field label={projectParts.labelName} name="name" defaultValue={label?.name} required maxLength={255} error={wrong["name"]} />
        <Colors chosen={label?.color} />
        <FormError error={save.error} fields={["name"]} />
        <Button type="submit" look="primary" busy={save.isPending}>
          {messages.save}
        </Button>
      </Form>
    </Dialog>
  );
}

function Delete({ label, onClose }: { label: Label; onClose: () => void }) {
  const { project } = useOpenProject();
  const remove = useDeleteProjectLabel(project.id);
  return (
    <AskFirst title={projectParts.deleteLabel(label.name)} action={messages.shared.delete} onYes={() => remove.mutateAsync(label.id)} onClose={onClose}>
      {projectParts.deleteLabelAsk}
    </AskFirst>
  );
}
