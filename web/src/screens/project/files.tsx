// Files of the project itself: put in by choosing or dropping them, and taken out.

import { type DragEvent, useRef, useState } from "react";

import type { Schemas } from "../../api/schema.ts";
import { download } from "../../data/downloads.ts";
import { projectFilesKey, useDeleteFile, useProjectFiles } from "../../data/project-files.ts";
import { ago } from "../../dates.ts";
import { messages } from "../../messages.ts";
import { projectParts } from "../../messages/project-parts.ts";
import { sizeOf } from "../../size.ts";
import { OnItsWay, useUploads } from "../../shell/uploads.tsx";
import { Alert } from "../../ui/alert.tsx";
import { AskFirst } from "../../ui/ask-first.tsx";
import { Button } from "../../ui/button.tsx";
import { classes } from "../../ui/classes.ts";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Panel, Panels, Row, Rows } from "../../ui/panel.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { complain } from "../../ui/toast.tsx";
import { useOpenProject } from "./context.ts";
import css from "./project.module.css";

type File_ = Schemas["File"];

export default function Files() {
  const { project } = useOpenProject();
  const { data: files, error } = useProjectFiles(project.id);
  const { uploads, attach } = useUploads(`/api/v1/projects/${project.id}/files`, projectFilesKey(project.id));
  const chooser = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState<File_>();
  const [over, setOver] = useState(false);
  const mayWrite = project.permissions.includes("board_write");
  const drag = (event: DragEvent, isOver: boolean) => {
    if (!mayWrite || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(isOver);
  };
  if (!files) return error ? <Alert error={error} /> : <Spinner />;
  const button = mayWrite && (
    <Button onClick={() => chooser.current?.click()}>
      {projectParts.upload}
    </Button>
  );
  return (
    <Panels>
      <div
        className={classes(css.files, over && css.over)}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, false)}
        onDrop={(event) => (drag(event, false), mayWrite && attach([...event.dataTransfer.files]))}
      >
        <Panel title={projectParts.files} actions={button}>
          <input ref={chooser} type="file" multiple hidden aria-label={projectParts.upload} onChange={({ target }) => (attach([...(target.files ?? [])]), (target.value = ""))} />
          {files.length + uploads.length === 0 && <Empty title={projectParts.noFiles}>{projectParts.noFilesText}</Empty>}
          <Rows>
            {files.map((file) => (
              <Row key={file.id} sign={<Thumbnail file={file} />} name={file.name} about={projectParts.fileLine(sizeOf(file.size), file.created_by.name, ago(file.created_at))}>
                <Button look="quiet" aria-label={projectParts.download(file.name)} onClick={() => void download(file.content_url).catch((why: unknown) => complain(why))}>
                  {projectParts.save}
                </Button>
                {mayWrite && (
                  <Button look="quiet" aria-label={projectParts.deleteFile(file.name)} onClick={() => setAsked(file)}>
                    {messages.shared.delete}
                  </Button>
                )}
              </Row>
            ))}
            {uploads.map((one) => (
              <li key={one.id} className={css.onItsWay}>
                <span className={classes(css.thumbnail, css.noThumbnail)}>
                  <Icon name="clip" />
                </span>
                <OnItsWay upload={one} />
              </li>
            ))}
          </Rows>
        </Panel>
      </div>
      {asked && <Delete file={asked} onClose={() => setAsked(undefined)} />}
    </Panels>
  );
}

function Thumbnail({ file }: { file: File_ }) {
  if (file.thumbnail_url) return <img className={css.thumbnail} src={file.thumbnail_url} alt="" />;
  return (
    <span className={classes(css.thumbnail, css.noThumbnail)}>
      <Icon name="clip" />
    </span>
  );
}

function Delete({ file, onClose }: { file: File_; onClose: () => void }) {
  const { project } = useOpenProject();
  const remove = useDeleteFile(project.id);
  return (
    <AskFirst title={projectParts.deleteFile(file.name)} action={messages.shared.delete} onYes={() => remove.mutateAsync(file.id)} onClose={onClose}>
      {projectParts.deleteFileAsk}
    </AskFirst>
  );
}
