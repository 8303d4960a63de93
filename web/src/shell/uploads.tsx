// Files on their way: one after the other, so that a connection is left for everything else, and each can be stopped.

import { useCallback, useRef, useState } from "react";

import { queries } from "../data/client.ts";
import { upload } from "../data/uploads.ts";
import { percent } from "../days.ts";
import { whilePending } from "../live/pending.ts";
import { messages } from "../messages.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { complain } from "../ui/toast.tsx";
import css from "./uploads.module.css";

const texts = messages.uploads;

export interface Upload {
  readonly id: number;
  readonly name: string;
  /** How much of it has gone, from 0 to 1. */
  readonly part: number;
  readonly giveUp: () => void;
}

/** Sends to a path of the API; what is kept under the key is asked for again after each. */
export function useUploads(path: string, key: readonly unknown[]): { uploads: readonly Upload[]; attach: (files: Iterable<File>) => void } {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const count = useRef(0);
  const last = useRef(Promise.resolve());
  const kept = useRef(key);
  kept.current = key;
  const attach = useCallback(
    (files: Iterable<File>) => {
      for (const file of files) {
        const id = (count.current += 1);
        const abort = new AbortController();
        const gone = () => setUploads((all) => all.filter((one) => one.id !== id));
        const told = (part: number) => setUploads((all) => all.map((one) => (one.id === id ? { ...one, part } : one)));
        setUploads((all) => [...all, { id, name: file.name, part: 0, giveUp: () => (abort.abort(), gone()) }]);
        const send = async () => {
          try {
            await upload(path, file, told, abort.signal);
            await queries.invalidateQueries({ queryKey: kept.current });
          } catch (error) {
            if (!abort.signal.aborted) complain(error, texts.notSent(file.name));
          }
          gone();
        };
        last.current = whilePending(last.current.then(send));
      }
    },
    [path],
  );
  return { uploads, attach };
}

/** What one is called, how far it is, and stopping it. */
export function OnItsWay({ upload: { name, part, giveUp } }: { upload: Upload }) {
  return (
    <>
      <span className={css.words}>
        <span className={css.name}>{name}</span>
        <span className={css.far}>
          <progress className={css.progress} value={part} max={1} aria-label={texts.sending(name)} />
          <span className={css.percent}>{percent(part)}</span>
        </span>
      </span>
      <Button look="quiet" icon aria-label={texts.giveUp(name)} onClick={giveUp}>
        <Icon name="close" size={14} />
      </Button>
    </>
  );
}
