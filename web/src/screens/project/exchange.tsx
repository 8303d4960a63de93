// Taking cards in from a file, and giving the project out as one.

import { useState } from "react";

import { fieldsOf } from "../../api/problem.ts";
import type { Schemas } from "../../api/schema.ts";
import { download } from "../../data/downloads.ts";
import { useBeginImport } from "../../data/project-files.ts";
import { projectParts } from "../../messages/project-parts.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { filled } from "../../ui/filled.ts";
import { Form } from "../../ui/form.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Panel, Panels } from "../../ui/panel.tsx";
import { complain } from "../../ui/toast.tsx";
import { useOpenProject } from "./context.ts";
import { ImportReport } from "./import-report.tsx";
import css from "./project.module.css";

export default function Exchange() {
  const { project } = useOpenProject();
  return (
    <Panels>
      <Panel title={projectParts.exportTitle} about={projectParts.exportAbout}>
        <div className={css.formats}>
          {Object.entries(projectParts.formats).map(([format, text]) => (
            <Button key={format} onClick={() => void download(`/api/v1/projects/${project.id}/export?format=${format}`).catch((why: unknown) => complain(why))}>
              {text}
            </Button>
          ))}
        </div>
      </Panel>
      {project.permissions.includes("board_write") && <Import />}
    </Panels>
  );
}

function Import() {
  const { project } = useOpenProject();
  const begin = useBeginImport(project.id);
  const [source, setSource] = useState<Schemas["ImportSource"]>("trello");
  const wrong = fieldsOf(begin.error);
  const accept = { trello: ".json", csv: ".csv,.tsv,.txt", boardwire: ".json,.zip" }[source];
  return (
    <Panel title={projectParts.importTitle} about={projectParts.importAbout}>
      <Form
        onSubmit={(event) => {
          filled(event);
          const file = new FormData(event.currentTarget).get("file");
          if (file instanceof File) begin.mutate({ source, file });
        }}
      >
        <Select label={projectParts.source} value={source} onChange={({ target }) => setSource(target.value as Schemas["ImportSource"])} error={wrong["source"]}>
          {Object.entries(projectParts.sources).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
        <Field label={projectParts.file} name="file" type="file" accept={accept} required hint={projectParts.fileHint} error={wrong["file"]} />
        <FormError error={begin.error} fields={["source", "file"]} />
        <Button type="submit" look="primary" busy={begin.isPending}>
          {projectParts.begin}
        </Button>
      </Form>
      {begin.data && <ImportReport id={begin.data.id} />}
    </Panel>
  );
}
