// Files on their way to a card.

import { useCallback, useRef, useState } from "react";

import { upload } from "../../data/card-files.ts";
import { cardTexts } from "../../messages/card.ts";
import { complain } from "../../ui/toast.tsx";

export interface Upload {
  readonly id: number;
  readonly name: string;
  /** How much of it has gone, from 0 to 1. */
  readonly part: number;
  readonly giveUp: () => void;
}

export function useUploads(cardId: string): { uploads: readonly Upload[]; attach: (files: Iterable<File>) => void } {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const count = useRef(0);
  const attach = useCallback(
    (files: Iterable<File>) => {
      for (const file of files) {
        const id = (count.current += 1);
        const abort = new AbortController();
        setUploads((all) => [...all, { id, name: file.name, part: 0, giveUp: () => abort.abort() }]);
        const told = (part: number) => setUploads((all) => all.map((one) => (one.id === id ? { ...one, part } : one)));
        upload(cardId, file, told, abort.signal)
          .catch((error: unknown) => abort.signal.aborted || complain(error, cardTexts.notUploaded(file.name)))
          .finally(() => setUploads((all) => all.filter((one) => one.id !== id)));
      }
    },
    [cardId],
  );
  return { uploads, attach };
}
