// A project's chat, live: what is said, who is about to, and earlier messages as one goes back.

import { useEffect, useLayoutEffect, useRef, useState } from "react";

import { type Message, useChat } from "../../data/chat.ts";
import { useUser } from "../../data/me.ts";
import { useProjectPeople } from "../../data/project-people.ts";
import { projectParts } from "../../messages/project-parts.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { MentionArea } from "../../ui/mention-area.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { complain } from "../../ui/toast.tsx";
import css from "./chat.module.css";
import { useOpenProject } from "./context.ts";
import { Said } from "./said.tsx";

/** How near to the end still counts as being there. */
const NEAR = 80;

export default function Chat() {
  const { project, live } = useOpenProject();
  const { data: said, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useChat(project.id);
  const { data: members = [] } = useProjectPeople(project.id);
  const me = useUser();
  const [text, setText] = useState("");
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  const people = members.map(({ user }) => user);
  const list = useScroll(said, waiting.length);
  const write = (words: string) => {
    setText(words);
    if (words !== "") live.types();
  };
  const send = async () => {
    const words = text.trim();
    if (words === "") return;
    setText("");
    setWaiting((all) => [...all, words]);
    try {
      await live.say(words);
    } catch (why) {
      // What was not sent can be sent again, unless something else is being written by now.
      setText((now) => now || words);
      complain(why, projectParts.notSent);
    }
    setWaiting((all) => all.toSpliced(all.indexOf(words), 1));
  };
  if (!said) return error ? <Alert error={error} /> : <Spinner />;
  const typing = live.typing.filter(({ id }) => id !== me.id).map(({ name }) => name);
  return (
    <div className={css.chat}>
      <div className={css.list} ref={list} role="log" aria-label={projectParts.messages} tabIndex={0}>
        {hasNextPage && (
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {projectParts.earlier}
          </Button>
        )}
        {said.length === 0 && waiting.length === 0 && <Empty title={projectParts.quiet}>{projectParts.quietText}</Empty>}
        <Said said={said} people={people} me={me.id} />
        {waiting.map((words, at) => (
          <p key={at} className={css.waiting}>
            {words} <span>{projectParts.sending}</span>
          </p>
        ))}
      </div>
      <p className={css.typing} role="status">
        {typing.length > 0 && projectParts.typing(typing)}
      </p>
      {project.permissions.includes("board_comment") ? (
        <form className={css.say} onSubmit={(event) => (event.preventDefault(), void send())}>
          <MentionArea
            people={people}
            label={projectParts.say}
            placeholder={projectParts.say}
            hint={projectParts.sayHint}
            rows={2}
            maxLength={4_000}
            value={text}
            onChange={write}
            onSend={() => void send()}
            sendsByEnter
          />
          <Button type="submit" look="primary" disabled={text.trim() === ""}>
            {projectParts.send}
          </Button>
        </form>
      ) : (
        <p className={css.typing}>{projectParts.readOnly}</p>
      )}
    </div>
  );
}

/** Stays at the end while one is there, and at the same message while earlier ones come. */
function useScroll(said: readonly Message[] | undefined, waiting: number) {
  const list = useRef<HTMLDivElement>(null);
  const seen = useRef({ first: "", height: 0, atEnd: true });
  useLayoutEffect(() => {
    const box = list.current;
    if (!box) return;
    const { first, height, atEnd } = seen.current;
    const now = said?.[0]?.id ?? "";
    if (atEnd) box.scrollTop = box.scrollHeight;
    else if (first !== now) box.scrollTop += box.scrollHeight - height;
    seen.current = { first: now, height: box.scrollHeight, atEnd };
  }, [said, waiting]);
  useEffect(() => {
    const box = list.current;
    const look = () => box && (seen.current.atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR);
    box?.addEventListener("scroll", look, { passive: true });
    return () => box?.removeEventListener("scroll", look);
  }, [said === undefined]);
  return list;
}
