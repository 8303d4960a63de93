import type { Priority as Named } from "../api/schema.ts";
import { messages } from "../messages.ts";
import { Level } from "../ui/level.tsx";

const LEVELS = { none: 0, low: 1, medium: 2, high: 3, urgent: 4 } as const;

/** How much a card matters, as bars. */
export function Priority({ of }: { of: Named }) {
  return <Level value={LEVELS[of]} of={4} name={messages.card.priorities[of]} high={of === "urgent"} />;
}
