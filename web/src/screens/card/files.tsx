// A card's files, and those that are on their way.

import type { Card } from "boardwire-client";
import { useRef, useState } from "react";

import type { File as Stored } from "../../api/schema.ts";
import { refresh } from "../../api/session.ts";
import { useCardFiles, useDeleteFile } from "../../data/card-files.ts";
import { download } from "../../data/downloads.ts";
import { cardTexts } from "../../messages/card.ts";
import { sizeOf } from "../../size.ts";
import { OnItsWay, type Upload } from "../../shell/uploads.tsx";
import { AskFirst } from "../../ui/ask-first.tsx";
import { Button } from "../../ui/button.tsx";
import { classes } from "../../ui/classes.ts";
import { Icon } from "../../ui/icon.tsx";
import { complain } from "../../ui/toast.tsx";
import css from "./files.module.css";
import section from "./section.module.css";

interface Props {
  card: Card;
  mayEdit: boolean;
  uploads: readonly Upload[];
  onAttach: (files: Iterable<File>) => void;
}

export function Files({ card, mayEdit, uploads, onAttach }: Props) {
  const { data: files = [] } = useCardFiles(card.id);
  const chooser = useRef<HTMLInputElement>(null);
  const [deleting, setDeleting] = useState<Stored>();
  const remove = useDeleteFile(card.id);
  if (!mayEdit && files.length === 0) return null;
  return (
    <section className={classes(section.section, css.files)}>
      <header className={section.head}>
        <h2>{cardTexts.files}</h2>
        {mayEdit && (
          <>
            <Button look="quiet" onClick={() => chooser.current?.click()}>
              <Icon name="clip" size={14} /> {cardTexts.attach}
            </Button>
            <input
              ref={chooser}
              type="file"
              multiple
              hidden
              aria-label={cardTexts.attach}
              onChange={({ target }) => {
                onAttach([...(target.files ?? [])]);
                target.value = "";
              }}
            />
          </>
        )}
      </header>
      <ul className={css.list}>
        {files.map((file) => (
          <li key={file.id} className={css.file}>
            <Thumbnail file={file} />
            <div className={css.words}>
              <button type="button" className={css.name} onClick={() => download(file.content_url).catch((error: unknown) => complain(error))}>
                <span className="visually-hidden">{cardTexts.download(file.name)}</span>
                <span aria-hidden="true">{file.name}</span>
              </button>
              <span className={css.about}>{cardTexts.fileBy(file.created_by.name, sizeOf(file.size))}</span>
            </div>
            {mayEdit && (
              <Button look="quiet" icon aria-label={cardTexts.deleteFile(file.name)} onClick={() => setDeleting(file)}>
                <Icon name="trash" size={14} />
              </Button>
            )}
          </li>
        ))}
        {uploads.map((one) => (
          <li key={one.id} className={css.file}>
            <span className={css.thumbnail}>
              <Icon name="file" />
            </span>
            <OnItsWay upload={one} />
          </li>
        ))}
      </ul>
      {mayEdit && files.length + uploads.length === 0 && <p className={css.about}>{cardTexts.attachHint}</p>}
      {deleting && (
        <AskFirst
          title={cardTexts.deleteFileTitle}
          action={cardTexts.delete}
          onClose={() => setDeleting(undefined)}
          onYes={() => remove.mutateAsync(deleting.id)}
        >
          {cardTexts.deleteFileText(deleting.name)}
        </AskFirst>
      )}
    </section>
  );
}

/** A picture of a picture, once it has been made. It is got with the session, which may have to be renewed first. */
function Thumbnail({ file: { thumbnail_url } }: { file: Stored }) {
  const [tries, setTries] = useState(0);
  const again = () => {
    setTries(1);
    if (tries === 0) refresh().then(() => setTries(2)).catch(() => undefined);
  };
  const isThere = thumbnail_url !== null && tries !== 1;
  return (
    <span className={css.thumbnail}>
      {isThere ? <img key={tries} src={thumbnail_url} alt="" loading="lazy" onError={again} /> : <Icon name="file" />}
    </span>
  );
}
