import { useState } from "react";

import { useBoardMembers } from "../../data/board-members.ts";
import { MentionArea as Area, type MentionAreaProps } from "../../ui/mention-area.tsx";

/** A field for Markdown that mentions who sees the board; who that is, is asked once somebody is to be mentioned. */
export function MentionArea({ boardId, ...rest }: Omit<MentionAreaProps, "people" | "onMention"> & { boardId: string }) {
  const [wanted, setWanted] = useState(false);
  const { data: people = [] } = useBoardMembers(boardId, wanted);
  return <Area {...rest} people={people} onMention={() => setWanted(true)} />;
}
